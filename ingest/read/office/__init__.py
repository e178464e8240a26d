"""Reads what office suites write: DOCX, ODT and DOC."""
