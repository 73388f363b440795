"""What auditors read of who came in and what was taken out. Every download of the sweep is counted there."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.files import excel
from core.models import AccessRecord
from tests.core.conftest import official

pytestmark = pytest.mark.django_db
LIST = reverse("core:access_list")


@pytest.fixture
def auditor(areas):
    return official(areas["南郑区"], "auditor", "auditor")


def browser(user) -> Client:
    client = Client(REMOTE_ADDR="10.0.0.7")
    client.force_login(user)
    return client


def newest() -> tuple:
    return AccessRecord.objects.order_by("-pk").values_list("action", "actor", "acting", "subject", "count").first()


def test_an_export_says_who_what_and_how_many_rows(zhang):
    client = browser(zhang)
    answer = client.get(reverse("areas:area_list"), {"export": "xlsx", "q": "战斗"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    action, actor, acting, subject, count = newest()
    assert (action, actor, acting, count) == ("export", "zhang的姓名（zhang）", "高台镇 乡镇党建办", 1)
    assert subject.endswith(f"_{timezone.localdate():%Y%m%d}.xlsx")
    assert AccessRecord.objects.latest("pk").address == "10.0.0.7"
    assert "q=" in AccessRecord.objects.latest("pk").page


def test_a_printed_list_counts_as_taken_out_and_a_shown_one_does_not(zhang):
    client = browser(zhang)
    client.get(reverse("areas:area_list"))
    assert newest()[0] == "login"
    client.get(reverse("areas:area_list"), {"print": "1"})
    assert newest()[0] == "print"
    assert newest()[4] == 2


def test_wrong_tries_and_log_outs_are_there_without_what_was_typed(zhang, client):
    for name in ("zhang", "geheim-4711"):
        for _ in range(5):
            client.post(reverse("accounts:login"), {"username": name, "password": "geheim-4712"})
        client.post(reverse("accounts:login"), {"username": name, "password": "geheim-4712"})
    rows = list(AccessRecord.objects.order_by("pk").values_list("action", "user__username", "subject"))
    refused = "还没到时间又试，没有核对"
    assert rows[:4] == [("failed", "zhang", "密码不对")] * 4
    assert rows[4:6] == [("delayed", "zhang", "密码不对，请 5 秒后再试"), ("delayed", "zhang", refused)]
    assert rows[6:10] == [("failed", None, "没有这个用户名")] * 4
    assert rows[10:] == [("delayed", None, "没有这个用户名，请 5 秒后再试"), ("delayed", None, refused)]
    for _ in range(3):  # a line a minute is enough
        client.post(reverse("accounts:login"), {"username": "zhang", "password": "geheim-4712"})
    assert AccessRecord.objects.count() == len(rows)
    assert "geheim" not in str(list(AccessRecord.objects.values()))
    client.force_login(zhang)
    client.post(reverse("accounts:logout"))
    assert newest()[:2] == ("logout", "zhang的姓名（zhang）")


def test_the_auditor_filters_and_exports_and_leaves_a_line_too(zhang, auditor):
    browser(zhang).get(reverse("areas:area_list"), {"export": "xlsx"})
    client = browser(auditor)
    page = client.get(LIST, {"action": "export", "who": "zhang", "address": "10.0.0."})
    [row] = page.context["table"].paginated_rows
    assert row.record.count == 2
    book = load_workbook(BytesIO(client.get(LIST, {"export": "xlsx"}).getvalue())).active
    assert [cell.value for cell in book[3]][:4] == ["时间", "谁", "身份", "事项"]
    assert newest()[:2] == ("export", "auditor的姓名（auditor）")
    assert browser(zhang).get(LIST).status_code == 403


def test_many_lines_cost_the_same_queries(zhang, auditor, django_assert_num_queries, django_assert_max_num_queries):
    client = browser(auditor)
    client.get(LIST)
    with django_assert_max_num_queries(6) as first:
        client.get(LIST)
    for _ in range(3):
        browser(zhang)
    with django_assert_num_queries(len(first)):
        client.get(LIST)


@pytest.mark.parametrize("step", ["update", "delete"])
def test_the_trail_is_append_only(zhang, step):
    browser(zhang)
    rows = AccessRecord.objects.all()
    with pytest.raises(IntegrityError, match="只可追加"), transaction.atomic():
        rows.update(subject="x") if step == "update" else rows.delete()


def test_hidden_sheets_are_no_rows_and_rows_read_twice_count_once():
    sheets = [
        excel.SheetSpec("甲", [excel.Column("名")], iter([["a"], ["b"]])),
        excel.SheetSpec("乙", [excel.Column("名")], [["c"]], hidden=True),
    ]
    assert excel.xlsx_response(sheets, "x").row_count == 2
