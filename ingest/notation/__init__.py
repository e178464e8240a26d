"""How reports write: numerals, numbering of headings and lists, the ROC calendar."""
