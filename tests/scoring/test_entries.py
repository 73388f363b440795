"""Who competes: villages, townships, groups and persons in and out, their order, 停赛, trial runs. C2, O10"""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from openpyxl import load_workbook

from cadres.models import Appointment, Person, PostKind
from contests.models import Contest
from contests.services.contests import create_contest
from contests.services.lifecycle import close_scoring, open_scoring
from contests.services.results import finalise_all
from contests.services.tally import tally_contest, tally_due
from core.errors import TouyanError
from core.models import StateChange
from scoring.models import Rater, Standing
from scoring.services import sheets
from scoring.services.entries import (
    add_entries,
    add_groups,
    add_holders,
    add_top,
    draw_order,
    remove_entry,
    renumber,
    restore_entry,
    withdraw_entry,
)
from scoring.services.grid import grid_of
from scoring.services.raters import add_rater, add_secretaries
from scoring.services.sheet_files import specs
from tests.html import texts
from tests.names import address
from tests.scoring import factories
from tests.scoring.prepared import OPENING, Q3, fresh, group, make_secretary, stages


def test_removing_a_village_closes_the_gap(create):
    contest = create()
    remove_entry(entry=contest.entries.get(number=2))
    assert list(contest.entries.values_list("number", flat=True)) == [1, 2, 3]


