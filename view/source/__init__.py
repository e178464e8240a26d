"""The trail from a number to the sentence, the page and the file that print it."""
