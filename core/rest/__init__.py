"""The base of the API."""
