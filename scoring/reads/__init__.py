"""What is shown of scorings or asked before something is written: fetched, never written. Services ask here."""
