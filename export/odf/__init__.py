"""OpenDocument files from their parts: what spreadsheets, slides and texts have in common.

Written part by part: a template's styles, pictures and dates would be carried into every file.
"""
