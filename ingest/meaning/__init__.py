"""Which measure a printed number is a value of, and over which period."""
