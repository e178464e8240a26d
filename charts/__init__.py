"""Charts of printed values, true to their periods; the same on screen, in pictures and in slides."""
