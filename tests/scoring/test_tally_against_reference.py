"""The tally in PostgreSQL gives, figure for figure, what the reference gives. scoring.md"""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from areas.choices import Level
from areas.models import Area, Category
from contests import models
from contests.services.tally import tally_contests
from scoring import models as scored
from scoring.querysets import tally as sql
from scoring.querysets.sheets import stored_figures
from scoring.reads.parts import part_sources
from tests.scoring import reference, strategies
from tests.scoring.judged import worked_example_1

pytestmark = pytest.mark.django_db

# ---------------------------------------------------------------- storing a contest of the reference


class World:
    """The areas, categories and kinds that stored contests share."""

    def __init__(self):
        self.county = Area.objects.create(code="990101000000", name="某县", short_name="某县", level=Level.COUNTY)
        self.townships = {name: self.area(f"99010110{i}000", name, Level.TOWNSHIP) for i, name in enumerate(TOWNSHIPS)}
        self.villages = [self.area(f"990101101{200 + i}", f"村{i}", Level.VILLAGE) for i in range(10)]
        self.categories = {name: Category.objects.create(code=name, name=name) for name in strategies.CATEGORIES}
        self.groups = {name: scored.RaterGroup.objects.create(code=name, name=name) for name in GROUPS}
        kinds = {"K", *strategies.AWARD_KINDS}
        self.award_kinds = {kind: scored.AwardKind.objects.create(code=f"{kind}-of-tests", name=kind) for kind in kinds}
        self.contests = 0

    def area(self, code, name, level):
        return Area.objects.create(code=code, name=name, short_name=name, level=level, parent=self.county)

    def store(self, given: reference.Contest) -> models.Contest:
        """``given`` as a closed contest, with the previous one its entries' ranks come from."""
        self.contests += 1
        scheme = self.store_scheme(given.scheme)
        series = scored.Series.objects.create(area=self.county, name=f"系列{self.contests}")
        self.store_previous(given, series, scheme)
        contest = self.contest(series, scheme, number=3, status="scoring", round=given.round)
        entries = {e.number: entry for e, entry in zip(given.entries, self.store_entries(given, contest), strict=True)}
        self.store_sheets(given, contest, scheme, entries)
        items = {item.code: item for item in scheme.bonus_items.all()}
        scored.Occurrence.objects.bulk_create(
            scored.Occurrence(
                entry=entries[o.entry], item=items[o.item], case=o.case, approved=o.approved, points=o.points
            )
            for o in given.occurrences
        )
        self.store_figures(given, scheme, entries)
        self.store_carried(given, contest, scheme)
        self.store_decisions(given, contest, scheme, entries)
        models.Contest.objects.filter(pk=contest.pk).update(status="closed")
        return contest

    def contest(self, series, scheme, **fields):
        return models.Contest.objects.create(
            area=self.county, series=series, scheme=scheme, name=series.name, period_kind="quarter", year=2026, **fields
        )

    def store_scheme(self, given: reference.Scheme) -> scored.Scheme:
        same = ["full_mark", "base_points", "decimals", "round_components", "allow_negative", "cap_at_full_mark"]
        same += ["bonus_cap", "deduction_cap"]
        scheme = scored.Scheme.objects.create(
            area=self.county, code=f"s{self.contests}", name="方案", year=2026,
            **{name: getattr(given, name) for name in same},
        )  # fmt: skip
        dimensions = {
            code: scored.Dimension.objects.create(scheme=scheme, order=order, code=code, name=code)
            for order, code in enumerate(given.dimensions, start=1)
        }
        components = {
            c.code: self.store_component(scheme, order, c, dimensions)
            for order, c in enumerate(given.components, start=1)
        }
        for order, (kind, *code) in enumerate(given.ties, start=1):
            target = {"component": components, "dimension": dimensions}.get(kind)
            scored.TieBreak.objects.create(
                scheme=scheme, order=order, kind=kind, **({kind: target[code[0]]} if target else {})
            )
        scored.AwardRule.objects.bulk_create(
            scored.AwardRule(
                scheme=scheme, order=r.order, name=r.name, kind=self.award_kinds[r.kind], group=r.group, unit=r.unit,
                places_by=r.by, number=r.number if r.by in ("number", "award_count", "improvement") else None,
                share=Decimal(r.share.numerator) / r.share.denominator if r.by == "share" else None,
                rounding=r.rounding, minimum=r.minimum, maximum=r.maximum, from_bottom=r.from_bottom,
                minimum_participants=r.minimum_participants, tie_policy=r.tie, shrink=r.shrink,
                threshold=r.threshold if r.by == "threshold" else None,
                counted_kind=self.award_kinds[r.counted_kind] if r.by == "award_count" else None,
            )
            for r in given.awards
        )  # fmt: skip
        groups = {
            code: scored.BonusGroup.objects.create(scheme=scheme, code=code, name=code)
            for code in {item.group for item in given.items} - {""}
        }
        scored.BonusItem.objects.bulk_create(
            scored.BonusItem(
                scheme=scheme, order=order, code=item.code, name=item.code, effect=item.effect, points=item.points,
                low=item.low, high=item.high, cap=item.cap, group=groups.get(item.group),
                dimension=dimensions.get(item.dimension),
            )
            for order, item in enumerate(given.items, start=1)
        )  # fmt: skip
        scored.Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
        return scheme

    def store_component(self, scheme, order, given: reference.Component, dimensions) -> scored.Component:
        same = ["code", "kind", "combine", "drop_high", "drop_low", "weight", "factor", "minimum_sheets", "too_few"]
        carried = given.kind == "carried"
        component = scored.Component.objects.create(
            scheme=scheme, order=order, name=given.code, short_name=given.code[:8], is_second_round=given.second_round,
            rater_group=self.groups[given.code] if given.kind == "rated" else None,
            coverage="overall" if carried else "chosen", overall_maximum=given.fields[0].maximum if carried else None,
            **{name: getattr(given, name) for name in same},
        )  # fmt: skip
        for at, field in enumerate(given.fields):
            indicator = field.dimension and scored.Indicator.objects.create(
                scheme=scheme, order=order * 100 + at, dimension=dimensions[field.dimension],
                code=f"{given.code}-{at}", name=f"指标{at}", maximum=field.maximum,
            )  # fmt: skip
            if field.categories:
                indicator.categories.set(self.categories[name] for name in field.categories)
            scored.Field.objects.create(component=component, order=at + 1, indicator=indicator, maximum=field.maximum)
            if field.measure:
                self.store_measure(scheme, component, indicator, field.measure)
        return component

    def store_measure(self, scheme, component, indicator, given: reference.Measure) -> None:
        measure = scored.Measure.objects.create(
            scheme=scheme, component=component, indicator=indicator, method=given.method, zero=given.zero,
            target=given.target, less_is_better=given.less_is_better,
        )  # fmt: skip
        for order, (lower, points) in enumerate(given.bands, start=1):
            scored.MeasureBand.objects.create(scheme=scheme, measure=measure, order=order, lower=lower, points=points)

    def store_entries(self, given: reference.Contest, contest) -> list[scored.Entry]:
        groups = {
            name: scored.EntryGroup.objects.create(assessment=contest, order=order, name=name)
            for order, name in enumerate(sorted({e.group for e in given.entries} - {""}))
        }
        entries = scored.Entry.objects.bulk_create(
            scored.Entry(
                assessment=contest, number=e.number, area=self.villages[e.number], name=f"村{e.number}",
                status=e.status, township=self.townships[e.township], group=groups.get(e.group),
            )
            for e in given.entries
        )  # fmt: skip
        scored.EntryCategory.objects.bulk_create(
            scored.EntryCategory(entry=entry, category=self.categories[name])
            for e, entry in zip(given.entries, entries, strict=True)
            for name in e.categories
        )
        return entries

    def store_sheets(self, given: reference.Contest, contest, scheme, entries) -> None:
        """Every point as a score; what is submitted then stores its figures as the grid does."""
        components = {c.code: c for c in scheme.components.prefetch_related("fields")}
        raters = {
            (group, seat): scored.Rater(assessment=contest, group=self.groups[group], seat=seat, name=f"{seat}号")
            for group, seat in sorted({sheet.seat for sheet in given.sheets})
        }
        scored.Rater.objects.bulk_create(raters.values())
        sheets = scored.Sheet.objects.bulk_create(
            scored.Sheet(
                assessment=contest, component=components[s.component], rater=raters[s.seat], entry=entries[s.entry]
            )
            for s in given.sheets
        )  # fmt: skip
        now = timezone.now()
        scored.Score.objects.bulk_create(
            scored.Score(sheet=sheet, field=field, points=points, saved_at=now)
            for sheet, s in zip(sheets, given.sheets, strict=True)
            for field, points in zip(components[s.component].fields.all(), s.points, strict=True)
            if points is not None
        )
        with_status = defaultdict(list)
        for sheet, s in zip(sheets, given.sheets, strict=True):
            with_status[s.status].append(sheet.pk)
        scored.Sheet.objects.filter(pk__in=with_status["waived"]).update(status="waived")
        figures = stored_figures(
            scores=scored.Score.objects.all(), dimensions=scheme.dimensions.all(), decimals=scheme.point_decimals
        )
        scored.Sheet.objects.filter(pk__in=with_status["submitted"]).update(status="submitted", **figures)

    def store_figures(self, given: reference.Contest, scheme, entries) -> None:
        measures = {}
        for component in scheme.components.filter(kind="recorded"):
            for field in component.fields.all():
                measures[component.code, field.order - 1] = component.measures.get(indicator=field.indicator)
        scored.Figure.objects.bulk_create(
            scored.Figure(
                entry=entries[f.entry], measure=measures[f.component, f.field], value=f.value, target=f.target,
                entered_at=timezone.now(),
            )
            for f in given.figures
        )  # fmt: skip

    def store_carried(self, given: reference.Contest, contest, scheme) -> None:
        """Each source of each component as a final contest of its own."""
        for code, name in sorted({(c.component, c.source) for c in given.carried}):
            series = scored.Series.objects.create(area=self.county, name=f"{contest.series}{code}{name}")
            source = self.contest(series, scheme, number=1, status="final")
            scored.CarrySource.objects.create(
                assessment=contest, component=scheme.components.get(code=code), source=source
            )
            scores = [c for c in given.carried if (c.component, c.source) == (code, name)]
            self.store_ranks(source, {c.entry: (1, c.points) for c in scores})

    def store_decisions(self, given: reference.Contest, contest, scheme, entries) -> None:
        rules = {rule.name: rule for rule in scheme.award_rules.all()}
        for d in given.decisions:
            kind, name, *group = d.unit
            unit = {
                "whole": {},
                "category": {"category": self.categories.get(name)},
                "dimension": {"dimension": scheme.dimensions.filter(code=name).first()},
                "township": {"township": self.townships.get(name)},
            }[kind]
            within = {"group": contest.groups.get(name=group[0])} if group else {}
            decision = self.decision(contest, kind="award", rule=rules[d.award], places=d.places, **unit, **within)
            for number in d.named:
                decision.entries.create(entry=entries[number], wins=number in d.winners)
        if given.order:
            decision = self.decision(contest, kind="order")
            for place, number in enumerate(given.order, start=1):
                decision.entries.create(entry=entries[number], place=place)

    def decision(self, contest, **fields):
        return scored.Decision.objects.create(
            assessment=contest, reason="班子研究", decided_at=timezone.now(), decided_on=timezone.localdate(), **fields
        )

    def store_previous(self, given: reference.Contest, series, scheme) -> None:
        """An earlier, final contest of the series, where those who have a previous rank got it."""
        contest = self.contest(series, scheme, number=2, status="final")
        self.store_ranks(contest, {e.number: (e.previous_rank, 0) for e in given.entries if e.previous_rank})

    def store_ranks(self, contest, ranks: dict[int, tuple[int, Decimal]]) -> None:
        """A tally in which the entry of each number has this rank and score."""
        tally = scored.Tally.objects.create(
            assessment=contest, version=1, digest="", entries=len(ranks), sheets=0, started_at=timezone.now()
        )
        for number, (rank, final) in ranks.items():
            area = self.villages[number]
            entry = scored.Entry.objects.create(
                assessment=contest, number=number, area=area, name=area.name, township=self.townships[""]
            )
            scored.Standing.objects.create(tally=tally, entry=entry, final=final, rank=rank)


