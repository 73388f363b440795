# ruff: noqa: F811 (fixtures)
"""The ranking, how a score came about, and the workbook: frozen ranks, scoped rows, figures to redo. ux.md"""

import re
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import AreaCategory, Category
from contests.models import Contest
from core.values.periods import Period
from scoring.choices import TRIAL_MARK, AssessmentStatus
from scoring.models import AwardKind, AwardRule, BonusGroup, BonusItem, Occurrence, TieBreak
from scoring.services.entries import withdraw_entry
from tests.contests.rankings import (  # noqa: F401 (fixtures)
    QUARTER,
    RANKING,
    client,
    county,
    explained,
    login,
    shown,
    standing,
    workbook,
)
from tests.html import texts
from tests.scoring import factories

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- what is ranked
def test_the_county_ranks_all_townships_and_each_contest_its_own(county, client):
    here, _ = county.two_townships()
    everybody = client.get(RANKING, {"source": "county"})
    assert shown(everybody) == [(1, "新民村"), (2, "战斗村"), (3, "新华村"), (4, "弥陀村"), (5, "石科村")]
    assert shown(client.get(RANKING)) == shown(everybody)
    assert shown(client.get(RANKING, {"contest": here.pk})) == [(1, "战斗村"), (2, "弥陀村"), (3, "石科村")]
    page = everybody.content.decode()
    assert "<b>5</b> 个村参评" in page
    assert "2 场已计分，0 场已定稿" in page


def test_a_township_sees_its_own_rows_with_the_ranks_of_the_county(county, login):
    county.two_townships()
    client = login(county.official)
    assert shown(client.get(RANKING)) == [(1, "战斗村"), (2, "弥陀村"), (3, "石科村")]
    page = client.get(RANKING, {"source": "county"})
    assert shown(page) == [(2, "战斗村"), (4, "弥陀村"), (5, "石科村")]
    assert "新集镇" not in page.content.decode()


def test_a_village_cadre_sees_only_the_own_village_and_only_final_results(county, login):
    here, _ = county.two_townships()
    client = login(factories.make_user(username="mituo", role="village_cadre", area=county.here.villages[1]))
    assert shown(client.get(RANKING)) == []
    assert client.get(reverse("contests:standing_detail", args=[standing(here, "弥陀村").pk])).status_code == 404
    Contest.objects.update(status="final")
    assert shown(client.get(RANKING)) == [(4, "弥陀村")]
    page = client.get(RANKING, {"contest": here.pk})
    assert shown(page) == [(2, "弥陀村")]
    assert "战斗村" not in page.content.decode()
    assert client.get(reverse("contests:standing_detail", args=[standing(here, "弥陀村").pk])).status_code == 200
    assert client.get(reverse("contests:standing_detail", args=[standing(here, "战斗村").pk])).status_code == 404


def test_ranks_in_part_of_the_county_are_not_compared_with_those_in_all_of_it(county, client):
    held, _ = county.two_townships()
    assert "比上期" in client.get(RANKING, {"source": "county"}).content.decode()
    third = factories.make_area(code="610703999000", name="黎坪镇", level=4, parent=county.county)
    factories.make_contest(scheme=held.scheme, villages=[], area=third, raters=())
    page = client.get(RANKING, {"source": "county"}).content.decode()
    assert "1 场比武还没有计分，名次会变" in page
    assert "比上期" not in page


def test_somebody_elses_contest_is_not_found(county, login):
    here, there = county.two_townships()
    client = login(county.official)
    assert client.get(RANKING, {"contest": there.pk}).status_code == 404
    assert client.get(RANKING, {"contest": "x"}).status_code == 404
    assert shown(client.get(RANKING, {"source": there.pk})) == shown(client.get(RANKING, {"contest": here.pk}))
    assert client.get(reverse("contests:standing_detail", args=[standing(there, "新华村").pk])).status_code == 404


def test_an_old_version_stays_readable(county, client):
    here, _ = county.two_townships()
    entry = here.entries.get(name="战斗村")
    withdraw_entry(entry=entry, status="withdrawn", reason="受灾", user=county.official)
    county.tally(here)
    page = client.get(RANKING, {"contest": here.pk})
    assert shown(page) == [(1, "弥陀村"), (2, "石科村"), (None, "战斗村")]
    assert "停赛" in page.content.decode()
    assert "第 2 版（最新）" in page.content.decode()
    assert shown(client.get(RANKING, {"contest": here.pk, "version": 1}))[0] == (1, "战斗村")
    assert shown(client.get(RANKING, {"contest": here.pk, "version": 99})) == shown(page)
    assert [name for _, name in shown(client.get(RANKING, {"source": "county"}))] == [
        "新民村",
        "新华村",
        "弥陀村",
        "石科村",
    ]
    assert shown(client.get(RANKING, {"source": "county", "version": 2}))[1] == (2, "战斗村")
    old = client.get(reverse("contests:standing_detail", args=[standing(here, "战斗村", 1).pk])).content.decode()
    assert "战斗村 90.00 分怎么来的" in old
    assert "第 1 版" in old


