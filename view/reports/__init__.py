"""What each report holds, and which prints which metric."""
