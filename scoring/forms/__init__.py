"""Forms of scoring, by topic."""
