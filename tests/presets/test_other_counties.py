"""Rules as other counties publish them: invented schemes that load, open, tally and explain themselves."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from contests.models import Contest
from contests.services import lifecycle, tally
from contests.services.results import finalise_all
from core.errors import TouyanError
from core.values.periods import Period
from scoring import presets
from scoring.models import AwardPost, Entry, Occurrence, Scheme
from scoring.reads.explanation import explain
from scoring.services import schemes, sheets
from tests.scoring.factories import fill, make_contest, make_places, make_user

pytestmark = pytest.mark.django_db

ONE_COMPONENT = """
[scheme]
code = "{code}"
name = "{code}"
decimals = 1
exclusion_level = "none"

[[dimensions]]
code = "env"
name = "环境"

[[dimensions.indicators]]
code = "env"
name = "环境卫生"
maximum = 100

[[components]]
code = "check"
name = "考评"
short_name = "考评"
rater_group = "departments"
coverage = "overall"
overall_maximum = 100
weight = 100
"""
PROGRESS = (
    ONE_COMPONENT.format(code="progress")
    + """
[[tie_breaks]]
kind = "unrounded"

[[awards]]
name = "前进一名奖"
kind = "progress"
group = "进步奖"
places_by = "improvement"
number = 1
amount = 500

[[awards]]
name = "前进三名奖"
kind = "progress"
group = "进步奖"
places_by = "improvement"
number = 3
amount = 2000

[[awards]]
name = "末位罚款"
kind = "prize"
places_by = "number"
number = 1
from_bottom = true
amount = -400
"""
)
BY_POST = (
    ONE_COMPONENT.format(code="by_post")
    + """
[[awards]]
name = "红旗村"
kind = "flag"
places_by = "number"
number = 1
recipient = "posts"
months = 12
posts = [{post = "secretary", amount = 600}, {post = "director", amount = 400}, {amount = 200}]

[[awards]]
name = "黄牌"
kind = "reminder"
places_by = "number"
number = 1
from_bottom = true
recipient = "posts"
posts = [{post = "secretary", amount = -600}]
"""
)
STARS = """
[scheme]
code = "stars"
name = "星级评定"
base_points = 60
decimals = 0

[[bonus_items]]
code = "star"
name = "达到一星"
points = 10

[[bonus_items]]
code = "fault"
name = "通报批评"
points = -5

[[tie_breaks]]
kind = "bonus_count"

[[awards]]
name = "三星村"
kind = "flag"
places_by = "threshold"
threshold = 90
"""
FLAGS = (
    """
[scheme]
code = "flags"
name = "三面红旗"
exclusion_level = "none"
"""
    + "".join(
        f"""
[[dimensions]]
code = "{code}"
name = "{code}旗"

[[dimensions.indicators]]
code = "{code}1"
name = "{code}项"
maximum = 10
"""
        for code in "abc"
    )
    + """
[[components]]
code = "c"
name = "评分"
short_name = "评分"
rater_group = "panel"
weight = 100

[[awards]]
name = "得旗"
kind = "flag"
unit = "dimension"
places_by = "threshold"
threshold = 0.7

