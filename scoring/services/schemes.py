"""Schemes: made, copied, edited as drafts, put to use and frozen. C1, scoring.md §§1–7"""

from dataclasses import dataclass

from areas.models import Area
from core.data.lifecycle import called
from rules import services as rules
from scoring import policy
from scoring.choices import ComponentKind, Coverage, Recipient
from scoring.models import Assessment, Component, Field, Indicator, Measure, Scheme
from scoring.presets import FOLDER, SCHEMES
from scoring.services.tally import as_policy

# ---------------------------------------------------------------- life


def create_scheme(**options) -> Scheme:
    """A draft of ``area`` and ``year`` (``rules.services.create``)."""
    return rules.create(SCHEMES, **options)


def copy_scheme(*, scheme: Scheme, **options) -> Scheme:
    """A draft with the same content (``rules.services.copy``)."""
    return rules.copy(SCHEMES, rule_set=scheme, **options)


@dataclass(frozen=True)
class Loaded:
    """What loading a file did (``rules.services.Loaded``)."""

    loaded: rules.Loaded

    @property
    def scheme(self) -> Scheme:
        return self.loaded.rule_set

    @property
    def is_new(self) -> bool:
        return self.loaded.is_new

    def problems(self) -> list[str]:
        """What keeps a draft from use besides values to be confirmed, so that loading says it and not only 启用."""
        return [] if self.scheme.is_frozen else policy.scheme_problems(as_data(self.scheme))

    def __str__(self) -> str:
        return str(self.loaded)


def load_preset(*, text: str, area: Area, year: int, user=None) -> Loaded:
    """Load a scheme file for an area and a year (``rules.services.load``)."""
    return Loaded(rules.load(SCHEMES, text=text, area=area, year=year, user=user))


def save_content(*, scheme: Scheme, **options) -> Scheme:
    """Make a draft say what the builder sent (``rules.services.save_content``)."""
    return rules.save_content(SCHEMES, rule_set=scheme, **options)


def put_to_use(*, scheme: Scheme, user) -> Scheme:
    """Freeze a sound draft, with the columns of its sheets; a retired scheme may be used again as it is.

    Raises ``TouyanError`` with everything that is still wrong.
    """
    return SCHEME_STEPS.put_to_use(scheme, user=user)


class SchemeSteps(rules.RuleSets):
    format, folder = SCHEMES, FOLDER
    reads, changes, uses = "scoring.view_scheme", "scoring.change_scheme", "scoring.use_scheme"
    addresses = "scoring:scheme"

    @property
    def used_for(self) -> str:
        return called(Assessment)

    def above(self):
        return [Assessment.owners()[0].list_crumb()]

    def problems(self, rule_set):
        return policy.scheme_problems(as_data(rule_set))

    def freeze(self, rule_set):
        Field.objects.bulk_create(_fields(rule_set))


SCHEME_STEPS = SchemeSteps()


def problems_of(scheme: Scheme) -> list[str]:
    """What must be mended or confirmed before the scheme can be put to use, one Chinese sentence each."""
    return [*SCHEME_STEPS.problems(scheme), *rules.unconfirmed(SCHEMES, scheme)]


# ---------------------------------------------------------------- as the rules see it


def as_data(scheme: Scheme) -> policy.SchemeData:
    """The stored scheme as the pure rules see it."""
    dimensions = {row.pk: row.code for row in scheme.dimensions.all()}
    columns: dict[int, list[policy.FieldData]] = {}
    fields = _fields(scheme)
    for field in fields:
        part = field.indicator
        data = policy.FieldData(field.name, field.maximum, dimensions[part.dimension_id] if part else "")
        columns.setdefault(field.component_id, []).append(data)
    return policy.SchemeData(
        full_mark=scheme.full_mark,
        components=tuple(
            policy.ComponentData(
                code=row.code, name=row.name, fields=tuple(columns.get(row.pk, ())), combine=row.combine,
                weight=row.weight, factor=row.factor, drop_high=row.drop_high, drop_low=row.drop_low,
                minimum_sheets=row.minimum_sheets, too_few=row.too_few, kind=row.kind,
                is_second_round=row.is_second_round, measures=tuple(map(_as_measure, row.measures.all())),
                unmeasured=_unmeasured(row, fields),
            )
            for row in scheme.components.prefetch_related("measures__bands", "measures__indicator", "measures__source")
        ),
        dimensions={row.code: row.name for row in scheme.dimensions.all()},
        ties=tuple(
            (row.kind, target.code if (target := row.component or row.dimension) else "")
            for row in scheme.tie_breaks.select_related("component", "dimension")
        ),
        awards=tuple(as_policy(row) for row in scheme.award_rules.all()),
        subject=scheme.subject,
        base_points=scheme.base_points,
        paid_by_post=tuple(scheme.award_rules.filter(recipient=Recipient.POSTS).values_list("name", flat=True)),
    )  # fmt: skip


def _as_measure(row: Measure) -> policy.MeasureData:
    maximum = row.indicator.maximum if row.indicator else row.component.overall_maximum
    bands = tuple((band.lower, band.points) for band in row.bands.all())
    of_village = {"of_village": True, "village_unit": row.source.unit} if row.source else {}
    return policy.MeasureData(str(row), maximum, row.method, bands, unit=row.unit.strip(), **of_village)


def _unmeasured(component: Component, fields: list[Field]) -> tuple[str, ...]:
    """The columns of a recorded component without a measure."""
    if component.kind != ComponentKind.RECORDED:
        return ()
    measured = {measure.indicator_id for measure in component.measures.all()}
    own = [field for field in fields if field.component_id == component.pk]
    return tuple(field.name for field in own if field.indicator_id not in measured)


def _fields(scheme: Scheme) -> list[Field]:
    """The columns of each component's sheet, in the order of the indicators. scoring.md §1"""
    every = list(Indicator.objects.filter(scheme=scheme).order_by("dimension__order", "order"))
    found = []
    for component in scheme.components.prefetch_related("indicators"):
        if component.coverage == Coverage.OVERALL:
            found.append(Field(component=component, order=1, maximum=component.overall_maximum))
            continue
        chosen = {row.pk for row in component.indicators.all()}
        covered = [row for row in every if component.coverage == Coverage.ALL or row.pk in chosen]
        found += [
            Field(component=component, order=order, indicator=row, maximum=row.maximum)
            for order, row in enumerate(covered, 1)
        ]
    return found