def test_the_period_of_the_top_bar_chooses_the_results(county, client):
    scheme = county.scheme()
    spring = county.hold(scheme, {"战斗村": [[70]], "弥陀村": [[75]]}, period=Period("quarter", 2026, 2), final=True)
    county.hold(scheme, {"战斗村": [[90]], "弥陀村": [[85]]})
    assert shown(client.get(RANKING, {"period": "2026Q3"})) == [(1, "战斗村"), (2, "弥陀村")]
    assert shown(client.get(RANKING, {"period": "2026Q2"})) == [(1, "弥陀村"), (2, "战斗村")]
    client.post(reverse("core:period"), {"period": "2026Q2", "next": RANKING})
    page = client.get(RANKING)
    assert shown(page) == [(1, "弥陀村"), (2, "战斗村")]
    assert "2026年第二季度 · 已定稿" in page.content.decode()
    assert shown(client.get(RANKING, {"contest": spring.pk})) == [(1, "弥陀村"), (2, "战斗村")]


def test_without_a_result_the_page_says_what_is_missing(client):
    page = client.get(RANKING)
    assert shown(page) == []
    assert "这个季度还没有计分结果" in page.content.decode()
    assert "不在可用的选项中" not in page.content.decode()


def test_the_change_since_last_time_is_shown_in_words(county, client):
    scheme = county.scheme()
    spring = {"战斗村": [[90]], "弥陀村": [[85]], "石科村": [[80]]}
    county.hold(scheme, spring, period=Period("quarter", 2026, 2), final=True)
    contest = county.hold(scheme, {"战斗村": [[80]], "弥陀村": [[85]], "石科村": [[90]]})
    page = client.get(RANKING, {"contest": contest.pk})
    moves = [re.sub(r"<[^>]+>", "", str(row.get_cell("shown_previous"))) for row in page.context["table"].page]
    assert moves == ["升2", "持平", "降2"]


# ---------------------------------------------------------------- narrowing
def test_rows_are_narrowed_by_township_category_and_cup(county, client):
    scheme = county.scheme()
    cup = AwardKind.objects.filter(is_cup=True).first()
    AwardRule.objects.create(scheme=scheme, order=1, name="夺杯村", kind=cup, places_by="number", number=1)
    red = Category.objects.create(code="red", name="红色旅游村")
    village = county.here.villages[1]
    AreaCategory.objects.create(area=village, category=red, valid_from="2026-01-01")
    totals = {"战斗村": [[90]], "弥陀村": [[85]], "石科村": [[80]]}
    county.hold(scheme, totals, prepare=lambda c: c.entries.get(area=village).categories.add(red))
    county.hold(scheme, {"新华村": [[88]], "新民村": [[95]]}, county.there)

    def narrowed(**params):
        return shown(client.get(RANKING, {"source": "county", **params}))

    assert narrowed(township=county.there.township.pk) == [(1, "新民村"), (3, "新华村")]
    assert narrowed(category=red.pk) == [(4, "弥陀村")]
    assert narrowed(category="null", township=county.here.township.pk) == [(2, "战斗村"), (5, "石科村")]
    assert narrowed(cup="on") == [(1, "新民村"), (2, "战斗村")]
    page = client.get(RANKING, {"source": "county", "cup": "on"})
    assert "夺杯 <b>2</b> 个" in page.content.decode()
    page = client.get(RANKING, {"source": "county", "category": red.pk, "cup": "on"})
    assert shown(page) == []
    assert "没有符合筛选条件的记录" in page.content.decode()


def test_a_village_is_found_by_its_name_or_initials_with_its_rank(county, client, login):
    county.two_townships()
    assert shown(client.get(RANKING, {"source": "county", "q": "新"})) == [(1, "新民村"), (3, "新华村")]
    assert shown(client.get(RANKING, {"source": "county", "q": "XM"})) == [(1, "新民村")]
    page = client.get(RANKING, {"source": "county", "q": "没有的村"})
    assert shown(page) == []
    assert "没有符合筛选条件的记录" in page.content.decode()
    village = login(factories.make_user(username="mituo", role="village_cadre", area=county.here.villages[1]))
    assert "q" not in village.get(RANKING).context["filter"].form.fields


