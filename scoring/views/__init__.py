"""Base pages of what is scored, by topic."""
