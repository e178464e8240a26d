"""A topic page: one panel, its finding, its chart, its table."""