def test_any_component_sorts_the_rows_and_leaves_the_ranks(county, client):
    scheme = county.scheme({"weight": 60}, {"weight": 40})
    totals = {"战斗村": [[90], [60]], "弥陀村": [[85], [80]], "石科村": [[80], [70]]}
    contest = county.hold(scheme, {**totals}, prepare=lambda c: None)
    rows = [(1, "战斗村"), (2, "弥陀村"), (3, "石科村")]
    second = f"component_{scheme.components.order_by('order')[1].code}"

    def ranked(**params):
        return [name for _, name in shown(client.get(RANKING, {"contest": contest.pk, **params}))]

    assert ranked(sort=f"-{second}") == ["弥陀村", "石科村", "战斗村"]
    assert ranked(sort=second) == ["战斗村", "石科村", "弥陀村"]
    frozen = dict(shown(client.get(RANKING, {"contest": contest.pk})))
    assert dict(shown(client.get(RANKING, {"contest": contest.pk, "sort": f"-{second}"}))) == frozen
    assert len(frozen) == len(rows)


def test_the_first_press_on_a_figure_puts_the_highest_first(county, client):
    here, _ = county.two_townships()
    page = client.get(RANKING, {"contest": here.pk})
    assert 'sort=-final"' in page.content.decode()
    assert 'aria-sort="descending"' in client.get(RANKING, {"contest": here.pk, "sort": "-final"}).content.decode()


def test_a_component_that_schemes_keep_at_different_places_sorts_over_the_county(county, client):
    """新集镇's scheme has only the component that 高台镇's has second; who lacks one stands last either way."""
    both, one = county.scheme({"weight": 60}, {"weight": 40}), county.scheme({"weight": 100}, code="other")
    first, second = both.components.order_by("order")
    one.components.update(code=second.code)
    county.hold(both, {"战斗村": [[90], [60]], "弥陀村": [[85], [80]]})
    county.hold(one, {"新华村": [[70]], "新民村": [[20]]}, county.there)

    def ranked(sort):
        return [name for _, name in shown(client.get(RANKING, {"source": "county", "sort": sort}))]

    assert ranked(f"-component_{second.code}") == ["新华村", "弥陀村", "战斗村", "新民村"]  # 70, 32, 24, 20
    assert ranked(f"component_{second.code}") == ["新民村", "战斗村", "弥陀村", "新华村"]
    highest = [name for _, name in shown(client.get(RANKING, {"source": "county"})) if name.startswith("新")]
    assert ranked(f"-component_{first.code}") == ["战斗村", "弥陀村", *highest]
    assert ranked(f"component_{first.code}") == ["弥陀村", "战斗村", *highest]


def test_equal_figures_keep_the_order_of_the_ranks(county, client):
    contest = county.hold(county.scheme(), {"战斗村": [[80]], "弥陀村": [[90]], "石科村": [[80]]})
    code = contest.scheme.components.get().code
    usual = shown(client.get(RANKING, {"contest": contest.pk}))
    assert shown(client.get(RANKING, {"contest": contest.pk, "sort": f"-component_{code}"})) == usual
    assert shown(client.get(RANKING, {"contest": contest.pk, "sort": "-bonus"})) == usual


def test_the_workbook_is_in_the_order_of_the_page(county, client):
    here, _ = county.two_townships()
    answer = client.get(RANKING, {"contest": here.pk, "sort": "final", "export": "xlsx"})
    rows = openpyxl.load_workbook(BytesIO(answer.getvalue()))["排名"].iter_rows(values_only=True)
    assert [row[2] for row in rows if str(row[2]).endswith("村")] == ["村", "石科村", "弥陀村", "战斗村"]


# ---------------------------------------------------------------- townships
AVERAGES = reverse("contests:township_averages")


def averages(response) -> list[tuple[str, int, Decimal, int]]:
    assert response.status_code == 200
    rows = (row.record for row in response.context["table"].page)
    return [(row["entry__township__short_name"], row["ranked"], row["mean"], row["best"]) for row in rows]


def test_townships_are_compared_by_the_average_of_their_scores(county, client):
    county.two_townships()
    page = client.get(AVERAGES, {"source": "county"})
    assert averages(page) == [("新集镇", 2, Decimal("91.5"), 1), ("高台镇", 3, pytest.approx(Decimal("85.1666667")), 2)]
    link = f"{RANKING}?source=county&amp;township={county.there.township.pk}"
    assert link in page.content.decode()
    assert shown(client.get(link.replace("&amp;", "&"))) == [(1, "新民村"), (3, "新华村")]
    assert AVERAGES in client.get(RANKING, {"source": "county"}).content.decode()


