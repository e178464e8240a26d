"""Pictures to paste, and how much room words take in what is set without a browser."""
