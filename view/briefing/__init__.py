"""Five slides and a sentence to say."""