def test_averages_of_a_contest_without_a_result_are_an_empty_page(county, client):
    held, _ = county.two_townships()
    contest = factories.make_contest(
        scheme=held.scheme, villages=county.here.villages, area=held.area, period=Period("quarter", 2026, 4)
    )
    for more in ({}, {"sort": "mean"}, {"export": "xlsx"}):
        assert client.get(AVERAGES, {"contest": contest.pk, **more}).status_code == 200


def test_averages_follow_the_filter_and_the_sorting(county, client):
    county.two_townships()
    page = client.get(AVERAGES, {"source": "county", "sort": "mean"})
    assert [name for name, *_ in averages(page)] == ["高台镇", "新集镇"]
    found = averages(client.get(AVERAGES, {"source": "county", "q": "战斗"}))
    assert found == [("高台镇", 1, Decimal("90"), 2)]


def test_averages_leave_out_trial_runs_and_who_has_no_rank(county, client):
    scheme = county.scheme()
    totals = {"战斗村": [[90]], "弥陀村": [[60]]}
    contest = county.hold(scheme, totals)
    withdraw_entry(entry=contest.entries.get(name="弥陀村"), status="withdrawn", reason="受灾", user=county.official)
    county.tally(contest)
    assert averages(client.get(AVERAGES, {"source": "county"})) == [("高台镇", 1, Decimal("90"), 1)]
    trial = county.hold(scheme, totals, is_trial=True, name=f"{TRIAL_MARK}比武")
    assert averages(client.get(AVERAGES, {"source": trial.pk})) == []
    assert AVERAGES not in client.get(RANKING, {"source": trial.pk}).content.decode()


def test_a_township_sees_no_average_of_another(county, login):
    county.two_townships()
    client = login(county.official)
    page = client.get(AVERAGES, {"source": "county"})
    assert [name for name, *_ in averages(page)] == ["高台镇"]
    assert AVERAGES not in client.get(RANKING, {"source": "county"}).content.decode()


def test_the_averages_go_into_a_workbook(county, client):
    county.two_townships()
    answer = client.get(AVERAGES, {"source": "county", "export": "xlsx"})
    rows = list(openpyxl.load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True))
    assert [row[0] for row in rows if row[0] in ("高台镇", "新集镇")] == ["新集镇", "高台镇"]
    assert next(row for row in rows if row[0] == "新集镇")[1:4] == (2, 91.5, 91.5)


def test_another_period_offers_its_own_contests_and_is_named_in_the_state(county, client):
    scheme = county.scheme()
    spring = Period("quarter", 2026, 2)
    county.hold(scheme, {"战斗村": [[70]], "弥陀村": [[75]]}, name="春季比武", period=spring, final=True)
    county.hold(scheme, {"战斗村": [[90]], "弥陀村": [[85]]}, name="秋季比武")
    text = client.get(
        RANKING, {"period": str(spring)}, headers={"HX-Request": "true", "HX-Target": "results"}
    ).content.decode()
    [state], [bar] = texts(text, "#state"), texts(text, "#filter-fields")
    assert "春季比武" in bar
    assert "秋季比武" not in text
    assert "各乡镇汇总" in state
    page = client.get(RANKING, {"period": str(spring), "source": Contest.objects.get(name="春季比武").pk})
    assert "春季比武" in texts(page, "#state")[0]


def test_filters_that_could_find_nothing_are_not_offered(county, client, login):
    county.two_townships()
    assert "cup" not in client.get(RANKING).context["filter"].form.fields
    assert "cup" in client.get(RANKING, {"cup": "on"}).context["filter"].form.fields
    assert "township" in client.get(RANKING).context["filter"].form.fields
    assert "township" not in login(county.official).get(RANKING).context["filter"].form.fields


def test_the_explanation_says_who_gave_no_points_and_why(county, login):
    village = county.here.villages[0]

    def is_of_the_village(contest):
        contest.raters.filter(seat=3).update(area=village)
        contest.sheets.filter(rater__seat=3, entry__area=village).delete()

    totals = {"战斗村": [[90, None, None]], "弥陀村": [[85, 80, 75]]}
    contest = county.hold(county.scheme(), totals, prepare=is_of_the_village, final=True)
    assert explained(contest, "战斗村").steps[0].absence == "没有打分：2 号免评，3 号回避"
    assert explained(contest, "弥陀村").steps[0].absence == ""
    cadre = login(factories.make_user(username="zhandou", role="village_cadre", area=village))
    page = cadre.get(reverse("contests:standing_detail", args=[standing(contest, "战斗村").pk]))
    assert "没有打分：1 位免评，1 位回避" in page.content.decode()


