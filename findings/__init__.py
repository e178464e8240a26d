"""What may be said of the numbers, before anyone draws or writes them. It knows no screen and no file format."""
