"""Demo contests: four finished quarters in every township, one that is being scored, and the county's own."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.db import connection
from django.db.models import Q

from accounts.models import User
from areas.models import Area
from contests.models import BasisDocument, Contest, ContestKind, StageKind
from contests.reads.proposals import proposed_stages
from contests.services.contests import create_contest
from contests.services.declarations import DECLARATIONS, Item, announce, nominate, save_declaration
from contests.services.lifecycle import open_all, open_scoring
from contests.services.results import finalise_all
from contests.services.tally import tally_due
from core.data.lifecycle import advance_many
from core.submissions.choices import SubmissionStatus
from core.values.periods import Period
from presets.demo.results import held, make_results
from rules import services as rules
from scoring.choices import AssessmentStatus
from scoring.models import (
    BonusItem,
    Component,
    Dimension,
    Field,
    Indicator,
    Occurrence,
    Rater,
    RaterGroup,
    Scheme,
    Score,
    Sheet,
)
from scoring.querysets import sheets as sheet_sql
from scoring.services import schemes
from scoring.services.entries import entry_of
from scoring.services.occurrences import approve_occurrence
from scoring.services.raters import add_secretaries

PRESETS = Path(__file__).resolve().parent.parent
FINISHED_QUARTERS = 4
OBSERVERS = [
    "杨志远 镇农业综合服务中心", "李晓梅 镇党建办", "孙建民 镇纪委", "吴桂兰 镇社会事务办", "徐海涛 镇自然资源所",
    "胡春梅 镇综治中心", "郭立军 镇财政所",
]  # fmt: skip
LEADERS = ["陈长青 镇党委书记", "罗红霞 镇长", "宋正义 镇党委副书记"]
THEMES = ["产业兴旺促增收", "环境整治百日行动", "治理有效解民忧", "党建引领聚合力", "三面红旗比一比"]
STARS = {"弥陀村": 0.12, "战斗村": 0.13}  # the villages of D1
LATE = ("nongyeju", "gaotai-mituo")  # these accounts always have something left to do
MANY = 1000  # sheets: from here on statistics pay
COUNTY_ENTRIES_PER_TOWNSHIP = 2  # D0 3.3: each township recommends 1–3

PLAN = """一、主题：党建引领乡村产业。
二、对象：各乡镇（街道）推荐 1–3 个村（社区）参赛。
三、程序：比武申报、现场比武、集中评议、领导小组评定。
四、要求：申报内容讲清主要做法、工作亮点、取得成效。"""
DECLARED = [  # how far the nominations of the first townships have come
    ("returned", "submitted"), ("submitted",), ("approved", "submitted"), ("draft",),
]  # fmt: skip
ITEMS = [
    ("党建引领产业发展", "支部领办合作社，党员示范带动。", True),
    ("壮大村集体经济", "盘活闲置资产，收入入账公开。", True),
    ("人居环境", "门前三包，每月评比。"),
]  # fmt: skip
TEXTS = {
    "measures": "{village}以支部领办合作社为抓手，统一供种、统一技术、统一销售。",
    "highlights": "{village}党员联系户制度，一户一策。",
    "results": "{village}集体经济收入比上年增长，群众务工就业增加。",
}

# A village's level, a rater's leniency, a quarter's mood and a little chance, all from hashes: the same every time.
# OFFSET 0: what is the same for a whole sheet is computed once, not for each of its cells.
FILL = """
INSERT INTO scoring_score (sheet_id, field_id, points, saved_by_id, saved_at)
SELECT s.id, f.id,
       round((f.maximum * least(1, greatest(0.3,
           s.level + 0.10 * (abs(hashint8(s.id * 131 + f.id)) %% 1000 / 1000.0 - 0.5) + s.extra
       )))::numeric, s.point_decimals),
       s.saved_by, %(at)s
