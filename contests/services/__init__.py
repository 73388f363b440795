"""Every write of contests that is more than one field, by topic."""