def test_a_fragment_holds_the_rows_alone(county, client):
    here, _ = county.two_townships()
    fragment = client.get(RANKING, {"contest": here.pk}, headers={"HX-Request": "true", "HX-Target": "results"})
    assert "汇总了" not in fragment.text  # what the county joined is not above the ranking of one contest
    assert here.name in texts(fragment, "#state")[0]
    assert "战斗村" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_the_number_of_queries_does_not_depend_on_the_rows(county, client):
    def queries(url, **params) -> int:
        client.get(url, params)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url, params).status_code == 200
        return len(seen)

    few = county.hold(county.scheme(code="few"), {"战斗村": [[90]]}, number=2)
    many = county.hold(county.scheme(code="many"), {"战斗村": [[90]], "弥陀村": [[85]], "石科村": [[80]]})
    for params in ({}, {"export": "xlsx"}, {"print": "1"}):
        assert queries(RANKING, contest=few.pk, **params) == queries(RANKING, contest=many.pk, **params)
    assert queries(RANKING) <= 15


# ---------------------------------------------------------------- how a score came about
def numbers(text: str) -> list[Decimal]:
    return [Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", text)]


def is_near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) < Decimal("0.000001")


def redo(explanation) -> Decimal:
    """Compute the score again from nothing but what the explanation shows."""
    contributions = {}
    for step in explanation.steps:
        kept = [numbers(chip.total)[0] for chip in step.chips if not chip.dropped]
        for line in step.lines:
            if found := re.search(r"(?:平均|中位数) ([\d.]+)…?；([\d.]+)…? × ([\d.]+)…? ÷ ([\d.]+) = ([\d.]+)", line):
                value, weight, again, full, result = map(Decimal, found.groups())
                assert value == again
                assert is_near(sum(kept) / len(kept), value)
                assert is_near(weight * value / full, result)
                contributions[step.title] = result
            elif found := re.fullmatch(r"([\d.]+) × ([\d.]+) = ([\d.]+)", line):
                factor, value, result = map(Decimal, found.groups())
                assert sum(kept) == value
                assert is_near(factor * value, result)
                contributions[step.title] = result
    by_title = {step.title: step for step in explanation.steps}
    base = by_title["基础分"]
    if base.lines:
        assert is_near(sum(numbers(base.lines[0])), numbers(base.result)[0])
        assert [n for n in numbers(base.lines[0]) if n in contributions.values()] == list(contributions.values())
    else:
        assert numbers(base.result) == list(contributions.values())
    figures = numbers(explanation.final_line)
    places = int(figures.pop())
    assert is_near(figures[0], numbers(base.result)[0])
    if len(figures) == 3:
        assert is_near(figures[0] + numbers(by_title["加扣分"].result)[0], figures[2])
    return figures[-1].quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def worked_example(county) -> Contest:
    """Example 1 of scoring.md."""
    scheme = county.scheme(
        {"combine": "trimmed", "drop_high": 1, "drop_low": 1, "weight": 50},
        {"group": "peers", "weight": 30},
        {"group": "leaders", "weight": 20},
    )
    for order, component in enumerate(scheme.components.all()[:2], 1):
        TieBreak.objects.create(scheme=scheme, order=order, kind="component", component=component)
    item = BonusItem.objects.create(scheme=scheme, order=1, code="b", name="经验推广", points=Decimal("2.5"))
    places = factories.make_places(villages=["甲村", "乙村", "丙村", "丁村"], number=108, township="例子镇")

    def praise(contest):
        Occurrence.objects.create(entry=contest.entries.get(name="丙村"), item=item, case="全区现场会", approved=True)

    totals = {
        "甲村": [[92, 88, 90, 95, 85], [86, 88, 90], [90, 92]],
        "乙村": [[90, 90, 90, 90, 90], [88, 88, 88], [92, 90]],
        "丙村": [[80, 85, 83, 84, 99], [90, 91, 95], [88, 88]],
        "丁村": [[70, 75, 72, 71, 74], [80, 82, 81], [85, 80]],
    }
    return county.hold(scheme, totals, places, prepare=praise)


def test_the_worked_example_can_be_redone_by_hand(county):
    contest = worked_example(county)
    finals = {name: redo(explained(contest, name)) for name in ("甲村", "乙村", "丙村", "丁村")}
    assert finals == {
        name: Decimal(final) for name, final in zip(finals, ("89.60", "89.60", "89.70", "76.97"), strict=True)
    }


