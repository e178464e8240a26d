"""Pages for iframes: one chart with its title, its numbers as a table, and its source."""
