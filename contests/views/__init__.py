"""Pages of contests, by topic."""
