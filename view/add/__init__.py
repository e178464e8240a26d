"""A report is dropped, seen beside the published ones, and handed over or published."""
