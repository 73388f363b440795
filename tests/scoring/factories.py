"""Contests in the smallest form that tests need: areas, accounts, a scheme in use, a contest that is being scored.

Everything keyword-only; what is not given gets a plausible default. Rows are made directly, so that a test of one
service does not depend on the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from accounts.models import Assignment, User
from areas.choices import Level
from areas.models import Area
from cadres.policy import check_digit
from contests.models import Contest, ContestStage, StageKind
from core.values.periods import Period
from scoring.models import (
    Component,
    Dimension,
    Entry,
    Field,
    Indicator,
    Rater,
    RaterGroup,
    Scheme,
    Score,
    Series,
    Sheet,
)
from scoring.querysets import due

PASSWORD = "kulu-mofa-2741"

# Three dimensions with eleven indicators, 100 points: the columns of design/score-grid.png.
INDICATORS = {
    "产业兴旺": {"一村一品": 10, "合作社领办": 10, "特色产业": 10, "集体增收": 10},
    "环境优美": {"垃圾污水": 10, "厕所革命": 6, "村容村貌": 8, "文明创建": 6},
    "治理有效": {"党组织建设": 12, "群众文化": 8, "治安综治": 10},
}
VILLAGES = (
    "高台社区", "东新村", "东风村", "东升村", "团结村", "战斗村", "红旗村", "骑龙村",
    "红建村", "红星村", "石科村", "弥陀村", "二郎村", "姜刘村", "立峰村",
)  # fmt: skip


@dataclass(frozen=True)
class Places:
    """A county with one township and its villages."""

    county: Area
    township: Area
    villages: list[Area]


def make_area(*, code: str, name: str, level: int, parent: Area | None = None) -> Area:
    return Area.objects.get_or_create(
        code=code.ljust(12, "0"), defaults={"name": name, "short_name": name, "level": level, "parent": parent}
    )[0]


def make_places(*, villages: int | Sequence[str] = 3, township: str = "高台镇", number: int = 104) -> Places:
    """南郑区 with a township (``number`` is its place in the code) and so many villages, or those named."""
    names = [_village(at) for at in range(villages)] if isinstance(villages, int) else villages
    county = make_area(code="610703", name="南郑区", level=Level.COUNTY)
    office = make_area(code=f"610703{number:03}", name=township, level=Level.TOWNSHIP, parent=county)
    made = [
        make_area(code=f"610703{number:03}{200 + at}", name=name, level=Level.VILLAGE, parent=office)
        for at, name in enumerate(names, 1)
    ]
    return Places(county, office, made)


def _village(at: int) -> str:
    return VILLAGES[at] if at < len(VILLAGES) else f"第{at + 1}村"


def make_user(*, username: str, role: str, area: Area, name: str = "", unit: str = "") -> User:
    """An account that acts in one role since the beginning of 2020."""
    user = User(username=username, name=name or username, unit=unit)
    user.set_password(PASSWORD)
    user.save()
    Assignment.objects.create(user=user, role=role, area=area, valid_from=date(2020, 1, 1))
    return user


def make_scheme(
    *,
    area: Area,
    indicators: dict[str, dict[str, int]] = INDICATORS,
    components: Sequence[dict] = ({},),
    status: str = "in_use",
    **settings,
) -> Scheme:
    """A scheme of ``indicators`` (dimension → indicator → maximum), put to use with the columns of its components.

    Each component is a dict of fields of ``Component``; ``group`` names its rater group (None: no raters), the first
    one is called 实地观摩 and rated by 观摩评委. ``overall_maximum`` makes it a component with one field.
    """
    scheme = Scheme.objects.create(
        **{"area": area, "code": f"scheme-{area.pk}", "name": "头雁擂台比武", "year": 2026, **settings}
    )
    columns = []
    for dimension_order, (dimension_name, names) in enumerate(indicators.items(), 1):
        dimension = Dimension.objects.create(
            scheme=scheme, order=dimension_order, code=f"d{dimension_order}", name=dimension_name
        )
        for name, maximum in names.items():
            at = len(columns) + 1
            columns.append(
                Indicator.objects.create(
                    scheme=scheme, dimension=dimension, order=at, code=f"i{at}", name=name, maximum=maximum
                )
            )
    for at, given in enumerate(components, 1):
        _make_component(scheme, at, dict(given), columns)
    if status != "draft":
        Scheme.objects.filter(pk=scheme.pk).update(status=status)
        scheme.status = status
    return scheme


def _make_component(scheme: Scheme, at: int, given: dict, columns: list[Indicator]) -> Component:
    code = given.pop("group", "observers")
    group = RaterGroup.objects.get(code=code) if code else None
    name = "实地观摩" if at == 1 else f"评分项{at}"
    if "overall_maximum" in given:
        given = {"coverage": "overall", **given}
    component = Component.objects.create(
        **{
            "scheme": scheme, "order": at, "code": f"c{at}", "name": name, "short_name": name[:2], "rater_group": group,
            "weight": None if given.get("combine") == "sum" else 50, **given,
        }
    )  # fmt: skip
    if component.overall_maximum:
        Field.objects.create(component=component, order=1, maximum=component.overall_maximum)
    else:
        Field.objects.bulk_create(
            Field(component=component, order=order, indicator=each, maximum=each.maximum)
            for order, each in enumerate(columns, 1)
        )
    return component


def make_contest(
    *,
    scheme: Scheme,
    villages: Iterable[Area],
    area: Area | None = None,
    period: Period | None = None,
    raters: Sequence[dict] = ({},),
    status: str = "scoring",
    ends_in: int = 2,
    **fields,
) -> Contest:
    """A contest of these villages with raters and all sheets that are due; scoring ends in ``ends_in`` days.

    Each rater is a dict of fields of ``Rater``; ``group`` names the group (default 观摩评委), seats are counted.
    """
    area = area or scheme.area
    period = period or Period("quarter", 2026, 3)
    series, _ = Series.objects.get_or_create(area=area, name="季度比武")
    contest = Contest.objects.create(
        **{
            "area": area, "series": series, "scheme": scheme, "name": f"{area}{period.label}比武",
            "period_kind": period.kind, "year": period.year, "number": period.number, "status": "draft", **fields,
        }
    )  # fmt: skip
    last_day = timezone.localdate() + timedelta(days=ends_in)
    review = StageKind.objects.get(code="review")
    first_day = last_day - timedelta(days=7)
    ContestStage.objects.create(contest=contest, kind=review, starts_on=first_day, ends_on=last_day)
    Entry.objects.bulk_create(
        Entry(assessment=contest, number=at, area=village, name=village.short_name, township_id=village.parent_id)
        for at, village in enumerate(villages, 1)
    )
    for given in raters:
        make_rater(contest=contest, **given)
    if status != "draft":
        due.issue(contest.pk)
        Contest.objects.filter(pk=contest.pk).update(status=status)
        contest.status = status
    return contest


def keep_open(contest: Contest) -> None:
    """Whatever its dates were, today is the last day on which the contest takes points."""
    ContestStage.objects.filter(contest=contest, kind__is_scoring=True).update(ends_on=timezone.localdate())


def let_pass(contest: Contest) -> None:
    """Yesterday was the last day on which the contest took points."""
    ContestStage.objects.filter(contest=contest).update(ends_on=timezone.localdate() - timedelta(days=1))


def make_rater(*, contest: Contest, group: str = "observers", **fields) -> Rater:
    """A rater on the next free seat of a group."""
    group = RaterGroup.objects.get(code=group)
    seat = contest.raters.filter(group=group).count() + 1
    return Rater.objects.create(
        **{"assessment": contest, "group": group, "seat": seat, "name": f"评委{seat}", **fields}
    )


def fill(*, sheets: Iterable[Sheet], points: Decimal | int | str | None = None, by: User | None = None) -> None:
    """Enter points into every cell of these drafts: ``points``, or the maximum of each column."""
    sheets = list(sheets)
    columns: dict[int, list[Field]] = {}
    for field in Field.objects.filter(component__in={sheet.component_id for sheet in sheets}):
        columns.setdefault(field.component_id, []).append(field)
    Score.objects.bulk_create(
        Score(
            sheet=sheet, field=field, points=field.maximum if points is None else Decimal(points), saved_by=by,
            saved_at=timezone.now(),
        )
        for sheet in sheets
        for field in columns[sheet.component_id]
    )  # fmt: skip


_ID_NUMBERS = count(1)


def id_number(*, birth: date = date(1980, 1, 1), sex: str = "1") -> str:
    """An ID number nobody has: a valid one, of another order each time."""
    order = next(_ID_NUMBERS) * 2 + (sex == "1") - 2
    first = f"610703{birth:%Y%m%d}{order % 1000:03}"
    return first + check_digit(first)