TOWNSHIPS = ["", *strategies.TOWNSHIPS]
GROUPS = ["K1", "K2", "K3", "observation", "peer", "leader"]


@pytest.fixture
def world():
    return World()


# ---------------------------------------------------------------- comparing


def from_reference(result: reference.Result) -> dict:
    """Everything the reference says, as plain data; figures as the tables keep them."""
    stored = reference.stored
    return {
        "entries": {
            number: {
                "contributions": {code: stored(points) for code, points in r.contributions.items()},
                "dimensions": {name: (stored(part.points), stored(part.full)) for name, part in r.dimensions.items()},
                "base": stored(r.base),
                "figures": {key: stored(points) for key, points in r.figures.items()},
                "bonus": r.bonus,
                "zeroed": stored(r.zeroed),
                "vetoes": (r.ranked_last, r.no_award),
                "final": r.final,
                "rank": (r.rank, r.scored_rank),
                "categories": r.category_ranks,
            }
            for number, r in result.entries.items()
        },
        "kept": result.kept,
        "awards": {(o.award, o.unit): o for o in result.awards if o.winners or o.tied or o.waiting},
    }


def from_database(contest: models.Contest) -> dict:
    """The newest tally in the same shape."""
    tally = contest.tallies.first()
    components = [c.code for c in contest.scheme.components.all()]
    dimensions = [*(d.code for d in contest.scheme.dimensions.all()), reference.UNSORTED]
    fields = scored.Field.objects.filter(component__scheme=contest.scheme)
    columns = {(f.component_id, f.indicator_id): f.order - 1 for f in fields}
    entries, kept = {}, {}
    standings = tally.standings.filter(rank__isnull=False).select_related("entry")
    for s in standings.prefetch_related(
        "category_ranks__category", "parts__component", "figure_parts__measure__component"
    ):
        points, full = map(fractions, (s.dimensions, s.dimensions_full))
        entries[s.entry.number] = {
            "contributions": dict(zip(components, fractions(s.contributions), strict=True)),
            "dimensions": dict(zip(dimensions, zip(points, full, strict=True), strict=True)),
            "base": Fraction(s.base),
            "figures": {
                (f.measure.component.code, columns[f.measure.component_id, f.measure.indicator_id]): Fraction(f.points)
                for f in s.figure_parts.all()
            },
            "bonus": Fraction(s.bonus),
            "zeroed": Fraction(s.zeroed or 0),
            "vetoes": (s.is_ranked_last, s.is_awardless),
            "final": Fraction(s.final),
            "rank": (s.rank, s.scored_rank),
            "categories": {c.category.name if c.category else reference.OTHER: c.rank for c in s.category_ranks.all()},
        }
        for part in s.parts.all():
            code = part.component.code
            for seat, is_kept in zip(part.seats, part.kept, strict=True):
                kept[code, s.entry.number, (code, seat)] = is_kept and not part.is_left_out
    return {"entries": entries, "kept": kept, "awards": awards_in_database(tally)}


