"""The same measure, edition after edition, for agencies whose measures nobody has written down."""