def test_a_trimmed_mean_names_what_was_dropped(county):
    contest = worked_example(county)
    step = explained(contest, "甲村").steps[0]
    assert step.note == "5 位评委，去 1 个最高、1 个最低"
    assert [(chip.total, chip.note, chip.dropped) for chip in step.chips] == [
        ("92.0", "1 号", False), ("88.0", "2 号", False), ("90.0", "3 号", False), ("95.0", "去高", True),
        ("85.0", "去低", True),
    ]  # fmt: skip
    assert step.lines == ["平均 90.00；50 × 90.00 ÷ 100 = 45.00"]
    equal = explained(contest, "乙村").steps[0]
    assert [chip.note for chip in equal.chips] == ["去低", "2 号", "3 号", "4 号", "去高"]
    long = explained(contest, "丁村").steps[0]
    assert long.lines == ["平均 72.33333333…；50 × 72.33333333… ÷ 100 = 36.16666667"]


def test_a_bonus_and_a_tie_are_told(county):
    contest = worked_example(county)
    praised = explained(contest, "丙村")
    step = praised.steps[-1]
    assert (step.title, step.result, step.lines) == ("加扣分", "+2.50", ["全区现场会：经验推广 +2.50"])
    assert praised.final_line == "87.20 + 2.50 = 89.70，留 2 位小数"
    assert praised.ties == []
    assert explained(contest, "甲村").ties == [
        "与乙村同为 89.60 分：比实地观摩：45.00 对 45.00，相同；比评分项2：26.40 对 26.40，相同；仍相同，名次并列"
    ]


def test_a_tie_that_the_chain_parts_says_who_is_in_front(county):
    scheme = county.scheme({"weight": 50}, {"group": "peers", "weight": 50})
    TieBreak.objects.create(scheme=scheme, order=1, kind="component", component=scheme.components.last())
    contest = county.hold(scheme, {"战斗村": [[90], [80]], "弥陀村": [[80], [90]]})
    assert [standing(contest, name).rank for name in ("战斗村", "弥陀村")] == [2, 1]
    assert explained(contest, "弥陀村").ties == ["与战斗村同为 85.00 分：比评分项2：45.00 对 40.00，在前"]
    assert explained(contest, "战斗村").ties == ["与弥陀村同为 85.00 分：比评分项2：40.00 对 45.00，在后"]


def test_a_tie_with_somebody_elses_village_does_not_name_it(county):
    contest = county.hold(county.scheme(), {"战斗村": [[90]], "弥陀村": [[90]]})
    prefix = county.here.villages[0].prefix
    [sentence] = explained(contest, "战斗村", prefix=prefix).ties
    assert sentence.startswith("与另一个村同为 90.00 分")


def test_a_median_keeps_the_middle(county):
    scheme = county.scheme({"combine": "median", "weight": 100})
    contest = county.hold(scheme, {"战斗村": [[70, 95, 88]], "弥陀村": [[70, 95, 88, 81]], "石科村": [[60, 61]]})
    odd, even = explained(contest, "战斗村"), explained(contest, "弥陀村")
    assert [chip.note for chip in odd.steps[0].chips] == ["不取", "不取", "3 号"]
    assert odd.steps[0].lines == ["中位数 88.00；100 × 88.00 ÷ 100 = 88.00"]
    assert [chip.note for chip in even.steps[0].chips] == ["不取", "不取", "3 号", "4 号"]
    assert (redo(odd), redo(even)) == (Decimal("88.00"), Decimal("84.50"))


def test_a_counting_component_adds_up(county):
    scheme = county.scheme({"combine": "sum", "factor": Decimal("0.5")})
    contest = county.hold(scheme, {"战斗村": [[70, 95]], "弥陀村": [[60, 80]]})
    explanation = explained(contest, "战斗村")
    assert explanation.steps[0].note == "2 位评委，累加"
    assert explanation.steps[0].lines == ["70 + 95 = 165.00", "0.5 × 165.00 = 82.50"]
    assert redo(explanation) == Decimal("82.50")


def test_too_few_sheets_are_averaged_plainly_and_it_is_said(county):
    trimmed = {"combine": "trimmed", "drop_high": 1, "drop_low": 1, "too_few": "plain_mean", "weight": 100}
    contest = county.hold(county.scheme(trimmed), {"战斗村": [[90, 80]], "弥陀村": [[70, 80, 90]]})
    explanation = explained(contest, "战斗村")
    assert explanation.steps[0].note == "2 位评委，份数不足，改取平均"
    assert redo(explanation) == Decimal("85.00")


def test_a_component_left_out_for_all_enlarges_the_others(county):
    scheme = county.scheme(
        {"weight": 60}, {"group": "peers", "weight": 20, "minimum_sheets": 2, "too_few": "leave_out"},
        {"group": "leaders", "weight": 20},
    )  # fmt: skip
    contest = county.hold(scheme, {"战斗村": [[90], [80, 70], [70]], "弥陀村": [[70], [60], [80]]})
    explanation = explained(contest, "战斗村")
    first, left_out, _ = explanation.steps[:3]
    assert first.lines[0] == "权重由 60 放大为 75（有项目全体不计）"
    assert (left_out.result, left_out.note) == ("不计", "有参赛村的评分表不足，全体不计这一项，其余各项按比例放大")
    assert [chip.total for chip in left_out.chips] == ["80.0", "70.0"]
    assert redo(explanation) == Decimal("85.00")