FROM (
    SELECT s.id, s.component_id, m.point_decimals, coalesce(r.user_id, %(clerk)s) AS saved_by,
           coalesce(x.extra, 0) AS extra,
           0.74 + 0.17 * (abs(hashtext(a.code)) %% 1000 / 1000.0)
           + 0.05 * (abs(hashtext(r.name || r.group_id)) %% 1000 / 1000.0 - 0.5)
           + 0.04 * (abs(hashtext(a.code || c.year || c.number)) %% 1000 / 1000.0 - 0.5) AS level
    FROM scoring_sheet s
    JOIN scoring_assessment c ON c.id = s.assessment_id
    JOIN scoring_scheme m ON m.id = c.scheme_id
    JOIN scoring_rater r ON r.id = s.rater_id
    JOIN scoring_entry e ON e.id = s.entry_id
    JOIN areas_area a ON a.id = e.area_id
    LEFT JOIN (SELECT * FROM unnest(%(stars)s::text[], %(extras)s::float[]) AS t(name, extra)) x ON x.name = e.name
    WHERE s.id = ANY(%(sheets)s)
    OFFSET 0
) s
JOIN scoring_field f ON f.component_id = s.component_id
"""


def make_schemes(county: Area, years: list[int], user: User) -> tuple[dict[int, Scheme], dict[int, Scheme]]:
    """Year → the townships' scheme (three red flags) and year → the county's own (five contests), put to use."""
    township, own = {}, {}
    for year in years:
        for name, made in (("touyan_2021", township), ("leitai_district", own)):
            text = (PRESETS / f"{name}.toml").read_text()
            scheme = schemes.load_preset(text=text, area=county, year=year, user=user).scheme
            if made is township:  # D0 leaves it open; here the panel decides between equals
                scheme.award_rules.update(tie_policy="decide")
            unset = scheme.notes.filter(is_unset=True).values_list("path", flat=True)
            rules.confirm_values(rule_set=scheme, paths=list(unset), user=user)
            made[year] = schemes.put_to_use(scheme=scheme, user=user)
    analyze(*(part._meta.db_table for part in (Scheme, Component, Dimension, Indicator, Field)))
    return township, own


def analyze(*tables: str) -> None:
    """Statistics of what was just written: joins planned as if a table were empty take ten times as long."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def make_contests(
    county: Area,
    townships: list[Area],
    users: dict[str, User],
    clerks: dict[int, User],
    rng: random.Random,
    today: date,
) -> None:
    """Everything from the schemes to the tallies."""
    current = Period.of(today)
    past = [current]
    for _ in range(FINISHED_QUARTERS):
        past.insert(0, past[0].previous())
    office = users["zuzhibu"]
    township_schemes, county_schemes = make_schemes(county, sorted({p.year for p in past}), office)
    for period in past:
        stages = _stages(period, today if period == current else None)
        opened = {}
        for township in townships:
            contest = create_contest(
                area=township,
                scheme=township_schemes[period.year],
                period=period,
                stages=stages,
                user=clerks[township.pk],
                name=f"{township.short_name}{period.label}擂台比武",
                theme=THEMES[(period.year * 4 + period.number) % 5],
            )
            opened[contest] = clerks[township.pk]
        _seat(opened, on=stages[1][1])
        analyze("scoring_assessment", "scoring_entry", "scoring_rater")
        open_all(contests=opened, on=stages[1][1])
        contests = Contest.objects.of_period(period).filter(area__in=townships)
        _score(contests, office, finished=period != current, rng=rng, on=_scored_on(stages, today))
        if period != current:
            waiting = held(townships) if period == past[-2] else []
            _finish(contests, period, county, office, final=contests.exclude(area__in=waiting))
            if waiting:
                make_results(contests.filter(area__in=waiting), clerks, today)
    _county_contest(county, past[-2], county_schemes, users, office, today, finished=True, rng=rng)
    _county_contest(county, current, county_schemes, users, office, today, finished=False, rng=rng)
    _declaring_contest(county, townships, county_schemes[current.year], office, clerks, today)


def _stages(period: Period, today: date | None) -> list[tuple[StageKind, date, date]]:
    """The usual stages of a past period; of the running one so that scoring ends in three days."""
    kinds = {kind.code: kind for kind in StageKind.objects.all()}
    if today is None:
        dates = proposed_stages(ContestKind.objects.get(code="county_quarter"), period)
    else:
        day = timedelta(days=1)
        dates = {
            "declaration": (today - 40 * day, today - 30 * day), "onsite": (today - 9 * day, today - 8 * day),
            "review": (today - 7 * day, today + 3 * day), "adjudication": (today + 4 * day, today + 8 * day),
            "notice": (today + 9 * day, today + 15 * day),
        }  # fmt: skip
    return [(kinds[code], *span) for code, span in dates.items()]


