"""Reads PDF: pages to runs, lines, paragraphs and tables."""
