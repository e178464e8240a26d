"""The page where people decide what unsure numbers are."""
