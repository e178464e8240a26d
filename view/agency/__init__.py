"""The measures that recur in the reports of agencies without a catalog."""
