"""Reads published reports and builds the warehouse."""