def fractions(figures) -> list[Fraction]:
    return [Fraction(figure or 0) for figure in figures]


def awards_in_database(tally: scored.Tally) -> dict:
    rows = defaultdict(list)
    related = ("rule", "standing__entry", "group", "category", "dimension", "township")
    for award in tally.awards.select_related(*related):
        name = {
            "whole": lambda award: "",
            "category": lambda award: award.category.name if award.category else reference.OTHER,
            "dimension": lambda award: award.dimension.code,
            "township": lambda award: award.township.name,
        }[award.rule.unit](award)
        group = (award.group.name,) if award.group else ()
        rows[award.rule.name, (award.rule.unit, name, *group)].append(award)
    outcomes = {}
    for (rule, unit), awards in rows.items():
        by_state = defaultdict(set)
        for award in awards:
            by_state[award.state].add(award.standing and award.standing.entry.number)
            if award.decision_id:
                assert award.reason == "班子研究"
                by_state["decided"].add(award.standing.entry.number)
        open_places = {award.open_places for award in awards if award.state == "open"}
        assert len(open_places) <= 1
        outcomes[rule, unit] = reference.Outcome(
            rule, unit, frozenset(by_state["granted"]), frozenset(by_state["open"]), *(open_places or [0]),
            waiting=bool(by_state["waiting"]), decided=frozenset(by_state["decided"]),
        )  # fmt: skip
    return outcomes


