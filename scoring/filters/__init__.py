"""Filters of scoring, by topic."""
