"""What the project knows, as data: topics, metrics, units, agencies, checks, words."""