def tally(contests: list[models.Contest]) -> dict:
    due = models.Contest.objects.filter(pk__in=[c.pk for c in contests])
    return {outcome.assessment.pk: outcome for outcome in tally_contests(due)}


def gaps_in_database(contest: models.Contest) -> set[tuple]:
    return {
        (what, component, indicator, name)
        for pk, _, what, component, indicator, _, entries in sql.gaps(s.sql for s in part_sources().values())
        for name in ([None] if what == "best" else entries)
        if pk == contest.pk
    }


def name_of_field(given: reference.Contest, gap: reference.Gap) -> str:
    [component] = [c for c in given.scheme.components if c.code == gap.component]
    return f"指标{gap.field}" if gap.field is not None and component.fields[gap.field].dimension else ""


def assert_agrees(contest: models.Contest, outcome, given: reference.Contest) -> None:
    expected = reference.tally(given)
    if isinstance(expected, reference.Refusal):
        assert outcome.problems
        too_few = {tuple(row) for pk, *row in sql.too_few_sheets() if pk == contest.pk}
        lacks = {(f"村{lack.entry}", lack.component, lack.have, lack.need) for lack in expected.lacks}
        assert too_few == lacks or (not too_few and contest.pk in sql.without_weight())
        assert gaps_in_database(contest) == {
            (g.what, g.component, name_of_field(given, g), None if g.entry is None else f"村{g.entry}")
            for g in expected.gaps
        }
    else:
        assert not outcome.problems
        assert from_database(contest) == from_reference(expected)


