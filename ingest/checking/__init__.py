"""Relations that should hold, within a report and between reports."""
