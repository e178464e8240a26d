"""Checks the numbers of a draft against the reports."""