# ---------------------------------------------------------------- tests

CONTESTS = st.lists(strategies.contests(), min_size=1, max_size=2)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=set(Phase) - {Phase.explain},
)
@given(several=CONTESTS)
def test_the_tally_agrees_with_the_reference(world, several):
    """Several contests at once; sheets nobody handed in stop their contest until they are waived."""
    with transaction.atomic():
        stored = [world.store(given) for given in several]
        drafts = scored.Sheet.objects.filter(assessment__in=stored, status="draft")
        waiting = set(drafts.filter(entry__status="active").values_list("assessment_id", flat=True))
        outcomes = tally(stored)
        assert all(outcomes[pk].problems for pk in waiting)
        if waiting:
            drafts.update(status="waived", waived_reason="缺席")
            outcomes = tally(stored)
        for contest, given_contest in zip(stored, several, strict=True):
            assert_agrees(contest, outcomes[contest.pk], given_contest)
        again = tally(stored)
        assert not any(outcome.is_new for outcome in again.values())
        assert [o.digest for o in again.values()] == [o.digest for o in outcomes.values()]
        transaction.set_rollback(True)


@pytest.mark.parametrize("tie", ["include_all", "decide"])
def test_worked_example_1(world, tie):
    given_contest = worked_example_1(reference.AwardRule(1, "夺杯村", by="share", share=Fraction(3, 10), tie=tie))
    contest = world.store(given_contest)
    assert_agrees(contest, tally([contest])[contest.pk], given_contest)
    ranks = contest.tallies.get().standings.order_by("entry__number").values_list("rank", "final")
    assert [(rank, str(final)) for rank, final in ranks] == [
        (2, "89.60000000"),
        (2, "89.60000000"),
        (1, "89.70000000"),
        (4, "76.97000000"),
    ]


