"""Folding as the readers know it; it lives in the catalog, so that searches fold alike."""

from catalog.fold import CompactText, Folder, fold_character

__all__ = ["CompactText", "Folder", "fold_character"]