def _seat(contests: Iterable[Contest], *, on: date) -> None:
    groups = {group.code: group for group in RaterGroup.objects.all()}
    raters = []
    for contest in contests:
        unit = "街道" if contest.area.short_name.endswith("街道") else "镇"
        for code, people in (("observers", OBSERVERS), ("leaders", LEADERS)):
            for seat, (name, title) in enumerate((line.split() for line in people), 1):
                title = title.replace("镇", unit, 1)
                raters.append(Rater(assessment=contest, group=groups[code], seat=seat, name=name, unit=title))
    Rater.objects.bulk_create(raters)
    for contest in contests:
        add_secretaries(assessment=contest, group=groups["peers"], on=on)


def _scored_on(stages: list[tuple[StageKind, date, date]], today: date) -> date:
    """The last day of scoring, or yesterday while scoring goes on."""
    return min(stages[2][2], today - timedelta(days=1))


def _score(contests, office: User, *, finished: bool, rng: random.Random, on: date) -> None:
    """Fill and submit sheets: all of them, or in the running quarter what has come in so far."""
    rows = Sheet.objects.filter(assessment__in=contests).order_by("pk").values_list("pk", "rater_id", "component_id")
    complete, partial = [sheet for sheet, _, _ in rows], []
    if not finished:
        diligence: dict[tuple[int, int], float] = {}
        unhurried = Q(user__username__in=LATE) | Q(name="杨志远", assessment__area__short_name="高台镇")
        late = set(Rater.objects.filter(unhurried, assessment__in=contests).values_list("pk", flat=True))
        chosen = []
        for sheet, rater, component in rows:
            rate = diligence.setdefault((rater, component), rng.random())
            if rater in late:
                rate = 0.7
            if rate < 0.62:
                chosen.append(sheet)
            elif rate < 0.75 and rng.random() < 0.5:
                partial.append(sheet)
        complete = chosen
    enter(complete, scheme=contests[0].scheme, clerk=office, on=on, unfinished=partial)


def enter(sheets: list[int], *, scheme: Scheme, clerk: User, on: date, unfinished: Iterable[int] = ()) -> None:
    """Fill sheets (ids) of one scheme and submit them; those ``unfinished`` stay drafts."""
    many = len(sheets) > MANY
    if many:
        analyze("scoring_sheet", "scoring_entry", "scoring_rater")
    with connection.cursor() as cursor:
        cursor.execute(
            FILL,
            {
                "sheets": [*sheets, *unfinished], "clerk": clerk.pk, "at": f"{on} 10:30+08:00",
                "stars": list(STARS), "extras": list(STARS.values()),
            },
        )  # fmt: skip
    if many:
        analyze("scoring_score")
    figures = sheet_sql.stored_figures(
        scores=Score.objects.all(), dimensions=Dimension.objects.filter(scheme=scheme), decimals=scheme.point_decimals
    )
    Sheet.objects.filter(pk__in=sheets).update(
        status="submitted", submitted_at=f"{on} 16:00+08:00", submitted_by=clerk, **figures
    )


def _finish(contests, period: Period, county: Area, office: User, *, final) -> None:
    """Close and tally ``contests``; those of ``final``, read anew after that, become so."""
    advance_many(list(contests), AssessmentStatus.CLOSED, user=office, reason="打分阶段已过截止日期")
    problems = [line for outcome in tally_due(area=county, period=period, user=office) for line in outcome.problems]
    if problems:
        raise RuntimeError("demo contests must tally: " + "；".join(problems))
    if final:
        finalise_all(contests=list(final), user=office, on=period.end + timedelta(days=15))


