"""Pages of rule sets by the example of a second app: all of them come from its declaration."""

import pytest
from django.test import Client
from django.urls import reverse

from areas.models import Category
from rules import services
from rules.choices import LOCAL
from tests.html import texts
from tests.rules.second import REQUIREMENTS, RULES, Requirement, second  # noqa: F401 (a fixture)
from tests.scoring.factories import make_places, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second")]

FILE = """\
[requirement]
code = "training"
name = "村干部培训要求"
basis = "培训办法"
days = 7

[[courses]]
code = "law"
name = "法律"
hours = 8

[notes]
"requirement.days" = "unset"
"courses.law.hours" = "D0 3.3"
"""


@pytest.fixture
def places():
    return make_places()


@pytest.fixture
def user(places):
    return make_user(username="xian", role="county_official", area=places.county)


@pytest.fixture
def client(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def draft(places, user):
    return services.load(REQUIREMENTS, text=FILE, area=places.county, year=2026, user=user).rule_set


def url(name, row=None):
    return reverse(f"requirement_{name}", args=[row.pk] if row else [])


def sent(version=1, **more):
    given = {"version": version, "name": "村干部培训要求", "basis": "培训办法", "days": "7", "courses": ["law"]}
    return given | {"courses-law-name": "法律", "courses-law-hours": "8"} | more


def content_of(row):
    return REQUIREMENTS.read(Requirement.objects.get(pk=row.pk))


def test_an_empty_one_is_made_filled_and_read(client):
    assert "空白要求须填名称" in client.post(url("create"), {"source": "", "year": 2026}).text
    made = client.post(url("create"), {"source": "", "year": 2026, "name": "培训"}, follow=True)
    row = Requirement.objects.get()
    assert made.request["PATH_INFO"] == url("edit", row)
    assert texts(made, "legend") == ["基本设置", "课程", "各类占比"]
    assert "还没有课程" in client.get(url("detail", row)).text
    rows = {"courses": ["new-1"], "courses-new-1-name": "法律", "courses-new-1-hours": "8"}
    wrong = client.post(url("edit", row), sent(**(rows | {"courses-new-1-hours": "八"})))
    assert (wrong.status_code, "有 1 处要改" in wrong.text) == (422, True)
    assert client.post(url("edit", row), sent(**rows)).status_code == 302
    assert content_of(row)["courses"] == [{"code": "falv", "name": "法律", "hours": 8}]
    assert content_of(row)["requirement"]["days"] == 7


def test_the_list_and_the_sheet_show_it_with_its_clauses(client, draft):
    assert draft.get_absolute_url() in client.get(url("list")).text
    page = client.get(url("detail", draft))
    assert texts(page, "h2")[-3:] == ["课程", "各类占比", "设置"]
    assert "原文 3.3" in page.text
    assert "待确认" in page.text


def test_saving_what_is_shown_changes_nothing_and_its_file_loads_as_the_same(client, draft):
    before = content_of(draft)
    assert client.post(url("edit", draft), sent()).status_code == 302
    assert content_of(draft) == before
    assert REQUIREMENTS.parse(client.get(url("export", draft)).content.decode()) == before


def test_rows_and_settings_may_be_named_by_a_kind(client, places, user):
    weak, key = (
        Category.objects.create(code=code, name=name) for code, name in [("weak", "薄弱村"), ("key", "重点村")]
    )
    text = FILE.replace("days = 7", 'days = 7\nfirst = "weak"') + '"shares.weak.percent" = "D1 4"\n'
    text = text.replace("[notes]", '[[shares]]\ncategory = "weak"\npercent = 60\n\n[notes]')
    draft = services.load(REQUIREMENTS, text=text, area=places.county, year=2026, user=user).rule_set
    assert draft.first == weak
    assert REQUIREMENTS.parse(REQUIREMENTS.dump(draft)) == content_of(draft)
    assert "薄弱村 · 占比" in REQUIREMENTS.labels(content_of(draft)).values()
    assert "薄弱村" in client.get(url("detail", draft)).text
    [kept] = draft.shares.all()
    rows = {"shares": ["1", "new-1"], "shares-1-category": "weak", "shares-1-percent": "55"}
    rows |= {"shares-new-1-category": "key", "shares-new-1-percent": "45", "first": "key"}
    assert client.post(url("edit", draft), sent(**rows)).status_code == 302
    assert content_of(draft)["requirement"]["first"] == "key"
    assert [(row.pk == kept.pk, row.category, row.percent) for row in draft.shares.order_by("pk")] == [
        (True, weak, 55), (False, key, 45)
    ]  # fmt: skip
    assert draft.notes.get(path="shares.weak.percent").clause == LOCAL
    again = rows | {"shares-new-1-category": "weak", "version": "2"}
    assert "各类占比村类别重复" in client.post(url("edit", draft), sent(**again)).text


def test_a_stale_edit_keeps_what_was_typed_and_shows_both_values(client, draft):
    client.post(url("edit", draft), sent(days="9"))
    reply = client.post(url("edit", draft), sent(**{"courses-law-hours": "12"}))
    assert reply.status_code == 409
    assert ("法律 · 学时", "12", "8") in reply.context["differences"]
    assert ("每年培训天数", "7", "9") in reply.context["differences"]
    assert content_of(draft)["courses"][0]["hours"] == 8


def test_it_is_confirmed_put_to_use_frozen_copied_and_retired(client, draft):
    refused = client.post(url("use", draft), headers={"HX-Request": "true"})
    assert (refused.status_code, "请确认" in refused.text) == (422, True)
    assert url("use", draft) not in client.get(url("detail", draft)).text
    client.post(url("confirm", draft), {"path": ["requirement.days"]})
    assert url("use", draft) in client.get(url("detail", draft)).text
    client.post(url("confirm", draft), {"path": ["requirement.days"], "back": "1"})
    client.post(url("confirm", draft), {"path": ["requirement.days"]})
    assert "可以用于培训" in client.post(url("use", draft), follow=True).text
    assert client.get(url("edit", draft)).status_code == 404
    client.post(url("edit", draft), sent(days="9"))
    assert content_of(draft)["requirement"]["days"] == 7  # frozen
    client.post(url("copy", draft), {"name": "新要求", "year": 2026})
    copy = Requirement.objects.get(copied_from=draft)
    assert (copy.edition, content_of(copy)["courses"]) == (2, content_of(draft)["courses"])
    client.post(url("retire", draft))
    draft.refresh_from_db()
    assert draft.status == "retired"
    assert client.post(url("delete", copy))["Location"] == url("list")
    assert list(Requirement.objects.all()) == [draft]


def test_the_office_above_alone_changes_it(places, draft):
    client = Client()
    town = make_user(username="zhen", role="township_official", area=places.township)
    client.force_login(town, backend="django.contrib.auth.backends.ModelBackend")
    assert "复制到本区域" in client.get(url("detail", draft)).text
    assert client.get(url("edit", draft)).status_code == 404
    for step in ("confirm", "use", "retire", "delete"):
        assert client.post(url(step, draft)).status_code == 404
    assert RULES.title == "培训要求"