def test_what_is_left_out_needs_no_indicator_that_applies(world):
    """The first component is for a category nobody is of, and one of its sheets is missing."""
    nobodys = reference.Field(Decimal(10), "D1", frozenset({"C1"}))
    given_contest = reference.Contest(
        reference.Scheme(
            (
                reference.Component("K1", (nobodys,), weight=Decimal(40), minimum_sheets=2, too_few="leave_out"),
                reference.Component("K2", (reference.Field(Decimal(10)),), weight=Decimal(60)),
            ),
            dimensions=strategies.DIMENSIONS,
        ),
        entries=tuple(reference.Entry(number, "T1") for number in (1, 2)),
        sheets=tuple(
            sheet
            for number, points in ((1, 9), (2, 8))
            for sheet in (
                reference.Sheet("K1", number, ("K1", 1), (None,)),
                reference.Sheet("K2", number, ("K2", 1), (Decimal(points),)),
            )
        ),
    )
    contest = world.store(given_contest)
    assert_agrees(contest, tally([contest])[contest.pk], given_contest)
    finals = contest.tallies.get().standings.order_by("rank").values_list("entry__number", "final")
    assert [(number, int(final)) for number, final in finals] == [(1, 90), (2, 80)]


def test_an_entry_exactly_on_a_threshold_of_endless_fractions(world):
    """Seven of ten in each of three flags of 33.33… points: three flags, and not among those below seven tenths."""
    reached = reference.AwardRule(1, "得旗", unit="dimension", by="threshold", threshold=Decimal("0.7"))
    below = replace(reached, order=2, name="约谈", from_bottom=True)
    fields = tuple(reference.Field(Decimal(10), flag) for flag in strategies.DIMENSIONS)
    component = reference.Component("K1", fields, weight=Decimal(100))
    given_contest = reference.Contest(
        reference.Scheme((component,), strategies.DIMENSIONS, awards=(reached, below)),
        entries=(reference.Entry(1, "T1"), reference.Entry(2, "T1")),
        sheets=tuple(
            reference.Sheet("K1", entry, ("K1", seat), (Decimal(7), Decimal(7), Decimal(last)))
            for entry, last in ((1, 7), (2, 6))
            for seat in (1, 2, 3)
        ),
    )
    contest = world.store(given_contest)
    assert_agrees(contest, tally([contest])[contest.pk], given_contest)
    awards = contest.tallies.get().awards.order_by("rule__order", "dimension__order", "standing__entry__number")
    given_out = [(a.rule.name, a.dimension.code, a.standing.entry.number) for a in awards]
    assert given_out[:4] == [("得旗", flag, number) for flag in ("D1", "D2") for number in (1, 2)]
    assert given_out[4:] == [("得旗", "D3", 1), ("约谈", "D3", 2)]


def test_a_tie_is_parted_before_its_links_are_rounded(world):
    """Billionths of a point: equal in the eight decimals that are stored."""
    fields = (reference.Field(Decimal(3), "D1"), reference.Field(Decimal("99990")))
    parts = [
        reference.Component("K1", fields, weight=Decimal("0.0001")),
        reference.Component("K2", fields[1:], weight=Decimal("99.9999")),
    ]
    given_contest = reference.Contest(
        reference.Scheme(tuple(parts), strategies.DIMENSIONS, ties=(("dimension", "D1"),)),
        entries=(reference.Entry(1, "T1"), reference.Entry(2, "T1")),
        sheets=tuple(
            reference.Sheet(code, entry, (code, 1), points)
            for entry in (1, 2)
            for code, points in (("K1", (Decimal(entry), Decimal(0))), ("K2", (Decimal(0),)))
        ),
    )
    contest = world.store(given_contest)
    assert_agrees(contest, tally([contest])[contest.pk], given_contest)
    standings = contest.tallies.get().standings.order_by("rank").values_list("entry__number", "rank", "ties")
    assert [(number, rank) for number, rank, _ in standings] == [(2, 1), (1, 2)]
    assert {tuple(ties) for *_, ties in standings} == {(0,)}
