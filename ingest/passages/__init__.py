"""What a report is made of: passages under their headings, and who reports over which period."""
