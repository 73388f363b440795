"""Every write of scoring that is more than one field, by topic."""
