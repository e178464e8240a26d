"""What people decided about printed numbers: an append-only log, and which of its decisions are in force."""
