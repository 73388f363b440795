"""What pages show of contests: fetched, never written. Services and everything above them ask here."""