def _county_contest(
    county: Area, period: Period, own: dict[int, Scheme], users: dict[str, User], office: User, today: date, *,
    finished: bool, rng: random.Random,
) -> None:  # fmt: skip
    """The county's own contest between the best of each township, rated by departments and the leading group. D3 3"""
    best = (
        Area.objects.villages()
        .below(county)
        .filter(Q(pk__in=_recommended(county, period if finished else period.previous())))
    )
    stages = _stages(period, None if finished else today)
    contest = create_contest(
        area=county, scheme=own[period.year], period=period, stages=stages, user=office, villages=list(best),
        name=f"南郑区{period.label}擂台比武", theme="抓党建促乡村振兴",
    )  # fmt: skip
    groups = {group.code: group for group in RaterGroup.objects.all()}
    departments = ["nongyeju", "zhujianju", "minzhengju", "wenlvju", "shengtaiju"]
    for code, names in (("departments", departments), ("panel", ["lingdao"])):
        for seat, username in enumerate(names, 1):
            user = users[username]
            Rater.objects.create(
                assessment=contest, group=groups[code], seat=seat, name=user.name, unit=user.unit, user=user
            )
    for seat, (name, title) in enumerate(
        [("马振华", "区委组织部"), ("程玉梅", "区纪委监委"), ("邓世杰", "区委政法委")], 2
    ):
        Rater.objects.create(assessment=contest, group=groups["panel"], seat=seat, name=name, unit=title)
    open_scoring(contest=contest, user=office, on=stages[1][1])
    if finished:
        _cases(contest, office)
    rows = Contest.objects.filter(pk=contest.pk)
    _score(rows, office, finished=finished, rng=rng, on=_scored_on(stages, today))
    if finished:
        _finish(rows, period, county, office, final=rows.none())


def _declaring_contest(
    county: Area, townships: list[Area], scheme: Scheme, office: User, clerks: dict[int, User], today: date
) -> None:
    """The county's next contest, announced: nominations approved, handed in, returned and still being filled in."""
    period, day = Period.of(today).next(), timedelta(days=1)
    kinds = {kind.code: kind for kind in StageKind.objects.all()}
    stages = proposed_stages(ContestKind.objects.get(code="county_quarter"), period)
    stages["declaration"] = (today - 6 * day, today + 4 * day)
    contest = create_contest(
        area=county, scheme=scheme, period=period, user=office, name=f"南郑区{period.label}擂台比武",
        theme="党建引领乡村产业", kind=ContestKind.objects.get(code="county_quarter"),
        stages=[(kinds[code], *span) for code, span in stages.items()],
    )  # fmt: skip
    contest.plan, contest.nominations_max = PLAN, 3
    contest.required_topics = "党建引领产业发展\n壮大村集体经济"
    contest.save()
    BasisDocument.objects.create(
        contest=contest, title="抓党建促乡村振兴“擂台比武”实施方案", number="南组发（2026）12号", issuer="区委组织部",
        issued_on=today - 60 * day,
    )  # fmt: skip
    announce(contest=contest, user=office, today=today)
    for township, steps in zip(townships, DECLARED, strict=False):
        clerk = clerks[township.pk]
        villages = Area.objects.villages().below(township).order_by("code")
        for village, step in zip(villages, steps, strict=False):
            made = nominate(contest=contest, township=township, entry=entry_of(village), user=clerk, today=today)
            if step == SubmissionStatus.DRAFT:
                continue
            save_declaration(
                declaration=made, items=[Item(*row) for row in ITEMS], uploads=[], user=clerk,
                texts={name: text.format(village=village) for name, text in TEXTS.items()},
            )  # fmt: skip
            DECLARATIONS.submit(made, user=clerk, today=today)
            if step == SubmissionStatus.RETURNED:
                DECLARATIONS.give_back(made, reason="成效没有数字，请补充近两年集体收入和带动户数", user=office)
            elif step == SubmissionStatus.APPROVED:
                DECLARATIONS.approve(made, user=office)


def _recommended(county: Area, period: Period) -> list[int]:
    """The first of each township in a finished quarter."""
    rows = Contest.objects.in_area(county.prefix).of_period(period).exclude(area=county)
    found = rows.filter(tallies__standings__rank__lte=COUNTY_ENTRIES_PER_TOWNSHIP)
    return list(found.values_list("tallies__standings__entry__area", flat=True))


def _cases(contest: Contest, office: User) -> None:
    """Cases shown as observation sites or recommended to the city. D3 5.1"""
    items = {item.points: item for item in BonusItem.objects.filter(scheme=contest.scheme)}
    if len(items) < 2:
        return
    small, large = items[min(items)], items[max(items)]
    for number, entry in enumerate(contest.entries.order_by("area__code")):
        given = [small] if number % 7 == 0 else [small, large] if entry.name in STARS else []
        for item in given:
            occurrence = Occurrence.objects.create(
                entry=entry, item=item, case=f"{entry.name}联建产业园", evidence="区级观摩通报"
            )
            approve_occurrence(occurrence=occurrence, user=office)
