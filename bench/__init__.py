"""Benchmarks: plain scripts, ``python -m bench.NAME``. See README.md."""

import os
import secrets

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TOUYAN_DEBUG", "1")  # static files without a collected folder
os.environ.setdefault("TOUYAN_SECRET_KEY", secrets.token_hex(32))  # also of a web server started with DEBUG off
os.environ.setdefault("TOUYAN_FIELD_KEYS", f"1:{secrets.token_hex(32)},index:{secrets.token_hex(32)}")
django.setup()
settings.DEBUG = False  # but no debug pages and no log of queries
settings.ALLOWED_HOSTS = ["testserver"]