def test_components_rounded_first_are_explained(county):
    scheme = county.scheme({"weight": 50}, {"group": "peers", "weight": 50}, round_components=1)
    contest = county.hold(scheme, {"战斗村": [[90.1, 90.2, 90.2], [80]], "弥陀村": [[70], [80]]})
    step = explained(contest, "战斗村").steps[0]
    assert step.lines[-1] == "先保留 1 位小数，再相加"
    assert step.result == "45.10"


def test_only_the_largest_bonus_of_a_case_counts(county):
    scheme = county.scheme(bonus_cap=Decimal("0.6"))
    group = BonusGroup.objects.create(scheme=scheme, code="cases", name="典型案例")
    items = [
        BonusItem.objects.create(scheme=scheme, order=at, code=f"b{at}", name=name, points=points, group=group)
        for at, (name, points) in enumerate([("观摩点", Decimal("0.2")), ("市级推荐", Decimal("0.5"))], 1)
    ]

    def praise(contest):
        entry = contest.entries.get(name="战斗村")
        for item, case in [(items[0], "产业园"), (items[1], "产业园"), (items[0], "广场")]:
            Occurrence.objects.create(entry=entry, item=item, case=case, approved=True)

    contest = county.hold(scheme, {"战斗村": [[90]], "弥陀村": [[80]]}, prepare=praise)
    step = explained(contest, "战斗村").steps[-1]
    assert step.note == "同一事例就高；加分合计不超过 0.6"
    assert sorted(step.lines) == ["产业园：市级推荐 +0.50", "广场：观摩点 +0.20"]
    assert step.struck == ["产业园：观摩点 +0.20"]
    assert step.result == "+0.60"
    assert redo(explained(contest, "战斗村")) == Decimal("90.60")


def test_a_withdrawn_village_has_no_figures(county, client):
    def withdraw(contest):
        entry = contest.entries.get(name="石科村")
        withdraw_entry(entry=entry, status="excluded", reason="安全事故", user=county.official)

    contest = county.hold(
        county.scheme(), {"战斗村": [[90]], "弥陀村": [[80]], "石科村": [[95]]}, prepare=withdraw
    )  # fmt: skip
    explanation = explained(contest, "石科村")
    assert (explanation.steps, explanation.final_line) == ([], "一票否决")
    page = client.get(reverse("contests:standing_detail", args=[standing(contest, "石科村").pk])).content.decode()
    assert "石科村一票否决" in page
    assert "不计分、不排名" in page


def test_an_undecided_award_is_told(county, client):
    scheme = county.scheme()
    cup = AwardKind.objects.filter(is_cup=True).first()
    AwardRule.objects.create(
        scheme=scheme, order=1, name="夺杯村", kind=cup, places_by="number", number=1, tie_policy="decide"
    )
    contest = county.hold(scheme, {"战斗村": [[90]], "弥陀村": [[90]], "石科村": [[80]]})
    assert explained(contest, "战斗村").awards == ["夺杯村：末位并列，1 个名额由领导小组决定"]
    assert "夺杯村待定" in client.get(RANKING, {"contest": contest.pk}).content.decode()


def test_the_explanation_beside_the_table_and_as_a_page(county, client):
    here, _ = county.two_townships()
    url = reverse("contests:standing_detail", args=[standing(here, "战斗村").pk])
    beside = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in beside
    page = client.get(url).content.decode()
    for text in (beside, page):
        assert "战斗村 90.00 分怎么来的" in text
        assert "平均 90.00；100 × 90.00 ÷ 100 = 90.00" in text
        assert "全区第 <b>2</b> 名" in text
        assert "本场第 <b>1</b> 名" in text
    assert f'href="{RANKING}?contest={here.pk}"' in page


# ---------------------------------------------------------------- the trend
def test_the_trend_shows_the_last_four_contests_of_the_series(county, client):
    scheme, period = county.scheme(), Period("quarter", 2025, 3)
    places = [1, 2, 1, 2, 1]
    for rank in places:
        points = {"战斗村": [[90 - rank]], "弥陀村": [[88.5]]}
        contest = county.hold(scheme, points, period=period, final=period != QUARTER)
        period = period.next()
    assert contest.status == AssessmentStatus.TALLIED
    page = client.get(reverse("contests:standing_detail", args=[standing(contest, "战斗村").pk]))
    marks = page.context["trend"].marks
    assert [mark.rank for mark in marks] == places[1:]
    assert [mark.label for mark in marks] == ["2025 四季度", "2026 一季度", "二季度", "三季度"]
    assert all(a.x < b.x for a, b in pairwise(marks))
    assert marks[0].y > marks[1].y  # the better the higher
    assert "近 4 期名次 2、1、2、1" in page.content.decode()


