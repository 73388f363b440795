"""What test_patience.py serves: answers with the length of what was sent, and loses patience sooner."""

from config import patience

patience.PATIENCE = 2
patience.RATE = 1_000_000


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(body)).encode()]
