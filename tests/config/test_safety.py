"""Unsafe settings start nothing: no web server, no worker, no command."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.safety import PUBLIC_FIELD_KEYS, dangers

KEY = "f2c7a1d09b3e4856f2c7a1d09b3e4856f2c7a1d09b3e4856f2c7a1d09b3e4856"
KEYS = [f"1:{KEY}", f"index:{KEY[::-1]}"]
SAFE = {"debug": False, "key": KEY, "hosts": ["touyan.nanzheng.gov.cn", "127.0.0.1"], "https": True, "field_keys": KEYS}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"hosts": ["127.0.0.1", "localhost"], "https": False},
        {
            "debug": True,
            "key": "development-only-not-secret",
            "hosts": ["localhost"],
            "https": False,
            "field_keys": PUBLIC_FIELD_KEYS,
        },
    ],
    ids=["a real installation", "one machine", "development"],
)
def test_safe_settings_start(given):
    assert dangers(**SAFE | given) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"debug": True}, "TOUYAN_DEBUG=1"),
        ({"debug": True, "hosts": ["*"]}, "TOUYAN_DEBUG=1"),
        ({"key": "short"}, "TOUYAN_SECRET_KEY"),
        ({"key": "a" * 64}, "TOUYAN_SECRET_KEY"),
        ({"key": "12345678" * 4}, "TOUYAN_SECRET_KEY"),
        ({"key": "Change-me-please-0123456789-abcdefgh"}, "TOUYAN_SECRET_KEY"),
        ({"key": f"django-insecure-{KEY}"}, "TOUYAN_SECRET_KEY"),
        ({"key": "development-only-not-secret"}, "TOUYAN_SECRET_KEY"),
        ({"key": "short", "hosts": ["localhost"]}, "TOUYAN_SECRET_KEY"),
        ({"field_keys": []}, "TOUYAN_FIELD_KEYS 没有设"),
        ({"field_keys": KEYS[:1]}, "TOUYAN_FIELD_KEYS 须有"),
        ({"field_keys": KEYS[1:]}, "TOUYAN_FIELD_KEYS 须有"),
        ({"field_keys": [*KEYS, KEYS[0]]}, "TOUYAN_FIELD_KEYS 须有"),
        ({"field_keys": [KEYS[1], "1:abc"]}, "TOUYAN_FIELD_KEYS 写法不对"),
        ({"field_keys": [KEY]}, "TOUYAN_FIELD_KEYS 写法不对"),
        ({"field_keys": PUBLIC_FIELD_KEYS}, "TOUYAN_FIELD_KEYS 是公开的"),
        ({"https": False}, "TOUYAN_HTTPS=1"),
        ({"https": False, "hosts": ["192.168.1.5"]}, "TOUYAN_HTTPS=1"),
        ({"hosts": ["*"]}, "TOUYAN_ALLOWED_HOSTS"),
        ({"hosts": ["."]}, "TOUYAN_ALLOWED_HOSTS"),
    ],
)
def test_unsafe_settings_say_what_to_do(given, said):
    assert any(said in danger for danger in dangers(**SAFE | given))


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "runserver", "--noreload", "0.0.0.0:0"],
        ["manage.py", "migrate"],
        ["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"],
        ["-m", "celery", "-A", "config", "worker"],
    ],
    ids=["runserver", "migrate", "gunicorn", "celery"],
)
def test_nothing_starts_and_the_reason_is_said(command):
    env = os.environ | {"TOUYAN_DEBUG": "1", "TOUYAN_ALLOWED_HOSTS": "touyan.nanzheng.gov.cn", "TOUYAN_PORT": "0"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert done.returncode != 0
    assert "不能这样启动：TOUYAN_DEBUG=1" in done.stdout + done.stderr