def test_the_order_by_hand_and_by_lot(create):
    contest = create()
    entries = list(contest.entries.all())
    renumber(assessment=contest, numbers={entry.pk: 5 - entry.number for entry in entries})
    assert list(contest.entries.values_list("pk", flat=True)) == [entry.pk for entry in reversed(entries)]
    with pytest.raises(TouyanError, match="每个只用一次"):
        renumber(assessment=contest, numbers={entry.pk: 1 for entry in entries})
    with pytest.raises(TouyanError, match="刷新"):
        renumber(assessment=contest, numbers={entries[0].pk: 1})
    draw_order(assessment=contest)
    assert sorted(contest.entries.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_withdrawn_village_comes_back_with_its_sheets(ready, official):
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    factories.keep_open(contest)
    entry = contest.entries.first()
    due = contest.sheets.due().count()
    with pytest.raises(TouyanError, match="须写明原因"):
        withdraw_entry(entry=entry, status="excluded", reason="", user=official)
    entry.refresh_from_db()
    withdraw_entry(entry=entry, status="excluded", reason="群体事件", user=official)
    assert contest.sheets.due().count() < due
    restore_entry(entry=entry, reason="复核后撤销", user=official)
    assert contest.sheets.due().count() == due


# ---------------------------------------------------------------- townships, groups, persons, the best of earlier ones
@pytest.fixture
def county(places):
    return factories.make_user(username="zuzhibu", role="county_official", area=places.county)


def contest_of(subject: str, places, user, **given):
    if "scheme" not in given:
        given["scheme"] = factories.make_scheme(
            area=places.county, code=subject, subject=subject, components=[{"name": "评议", "too_few": "leave_out"}]
        )
    return create_contest(
        **{"area": user.acting.area, "name": subject, "period": Q3, "stages": stages(), "user": user} | given
    )


def sheets_of(contest) -> set[tuple[str, str]]:
    """(rater, entry) of all sheets."""
    return set(contest.sheets.values_list("rater__name", "entry__name"))


def test_townships_compete_and_nobody_of_one_rates_it(places, county):
    other = factories.make_places(villages=1, township="新集镇", number=107)
    contest = contest_of("township", places, county)
    assert list(contest.entries.values_list("name", "township__short_name")) == [
        ("高台镇", "高台镇"), ("新集镇", "新集镇")
    ]  # fmt: skip
    with pytest.raises(TouyanError, match="不是南郑区的乡镇"):
        add_entries(assessment=contest, villages=[places.villages[0]])
    secretary = Person.objects.create(name="赵书记", sex="1", birth_date=date(1975, 1, 1), area=places.township)
    post = PostKind.objects.get(code="township_secretary")
    Appointment.objects.create(person=secretary, post=post, area=places.township, valid_from=date(2021, 1, 1))
    raters = {"甲": places.township, "乙": places.villages[0], "丙": None, "丁": other.township}
    for name, area in raters.items():
        add_rater(assessment=contest, group=group("observers"), name=name, area=area, by=county)
    open_scoring(contest=contest, user=county, on=OPENING)
    assert sheets_of(contest) == {
        ("甲", "新集镇"),
        ("乙", "新集镇"),
        ("丙", "高台镇"),
        ("丙", "新集镇"),
        ("丁", "高台镇"),
    }
    assert contest.entries.get(area=places.township).holder_name == "赵书记"


def test_the_pages_call_those_who_compete_by_what_they_are(client, places, county):
    """A contest of townships counts townships: on the grid, on the phone, in the workbook."""
    factories.make_places(villages=1, township="新集镇", number=107)
    contest = contest_of("township", places, county)
    rater = add_rater(assessment=contest, group=group("observers"), name="丙", by=county)
    open_scoring(contest=contest, user=county, on=OPENING)
    factories.keep_open(contest)
    client.force_login(county)
    component = contest.scheme.components.get()
    at = [contest.pk, component.pk, rater.pk]
    page = client.get(reverse("scoring:score_grid", args=at)).content.decode()
    assert "<b>0/2</b> 个乡镇已评完" in page
    assert 'data-counted="个乡镇"' in page
    assert "个村" not in page
    phone = client.get(reverse("scoring:score_phone", args=at)).content.decode()
    assert "与这个乡镇有利害关系" in phone
    assert "参赛村" not in phone
    assert specs(grid_of(assessment=contest, component=component, rater=rater))[0].columns[2].header == "乡镇"


@pytest.mark.parametrize(
    ("subject", "one", "kept"), [("township", "乡镇", "名称和书记"), ("person", "人", "姓名和单位")]
)
def test_the_office_reads_no_village_where_none_competes(client, places, county, subject, one, kept):
    """Preparing, scoring and the result of a contest: heads, questions and the workbook."""
    places_of = [places, factories.make_places(villages=1, township="新集镇", number=107)]
    contest = contest_of(subject, places, county)
    post = PostKind.objects.get(code="township_secretary")
    for at, each in enumerate(places_of):
        person = Person.objects.create(name=f"赵{at}", sex="1", birth_date=date(1975, 1, 1), area=each.township)
        Appointment.objects.create(person=person, post=post, area=each.township, valid_from=date(2021, 1, 1))
    if subject == "person":
        add_holders(assessment=contest, post=post, on=OPENING)
    client.force_login(county)

    def main(name, *args, **query) -> str:
        page = client.get(address(name, *args), query).content.decode()
        return page.partition("<main")[2].replace("村（乡镇）", "").replace("村支书互评", "")

    assert f"将把今天的{kept}留底" in main("contest_detail", contest.pk)
    assert one in texts(main("entry_order", contest.pk), "th")
    raters = Rater.objects.filter(assessment=contest)
    assert add_secretaries(assessment=contest, group=group("observers"), on=OPENING) == 2
    assert set(raters.values_list("name", flat=True)) == {"赵0", "赵1"}
    raters.delete()
    add_rater(assessment=contest, group=group("observers"), name="丙", by=county)
    contest = open_scoring(contest=contest, user=county, on=OPENING)
    factories.keep_open(contest)
    factories.fill(sheets=contest.sheets.all())
    component = contest.scheme.components.get()
    sheets.submit(assessment=contest, component=component, rater=contest.raters.get(), user=county)
    tally_contest(contest=close_scoring(contest=contest, user=county), user=county)
    pages = [main("contest_detail", contest.pk, tab=tab) for tab in ("entries", "raters", "tally", "changes", "scores")]
    pages += [main("ranking", contest=contest.pk), main("standing_detail", Standing.objects.first().pk)]
    assert not [page for page in pages if "村" in page]
    book = client.get(reverse("contests:ranking"), {"contest": contest.pk, "export": "xlsx"})
    sheets_in = load_workbook(BytesIO(b"".join(book.streaming_content)))
    heads = [cell.value for sheet in sheets_in for row in sheet for cell in row]
    assert one in heads
    assert not [each for each in heads if "村" in str(each)]


def test_groups_are_typed_and_the_own_villages_are_not_rated(places, official):
    contest = contest_of("group", places, official)
    assert not contest.entries.exists()
    with pytest.raises(TouyanError) as error:
        add_groups(assessment=contest, lines="高台社区 一组\n没有村 二组\n东新村")
    assert error.value.items == ["第 2 行：高台镇没有“没有村”", "第 3 行“东新村”：请写“村名 组名”，中间空一格"]
    assert add_groups(assessment=contest, lines="高台社区 一组\n高台社区　二组\n\n东新村 一组\n高台社区 一组") == 3
    assert list(contest.entries.values_list("name", "label")) == [
        ("高台社区一组", "一组"), ("高台社区二组", "二组"), ("东新村一组", "一组")
    ]  # fmt: skip
    add_rater(assessment=contest, group=group("observers"), name="甲", area=places.villages[0], by=official)
    add_rater(assessment=contest, group=group("observers"), name="丙", by=official)
    open_scoring(contest=contest, user=official, on=OPENING)
    assert sheets_of(contest) == {
        ("甲", "东新村一组"), ("丙", "东新村一组"), ("丙", "高台社区一组"), ("丙", "高台社区二组")
    }  # fmt: skip


def test_persons_come_in_by_post_and_nobody_rates_himself(places, county):
    user = factories.make_user(username="li", role="village_cadre", area=places.villages[0])
    one = make_secretary(places.villages[0], "李强", user=user)
    make_secretary(places.villages[1], "李强")
    make_secretary(places.villages[2], "钱坤")
    make_secretary(places.villages[3], "钱坤", person=Person.objects.get(name="钱坤"))
    contest = contest_of("person", places, county)
    post = PostKind.objects.get(code="secretary")
    assert add_holders(assessment=contest, post=post, on=OPENING) == 3
    assert add_holders(assessment=contest, post=post, on=OPENING) == 0
    first = contest.entries.get(holder=one)
    assert (first.label, first.area, first.township) == (one.number, places.villages[0], places.township)
    add_rater(assessment=contest, group=group("observers"), name="李强", user_account=user, by=county)
    open_scoring(contest=contest, user=county, on=OPENING)
    names = {name for _, name in sheets_of(contest)}
    assert names == {"李强（东新村）", "钱坤"}


def test_the_best_of_earlier_final_rankings_come_in(places, official, county):
    source = contest_of("village", places, official)
    with pytest.raises(TouyanError, match="没有定稿"):
        add_top(assessment=source, sources=[source], places=2)
    for name in ("甲", "乙"):
        add_rater(assessment=source, group=group("observers"), name=name, by=official)
    source = open_scoring(contest=source, user=official, on=OPENING)
    factories.keep_open(source)
    for at, entry in enumerate(source.entries.all()):
        factories.fill(sheets=source.sheets.filter(entry=entry), points=5 - min(at, 2), by=official)
    for rater in source.raters.all():
        sheets.submit(assessment=source, component=source.scheme.components.get(), rater=rater, user=official)
    source = close_scoring(contest=source, user=official)
    assert not tally_contest(contest=source, user=official).problems
    source = fresh(source)
    finalise_all(contests=[source], user=official, on=OPENING)
    final = contest_of("village", places, county, scheme=source.scheme, villages=[])
    assert add_top(assessment=final, sources=[fresh(source)], places=3) == 4  # two are third
    assert add_top(assessment=final, sources=[fresh(source)], places=3) == 0
    assert final.entries.first().name == "高台社区"


def test_the_office_decides_who_comes_in_of_equals_across_the_last_place(places, official, county, client):
    source = contest_of("village", places, official)
    add_rater(assessment=source, group=group("observers"), name="甲", by=official)
    source = open_scoring(contest=source, user=official, on=OPENING)
    factories.keep_open(source)
    for at, entry in enumerate(source.entries.all()):
        factories.fill(sheets=source.sheets.filter(entry=entry), points=5 - min(at, 2), by=official)
    component = source.scheme.components.get()
    sheets.submit(assessment=source, component=component, rater=source.raters.get(), user=official)
    close_scoring(contest=source, user=official)
    tally_contest(contest=fresh(source), user=official)
    finalise_all(contests=[fresh(source)], user=official, on=OPENING)
    final = contest_of("village", places, county, scheme=source.scheme, villages=[])
    third, fourth = source.tallies.get().standings.filter(rank=3).order_by("entry__number")
    url, given = reverse("scoring:entry_top", args=[final.pk]), {"sources": [source.pk], "places": 3, "tie": "decide"}
    client.force_login(county)
    page = client.post(url, given).content.decode()
    assert "第 3 名 2 个并列、1 个名额" in page
    assert str(third.entry) in page
    assert "勾选" in client.post(url, given | {"chosen": [third.pk, fourth.pk], "reason": "抽签"}).content.decode()
    assert "请写明原因" in client.post(url, given | {"chosen": [fourth.pk]}).content.decode()
    assert not final.entries.exists()
    client.post(url, given | {"chosen": [fourth.pk], "reason": "抽签决定"})
    assert fourth.entry.name in {entry.name for entry in final.entries.all()}
    assert third.entry.name not in {entry.name for entry in final.entries.all()}
    assert final.entries.count() == 3
    said = StateChange.objects.filter(subject="scoring.assessment", subject_id=final.pk).latest("pk").reason
    assert f"选定{fourth.entry}" in said
    assert "抽签决定" in said


def test_the_same_page_takes_all_equals_where_nothing_has_to_be_decided(places, official, county, client):
    final = contest_of("village", places, county, villages=[])
    url = reverse("scoring:entry_top", args=[final.pk])
    client.force_login(county)
    assert "都进" in client.get(url).content.decode()


def test_only_who_is_secretary_and_director_rates_where_the_rules_say_so(places, county):
    both = make_secretary(places.villages[0], "李强")
    make_secretary(places.villages[1], "钱坤")
    director = PostKind.objects.get(code="director")
    Appointment.objects.create(person=both, post=director, area=places.villages[0], valid_from=date(2021, 1, 1))
    other = Person.objects.get(name="钱坤")  # director of another village than the one led
    Appointment.objects.create(person=other, post=director, area=places.villages[2], valid_from=date(2021, 1, 1))
    contest = contest_of("village", places, county)
    assert add_secretaries(assessment=contest, group=group("observers"), on=OPENING, concurrent=True) == 1
    assert contest.raters.get().name == "李强"


# ---------------------------------------------------------------- suspension with its document, trial runs
def test_a_suspension_keeps_its_document(ready, official, client):
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    factories.keep_open(contest)
    entry = contest.entries.first()
    client.force_login(official)
    page = reverse("scoring:entry_status", args=[entry.pk])
    given = {"status": "withdrawn", "reason": "班子整顿", "file": SimpleUploadedFile("决定.pdf", b"%PDF-1.7")}
    assert client.post(page, given).status_code == 302
    entry.refresh_from_db()
    assert (entry.status, entry.basis_file.name) == ("withdrawn", "决定.pdf")
    assert client.get(reverse("scoring:entry_file", args=[entry.pk])).status_code == 200
    assert "依据" in client.get(contest.get_absolute_url()).text


def test_a_trial_run_shows_its_mark_and_never_counts(create, official, places, client):
    trial = create(is_trial=True)
    assert trial.name == "【演练】高台镇三季度比武"
    real = create()
    assert trial.series == real.series
    assert Contest.objects.before(Q3.next()).get(series=real.series) == real
    assert set(Contest.objects.counted()) == set(Contest.objects.exclude(pk=trial.pk))
    Contest.objects.filter(pk=trial.pk).update(status="closed")
    assert tally_due(area=places.county, period=Q3) == []
    client.force_login(official)
    edit = reverse("contests:contest_edit", args=[trial.pk])
    client.post(edit, {"name": "改名", "theme": "", "plan": "", "version": trial.version})
    assert fresh(trial).name == "【演练】改名"
    with pytest.raises(IntegrityError):
        Contest.objects.filter(pk=trial.pk).update(name="没有标记")
