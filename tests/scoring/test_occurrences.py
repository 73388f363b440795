"""Bonuses and deductions count once approved."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from contests.services import tally
from contests.services.lifecycle import close_scoring, open_scoring
from core.errors import TouyanError
from core.models import StateChange
from scoring import presets
from scoring.models import BonusGroup, BonusItem, Entry, Occurrence, Scheme
from scoring.services.entries import restore_entry, withdraw_entry
from scoring.services.occurrences import approve_occurrence, record_occurrence, revoke_occurrence
from scoring.services.raters import add_rater
from tests.scoring import factories
from tests.scoring.prepared import OPENING, fresh, group, submit_all


def test_an_occurrence_counts_once_approved_and_outdates_the_tally(places, official, create):
    scheme = factories.make_scheme(area=places.township, status="draft")
    item = BonusItem.objects.create(scheme=scheme, order=1, code="site", name="观摩点", points="0.2")
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    scheme.refresh_from_db()
    contest = create(scheme=scheme)
    add_rater(assessment=contest, group=group("observers"), name="一", by=official)
    contest = open_scoring(contest=contest, user=official, on=OPENING)
    submit_all(contest, official)
    entry = contest.entries.first()
    occurrence = record_occurrence(entry=entry, item=item, case="设施蔬菜联建", user=official)
    close_scoring(contest=contest, user=official)
    tally.tally_contest(contest=fresh(contest), user=official)
    approve_occurrence(occurrence=occurrence, user=official)
    assert fresh(contest).status == "closed"
    tally.tally_contest(contest=fresh(contest), user=official)
    with pytest.raises(TouyanError, match="原因"):
        revoke_occurrence(occurrence=occurrence, reason="", user=official)
    revoke_occurrence(occurrence=occurrence, reason="重复申报", user=official)
    assert fresh(contest).status == "closed"
    assert not Occurrence.objects.exists()
    assert StateChange.objects.filter(reason__contains="重复申报").exists()


@pytest.fixture
def ranged(places, official, create):
    """An item of 1 to 5 points and one of 2 in one highest-only group, and deductions of 0.5 to 3; being scored."""
    scheme = factories.make_scheme(area=places.township, status="draft")
    group_ = BonusGroup.objects.create(scheme=scheme, code="case", name="同一事例就高")
    for order, (code, fields) in enumerate(
        {
            "praise": {"low": 1, "high": 5, "group": group_, "cap": 6},
            "site": {"points": 2, "group": group_},
            "fault": {"low": -3, "high": "-0.5"},
        }.items(),
        1,
    ):
        BonusItem.objects.create(scheme=scheme, order=order, code=code, name=code, **fields)
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    scheme.refresh_from_db()
    contest = create(scheme=scheme)
    add_rater(assessment=contest, group=group("observers"), name="一", by=official)
    contest = open_scoring(contest=contest, user=official, on=OPENING)
    return contest, {item.code: item for item in scheme.bonus_items.all()}


def test_an_occurrence_has_its_own_points_within_the_range_of_its_item(ranged, official):
    contest, items = ranged
    entry = contest.entries.first()

    def note(code, case, points=None):
        occurrence = record_occurrence(entry=entry, item=items[code], case=case, points=points, user=official)
        approve_occurrence(occurrence=occurrence, user=official)

    for code, points, words in (
        ("praise", None, "请填分值，1 到 5"),
        ("praise", Decimal("5.1"), "1 到 5 之间"),
        ("site", Decimal(2), "由方案定"),
        ("fault", Decimal(1), "-3 到 -0.5"),
    ):
        with pytest.raises(TouyanError, match=words):
            note(code, "事例", points)
    note("praise", "甲", Decimal("1.5"))  # the site counts 2 for the same case
    note("site", "甲")
    note("praise", "乙", Decimal(4))
    note("praise", "丙", Decimal("3.5"))  # 4 + 3.5 is held at 6
    note("fault", "丁", Decimal("-0.75"))
    submit_all(contest, official)
    close_scoring(contest=contest, user=official)
    tally.tally_contest(contest=fresh(contest), user=official)
    standing = fresh(contest).tallies.get().standings.get(entry=entry)
    assert standing.bonus == Decimal("7.25")  # 2 + 6 − 0.75
    counted = standing.bonus_parts.order_by("pk").values_list("points", "counted")
    assert list(counted) == [
        (Decimal("1.5"), False), (2, True), (4, True), (Decimal("3.5"), True), (Decimal("-0.75"), True)
    ]  # fmt: skip
    assert fresh(contest).tallies.get().standings.exclude(entry=entry).first().bonus == 0


def test_other_points_make_another_version(ranged, official):
    contest, items = ranged
    entry = contest.entries.first()
    submit_all(contest, official)
    close_scoring(contest=contest, user=official)
    digests = set()
    for points in (Decimal(3), Decimal(4)):
        occurrence = record_occurrence(entry=entry, item=items["praise"], case="甲", points=points, user=official)
        approve_occurrence(occurrence=occurrence, user=official)
        tally.tally_contest(contest=fresh(contest), user=official)
        digests.add(fresh(contest).tallies.first().digest)
        revoke_occurrence(occurrence=occurrence, reason="换一个分值", user=official)
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("code", "points"), [("praise", None), ("praise", 6), ("praise", 0), ("site", 2), ("fault", 1)]
)
def test_the_database_refuses_points_outside_the_range(ranged, code, points):
    contest, items = ranged
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.create(entry=contest.entries.first(), item=items[code], case="甲", points=points)


@pytest.mark.parametrize(
    "fields", [{"low": 1}, {"low": 3, "high": 2}, {"low": -1, "high": 2}, {"points": 1, "low": 1, "high": 2}, {}]
)
def test_the_database_refuses_items_without_points_or_a_range(places, fields):
    scheme = factories.make_scheme(area=places.township, status="draft")
    with pytest.raises(IntegrityError), transaction.atomic():
        BonusItem.objects.create(scheme=scheme, order=1, code="x", name="x", **fields)


def test_the_page_asks_for_the_points_and_shows_them(ranged, official, client):
    contest, items = ranged
    client.force_login(official)
    url = reverse("scoring:occurrence_create", args=[contest.pk])
    given = {"entry": contest.entries.first().pk, "item": items["praise"].pk, "case": "甲", "evidence": ""}
    page = client.get(url).content.decode()
    assert "praise（+1 至 +5）" in page
    assert "fault（-3 至 -0.5）" in page
    assert "请填分值，1 到 5" in client.post(url, given).content.decode()
    client.post(url, given | {"points": "2.25"})
    assert Occurrence.objects.get().points == Decimal("2.25")
    page = client.get(f"{contest.get_absolute_url()}?tab=bonuses").content.decode()
    assert "+2.25" in page


def test_a_range_is_read_from_a_file_and_written_back(ranged):
    contest, _ = ranged
    text = presets.SCHEMES.dump(contest.scheme)
    assert "low = 1" in text
    assert presets.SCHEMES.parse(text)["bonus_items"] == presets.SCHEMES.read(contest.scheme)["bonus_items"]


@pytest.fixture
def vetoed(places, official):
    """A contest of three villages with a veto that excludes, noted twice for the first of them with a file."""
    scheme = factories.make_scheme(area=places.township, status="draft")
    item = BonusItem.objects.create(scheme=scheme, order=1, code="accident", name="重大安全事故", effect="excluded")
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    contest = factories.make_contest(scheme=scheme, villages=places.villages)
    upload = SimpleUploadedFile("通报.png", b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    return [
        record_occurrence(entry=contest.entries.first(), item=item, case=case, upload=file, user=official)
        for case, file in (("三月事故", upload), ("五月事故", None))
    ]


def status_of(occurrence: Occurrence) -> str:
    return Entry.objects.get(pk=occurrence.entry_id).status


def test_a_veto_excludes_once_approved_until_the_last_one_is_revoked(vetoed, official):
    first, second = vetoed
    assert status_of(first) == "active"
    approve_occurrence(occurrence=first, user=official)
    second.refresh_from_db()
    approve_occurrence(occurrence=second, user=official)
    assert status_of(first) == "excluded"
    revoke_occurrence(occurrence=Occurrence.objects.get(pk=first.pk), reason="查实不属本村", user=official)
    assert status_of(second) == "excluded"
    revoke_occurrence(occurrence=Occurrence.objects.get(pk=second.pk), reason="重复", user=official)
    assert status_of(second) == "active"


def test_who_the_office_excluded_stays_out_when_the_last_veto_is_revoked(vetoed, official):
    first, _ = vetoed
    withdraw_entry(entry=first.entry, status="excluded", reason="弄虚作假", user=official)
    first = Occurrence.objects.get(pk=first.pk)
    approve_occurrence(occurrence=first, user=official)
    revoke_occurrence(occurrence=Occurrence.objects.get(pk=first.pk), reason="查实不属本村", user=official)
    assert status_of(first) == "excluded"
    restore_entry(entry=Entry.objects.get(pk=first.entry_id), reason="申诉成立", user=official)
    assert status_of(first) == "active"


def test_nobody_takes_part_again_while_a_veto_stands(vetoed, official):
    first, _ = vetoed
    approve_occurrence(occurrence=first, user=official)
    with pytest.raises(TouyanError, match=r"重大安全事故 三月事故.*先在“加扣分和否决”里取消"):
        restore_entry(entry=Entry.objects.get(pk=first.entry_id), reason="申诉成立", user=official)
    assert status_of(first) == "excluded"


def test_a_veto_of_a_suspended_village_waits_until_it_takes_part_again(vetoed, official):
    first, _ = vetoed
    withdraw_entry(entry=first.entry, status="withdrawn", reason="洪灾", user=official)
    with pytest.raises(TouyanError, match="恢复参评以后"):
        approve_occurrence(occurrence=Occurrence.objects.get(pk=first.pk), user=official)
    assert not Occurrence.objects.get(pk=first.pk).approved


def test_the_file_is_evidence_for_the_office_alone(vetoed, official, places):
    first, second = vetoed
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"{first.entry.assessment.get_absolute_url()}?tab=bonuses").content.decode()
    assert "通报.png" in page
    assert "取消参评" in page
    reply = client.get(reverse("scoring:occurrence_file", args=[first.pk]))
    assert b"PNG" in b"".join(reply.streaming_content)
    assert client.get(reverse("scoring:occurrence_file", args=[second.pk])).status_code == 404
    cadre = factories.make_user(username="cun", role="village_cadre", area=places.villages[0])
    client.force_login(cadre, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("scoring:occurrence_file", args=[first.pk])).status_code == 403


def test_the_form_takes_all_effects_and_a_file(vetoed, official):
    contest, item = vetoed[0].entry.assessment, vetoed[0].item
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("scoring:occurrence_create", args=[contest.pk])
    assert "重大安全事故（取消参评）" in client.get(url).content.decode()
    data = {"entry": contest.entries.last().pk, "item": item.pk, "case": "七月事故"}
    upload = SimpleUploadedFile("通报.exe", b"MZ")
    assert "不能上传" in client.post(url, data | {"upload": upload}).content.decode()
    assert client.post(url, data).status_code == 302
    assert Occurrence.objects.get(case="七月事故").file is None
