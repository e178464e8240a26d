"""Tables: what their heads say of the numbers below and beside them, and what their sums prove."""
