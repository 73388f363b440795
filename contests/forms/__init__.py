"""Forms of contests, by topic."""
