"""The demo county: real places, invented people, four finished quarters, one that is being scored."""
