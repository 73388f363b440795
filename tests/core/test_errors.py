"""What people and the log see when something does not go through."""

import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from areas.views import AreaListView
from core.files import excel

pytestmark = pytest.mark.django_db
LIST = reverse("areas:area_list")


@pytest.fixture
def office(zhang):
    client = Client()
    client.force_login(zhang)
    return client


def slow(setting: str):
    """A page whose statement takes longer than ``setting`` allows."""

    def get_state(self):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL {setting} = 20")
            cursor.execute("SELECT pg_sleep(5)")

    return get_state


def test_a_statement_that_takes_too_long_answers_in_words(office, monkeypatch, caplog):
    monkeypatch.setattr(AreaListView, "get_state", slow("statement_timeout"))
    answer = office.get(LIST)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "太忙，请稍后再试" in answer.text
    assert "没有写入" in answer.text
    program = office.get(LIST, headers={"Accept": "application/json"})
    assert (program.status_code, "请稍后再试" in program.json()["message"]) == (503, True)
    assert not any(record.exc_info for record in caplog.records)


def test_other_errors_of_the_database_are_still_errors(office, monkeypatch):
    def broken(self):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(AreaListView, "get_state", broken)
    office.raise_request_exception = False
    assert office.get(LIST).status_code == 500


def test_a_refusal_is_one_line_in_the_log_and_an_error_a_whole_story(office, monkeypatch):
    [handler] = [each for each in logging.getLogger("django").handlers if type(each) is logging.StreamHandler]
    lines = []
    monkeypatch.setattr(handler, "emit", lambda record: lines.append(handler.format(record)))
    assert office.get(reverse("accounts:user_list")).status_code == 403
    assert office.get("/nowhere/").status_code == 404
    assert [len(line.splitlines()) for line in lines] == [1, 1]
    assert "Forbidden" in lines[0]
    monkeypatch.setattr(AreaListView, "get_state", lambda self: 1 / 0)
    office.raise_request_exception = False
    office.get(LIST)
    assert "ZeroDivisionError" in lines[-1]


@pytest.mark.parametrize("breaks", [False, True])
def test_an_export_leaves_no_files_behind_even_when_it_fails(tmp_path, monkeypatch, breaks):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(excel, "SPOOL_BYTES", 10)

    def rows():
        yield ["a"]
        if breaks:
            raise ZeroDivisionError

    sheets = [excel.SheetSpec("甲", [excel.Column("名")], rows()) for _ in range(2)]
    try:
        excel.workbook(sheets).close()
        assert not breaks
    except ZeroDivisionError:
        assert breaks
    assert list(Path(tmp_path).rglob("*")) == []


def test_only_the_web_has_time_outs():
    show = "from django.db import connection as c; k = c.cursor(); k.execute('SHOW statement_timeout'); print(*k)"
    found = []
    for start in ("import config.wsgi", "import django; django.setup()"):
        command = [sys.executable, "-c", f"{start}; {show}"]
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=True, cwd=settings.BASE_DIR, env=env
        )
        found.append(done.stdout.strip())
    assert found == ["('30s',)", "('0',)"]
