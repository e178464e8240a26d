"""The database: its schema, how it is published, how it is read."""
