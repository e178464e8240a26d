"""Passages, numbers, tables and pictures that hold the words typed."""
