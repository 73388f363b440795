"""Tables of contests, by topic."""
