"""The overview of all themes."""
