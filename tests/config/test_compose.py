"""What README says of the containers holds in their files."""

import re

from django.conf import settings

EXAMPLE = (settings.BASE_DIR / ".env.example").read_text()
README = (settings.BASE_DIR / "README.md").read_text()


def test_every_variable_of_the_readme_reaches_the_containers():
    table = README.split("| `.env` 里的变量 |")[1].split("\n\n")[0]
    named = set(re.findall(r"`([A-Z][A-Z_]+)`", table))
    assert len(named) > 8
    assert named == set(re.findall(r"^#?(\w+)=", EXAMPLE, flags=re.MULTILINE))


def test_the_proxy_takes_whatever_the_application_takes():
    caddyfile = (settings.BASE_DIR / "deploy" / "Caddyfile").read_text()
    megabytes = re.search(r"max_size \{\$TOUYAN_ATTACHMENT_MAX_MEGABYTES:(\d+)\}0MiB", caddyfile)
    assert int(megabytes[1]) == settings.ATTACHMENT_MAX_MEGABYTES
