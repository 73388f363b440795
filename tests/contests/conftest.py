from tests.scoring.prepared import create, official, places, ready, scheme  # noqa: F401
