"""One script per screen."""