[[awards]]
name = "未达七成约谈"
kind = "reminder"
unit = "dimension"
places_by = "threshold"
threshold = 0.7
from_bottom = true
"""
)


class County:
    """A county whose office runs one contest after the other."""

    def __init__(self, villages=5):
        self.places = make_places(villages=villages)
        self.user = make_user(username="office", role="county_official", area=self.places.county)

    def scheme(self, text: str) -> Scheme:
        loaded = schemes.load_preset(text=text, area=self.places.county, year=2026, user=self.user)
        return schemes.put_to_use(scheme=loaded.scheme, user=self.user)

    def contest(self, scheme: Scheme, number: int, *points, raters=1) -> Contest:
        """Opened, rated with these points (one overall field) by each rater, and tallied."""
        group = scheme.components.get().rater_group.code
        contest = make_contest(
            scheme=scheme, villages=self.places.villages, period=Period("quarter", 2026, number), status="draft",
            raters=[{"group": group}] * raters, area=self.places.county,
        )  # fmt: skip
        lifecycle.open_scoring(contest=contest, user=self.user, on=timezone.localdate())
        for entry, given in zip(contest.entries.order_by("number"), points, strict=True):
            fill(sheets=contest.sheets.filter(entry=entry), points=given)
        for rater in contest.raters.all():
            sheets.submit(assessment=contest, component=scheme.components.get(), rater=rater, user=self.user)
        return self.tally(contest)

    def tally(self, contest: Contest) -> Contest:
        contest.refresh_from_db()
        if contest.status == "scoring":
            lifecycle.close_scoring(contest=contest, user=self.user)
            contest.refresh_from_db()
        tally.tally_contest(contest=contest, user=self.user)
        contest.refresh_from_db()
        return contest


def ranks(contest):
    standings = contest.tallies.first().standings.order_by("entry__number")
    return [standing.rank for standing in standings]


def winners(contest):
    rows = contest.tallies.first().awards.order_by("rule__order", "dimension__order", "standing__entry__number")
    return [(row.rule.name, row.standing.entry.number) for row in rows]


def explained(contest, number):
    rows = contest.tallies.first().standings.filter(entry__number=number).for_explanation()
    return explain(rows, prefix="")[0]


@pytest.fixture
def county():
    return County()


def test_ranks_gained_a_fine_and_the_unrounded_score(county):
    """The third quarter: village 5 rises from 5 to 1, village 4 from 4 to 3, village 1 falls from 1 to 5."""
    scheme = county.scheme(PROGRESS)
    before = county.contest(scheme, 2, 95, 90, 85, 80, 75)
    finalise_all(contests=[before], user=county.user, on=date(2026, 7, 1))
    contest = county.contest(scheme, 3, 70, 85, 80.5, 80.6, 90)
    assert ranks(contest) == [5, 2, 4, 3, 1]
    assert winners(contest) == [("前进一名奖", 4), ("前进三名奖", 5), ("末位罚款", 1)]
    assert explained(contest, 5).awards == ["前进三名奖：由上期第 5 名升到第 1 名，前进 4 名；¥2,000.00，给参赛单位"]
    assert explained(contest, 1).awards == ["末位罚款；扣款 ¥400.00，由参赛单位承担"]


def test_a_first_contest_gives_nobody_an_award_for_ranks_gained(county):
    assert winners(county.contest(county.scheme(PROGRESS), 2, 95, 90, 85, 80, 75)) == [("末位罚款", 5)]


def test_equal_scores_are_parted_by_the_decimals_that_are_not_shown(county):
    """80.04 and 80.01 are both 80.0; the chain shows what they were."""
    scheme = county.scheme(PROGRESS.replace("decimals = 1", "decimals = 1\npoint_decimals = 2"))
    contest = county.contest(scheme, 2, "80.01", "80.04", "80.01", 70, 60)
    assert ranks(contest) == [2, 1, 2, 4, 5]
    standings = contest.tallies.first().standings.order_by("entry__number")
    assert [standing.ties for standing in standings[:2]] == [[Decimal("80.01")], [Decimal("80.04")]]
    assert "比未取舍的得分（顺延小数位）：80.04 对 80.01，在前" in explained(contest, 2).ties[0]


def test_a_rank_of_the_contest_before_that_changes_makes_a_new_version(county):
    """It is an input of awards for ranks gained, so the digest covers it."""
    scheme = county.scheme(PROGRESS)
    before = county.contest(scheme, 2, 95, 90, 85, 80, 75)
    contest = county.contest(scheme, 3, 70, 85, 80, 75, 90)
    digest = contest.tallies.first().digest
    finalise_all(contests=[before], user=county.user, on=date(2026, 7, 1))
    assert county.tally(contest).tallies.first().digest != digest


def test_an_exact_seven_tenths_has_all_flags_and_is_in_no_list_of_those_below(county):
    scheme = county.scheme(FLAGS)
    contest = county.contest(scheme, 2, 7, 6.9, 8, 5, 10, raters=3)
    won = winners(contest)
    assert [name for name, number in won if number == 1] == ["得旗"] * 3
    assert [name for name, number in won if number == 2] == ["未达七成约谈"] * 3


def test_an_award_by_posts_comes_through_file_tables_and_explanation(county):
    scheme = county.scheme(BY_POST)
    content = presets.SCHEMES.parse(BY_POST)
    assert presets.SCHEMES.read(scheme) == content == presets.SCHEMES.parse(presets.SCHEMES.dump(scheme))
    assert "书记 600；主任 400；其他干部 200" in presets.SCHEMES.shown(content).values()
    contest = county.contest(scheme, 2, 95, 90, 85, 80, 75)
    assert explained(contest, 1).awards == ["红旗村；书记¥600.00、主任¥400.00、其他干部¥200.00，每月，连续 12 个月"]
    assert explained(contest, 5).awards == ["黄牌；书记扣款 ¥600.00，一次"]


def test_what_posts_get_is_frozen_with_the_scheme(county):
    scheme = county.scheme(BY_POST)
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardPost.objects.filter(scheme=scheme).update(amount=1)


def test_persons_have_no_posts_to_pay(county):
    text = BY_POST.replace("decimals = 1", 'decimals = 1\nsubject = "person"')
    loaded = schemes.load_preset(text=text, area=county.places.county, year=2026, user=county.user)
    assert any("奖给各职务干部，个人没有班子" in problem for problem in schemes.problems_of(loaded.scheme))


def test_a_scheme_without_components_needs_base_points(county):
    text = STARS.replace("base_points = 60", "base_points = 0")
    loaded = schemes.load_preset(text=text, area=county.places.county, year=2026, user=county.user)
    with pytest.raises(TouyanError) as refusal:
        schemes.put_to_use(scheme=loaded.scheme, user=county.user)
    assert "只按基础分和加扣分计分的，请填基础分" in refusal.value.items[0]


@pytest.fixture
def stars(county):
    scheme = county.scheme(STARS)
    contest = make_contest(
        scheme=scheme, villages=county.places.villages, area=county.places.county, raters=[], status="draft"
    )
    lifecycle.open_scoring(contest=contest, user=county.user, on=timezone.localdate())
    items = {item.code: item for item in scheme.bonus_items.all()}
    entries = list(Entry.objects.filter(assessment=contest).order_by("number"))
    for number, code, times in [(1, "star", 3), (2, "star", 2), (3, "star", 1), (4, "fault", 1)]:
        for case in range(times):
            Occurrence.objects.create(entry=entries[number - 1], item=items[code], case=f"第{case}件", approved=True)
    return contest


def test_base_points_and_bonuses_alone_are_tallied_and_explained(county, stars):
    contest = county.tally(stars)
    standings = contest.tallies.first().standings.order_by("entry__number")
    assert [(int(s.final), s.rank) for s in standings] == [(90, 1), (80, 2), (70, 3), (55, 5), (60, 4)]
    assert winners(contest) == [("三星村", 1)]
    steps = explained(contest, 1).steps
    assert [(step.title, step.result) for step in steps] == [("基础分", "60"), ("加扣分", "+30")]
    assert county.tally(contest).tallies.count() == 1  # the same inputs: no new version
    finalise_all(contests=[contest], user=county.user, on=timezone.localdate())
    contest.refresh_from_db()
    assert contest.status == "final"


def test_the_pages_of_a_contest_without_components_answer(client, county, stars):
    client.force_login(county.user)
    standing = None
    for step in ("scoring", "tallied"):
        if step == "tallied":
            standing = county.tally(stars).tallies.first().standings.get(rank=1)
        pages = [
            reverse("contests:contest_detail", args=[stars.pk]),
            reverse("contests:contest_list"),
            reverse("scoring:scheme_detail", args=[stars.scheme_id]),
            *([reverse("contests:standing_detail", args=[standing.pk])] if standing else []),
        ]
        for page in pages:
            assert client.get(page).status_code == 200, (step, page)
