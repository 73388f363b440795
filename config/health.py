"""Whether the web server of this container answers: ``python -m config.health``."""

import os
import urllib.request

URL = f"http://127.0.0.1:{os.environ.get('TOUYAN_PORT', '8000')}/accounts/login/"
# The proxy speaks HTTPS with the outside; without saying so the answer would be a redirect there.
REQUEST = urllib.request.Request(URL, headers={"X-Forwarded-Proto": "https"})

if __name__ == "__main__":
    with urllib.request.urlopen(REQUEST, timeout=4) as response:  # noqa: S310
        response.read()