def test_one_contest_makes_no_trend(county, client):
    here, _ = county.two_townships()
    page = client.get(reverse("contests:standing_detail", args=[standing(here, "战斗村").pk]))
    assert page.context["trend"] is None


# ---------------------------------------------------------------- the workbook
def rows(sheet, skip: int) -> list[list]:
    found = [list(row) for row in sheet.iter_rows(min_row=skip + 1, values_only=True)]
    return [row for row in found if row[2] is not None and not str(row[0] or "").startswith("主要负责人")]


def test_the_workbook_has_ranking_matrix_and_explanation(county, client):
    contest = worked_example(county)
    book = workbook(client.get(RANKING, {"contest": contest.pk, "export": "xlsx"}))
    assert book.sheetnames == ["排名", "得分矩阵", "得分说明"]
    ranking = book["排名"]
    assert ranking["A1"].value == f"{contest.name}排名"
    assert ranking["A2"].value.endswith("南郑区")
    head = [cell.value.replace("\n", "") for cell in ranking[3]]
    assert head == [
        "名次", "上期名次", "村", "乡镇", "书记", "村类别", "总分", "实地 50", "评分 30", "评分 20", "加扣分", "奖项",
    ]  # fmt: skip
    lines = rows(ranking, 3)
    assert [(line[0], line[2], line[6]) for line in lines] == [
        (1, "丙村", 89.7), (2, "甲村", 89.6), (2, "乙村", 89.6), (4, "丁村", 76.97),
    ]  # fmt: skip
    assert lines[0][7:11] == [42, 27.6, 17.6, 2.5]
    matrix = rows(book["得分矩阵"], 5)
    assert matrix[1][1:7] == ["甲村", 92, 88, 90, 95, 85]
    dropped = next(row for row in book["得分矩阵"].iter_rows() if row[1].value == "甲村")[5]
    assert dropped.number_format == '"("0.0")"'
    assert matrix[1][-3:] == [89.6, 0, 89.6]
    steps = rows(book["得分说明"], 3)
    assert [line[2] for line in steps if line[1] == "丙村"] == [
        "实地观摩", "评分项2", "评分项3", "基础分", "加扣分", "最终得分"
    ]  # fmt: skip
    assert "5 位评委" in steps[0][3]
    assert "4 号 95.0（去高）、5 号 85.0（去低）" in next(line[3] for line in steps if line[1] == "甲村")
    tied = [line[3] for line in steps if line[2] == "同分排序"]
    assert len(tied) == 2
    given = {line[2]: line[4] for line in steps if line[1] == "丙村"}
    assert (given["实地观摩"], given["加扣分"], given["最终得分"]) == (42, 2.5, 89.7)  # numbers, not words


def test_the_workbook_holds_what_the_filter_shows(county, client):
    county.two_townships()
    params = {"source": "county", "township": county.here.township.pk, "export": "xlsx"}
    lines = rows(workbook(client.get(RANKING, params))["排名"], 3)
    assert [(line[0], line[2], line[-2]) for line in lines] == [(2, "战斗村", 1), (4, "弥陀村", 2), (5, "石科村", 3)]


def test_a_township_takes_away_its_own_rows(county, login):
    county.two_townships()
    response = login(county.official).get(RANKING, {"source": "county", "export": "xlsx"})
    for sheet in workbook(response):
        text = str([cell for row in sheet.iter_rows(values_only=True) for cell in row])
        assert "战斗村" in text
        assert not re.search("新集镇|新华村|新民村", text)


def test_withdrawn_villages_stand_below_with_the_reason_in_place_of_awards(county, client):
    def withdraw(contest):
        entry = contest.entries.get(name="石科村")
        withdraw_entry(entry=entry, status="withdrawn", reason="受灾", user=county.official)

    contest = county.hold(
        county.scheme(), {"战斗村": [[90]], "弥陀村": [[80]], "石科村": [[95]]}, prepare=withdraw
    )  # fmt: skip
    last = rows(workbook(client.get(RANKING, {"contest": contest.pk, "export": "xlsx"}))["排名"], 3)[-1]
    assert (last[0], last[2], last[6], last[-1]) == (None, "石科村", None, "停赛")
