"""Filters of contests, by topic."""
