"""Every printed number with its place, its unit and the words around it."""
