"""What every screen has: page frame and menu, choices in the address, charts, passages, hits, links."""
