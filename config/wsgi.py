"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# People do not wait for ever, nor does one page block the others; jobs and migrations may take as long as they need.
for name, seconds in {"STATEMENT": "30", "LOCK": "10", "IDLE_TRANSACTION": "60"}.items():
    os.environ.setdefault(f"TOUYAN_{name}_SECONDS", seconds)
application = get_wsgi_application()
