"""What people take away, as bytes."""
