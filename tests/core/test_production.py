"""Pages as they are served for real: without DEBUG, with file names that carry their content's hash."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from areas.kind_views import KindIndexView
from tests.html import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    hashed = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


@pytest.fixture
def office(zhang):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(zhang)
    return client


def test_every_kind_of_page_finds_its_files(collected, office, monkeypatch):
    pages = {
        "登录": (200, Client().get(reverse("accounts:login"))),
        "新建干部档案": (200, office.get(reverse("cadres:person_create"))),
        "字典": (200, office.get(reverse("areas:kind_index"))),
        "没有权限": (403, office.get(reverse("accounts:user_list"))),
        "找不到这个页面": (404, office.get("/nothing/")),
        "页面已过期": (403, office.post(reverse("cadres:person_create"))),
    }
    monkeypatch.setattr(KindIndexView, "get_state", lambda self: 1 / 0)
    pages["系统出错了"] = (500, office.get(reverse("areas:kind_index")))
    for title, (status, response) in pages.items():
        assert response.status_code == status, title
        assert texts(response, "h1") == [title]
        files = re.findall(r'(?:href|src)="/static/([^"]+)"', response.text)
        ours = [name for name in files if re.fullmatch(r"css/[a-z]+\.[0-9a-f]{12}\.css", name)]
        assert len(ours) == 5, title
        assert [name for name in files if not (collected / name).exists()] == []
