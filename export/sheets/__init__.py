"""Tables to take away in the formats of spreadsheets and programs."""
