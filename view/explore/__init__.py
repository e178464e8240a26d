"""Any metrics side by side."""
