"""Tables of scoring, by topic."""
