"""Answers to questions in plain words: what is asked, which metric it is, and what the reports say of it."""
