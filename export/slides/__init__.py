"""Slides that carry their sources: one deck model, written as PPTX, ODP or PDF."""
