"""Schemes: made, copied, edited as drafts, put to use and frozen. C1, scoring.md §§1–7"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from pypinyin import lazy_pinyin

from areas.models import Area, Category, IndicatorKind
from cadres.models import PostKind
from contests import policy, presets
from contests.choices import ComponentKind, Coverage, Recipient, SchemeStatus
from contests.models import AwardKind, Component, Field, Indicator, Measure, RaterGroup, Scheme, SchemeNote
from contests.presets import LOCAL, SECTIONS, UNSET, Content
from contests.services.tally import as_policy
from core.errors import Stale, TouyanError
from core.lifecycle import advance, record

CODE_LENGTH = 40


def code_for(name: str, taken: Iterable[str] = (), *, fallback: str = "item") -> str:
    """An English code made from a Chinese name, different from those ``taken``: 实地观摩 → ``shidiguanmo``."""
    stem = re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(name)).lower())[: CODE_LENGTH - 4] or fallback
    taken, code, number = set(taken), stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code


# ---------------------------------------------------------------- making


@transaction.atomic
def create_scheme(*, area: Area, year: int, user, name: str = "", content: Content | None = None) -> Scheme:
    """A draft of ``area`` and ``year`` with this content (an empty one without), as the next edition of its code."""
    content = content or presets.blank(code_for(name, fallback="scheme"), name)
    settings = content["scheme"] | ({"name": name} if name else {})
    Area.objects.select_for_update().get(pk=area.pk)  # one edition at a time
    same = Scheme.objects.filter(area=area, code=settings["code"], year=year)
    edition = (same.aggregate(last=Max("edition"))["last"] or 0) + 1
    scheme = Scheme.objects.create(area=area, year=year, edition=edition, **settings)
    _write(scheme, content)
    SchemeNote.objects.bulk_create(_note(scheme, path, clause) for path, clause in content["notes"].items())
    record(scheme, "", SchemeStatus.DRAFT, user=user)
    return scheme


def _note(scheme: Scheme, path: str, clause: str) -> SchemeNote:
    is_unset = clause == UNSET
    return SchemeNote(scheme=scheme, path=path, clause="" if is_unset else clause, is_unset=is_unset)


@transaction.atomic
def copy_scheme(*, scheme: Scheme, area: Area, year: int, user, name: str = "") -> Scheme:
    """A draft with the same content; within one area and year it is the next edition.

    What the office of the same area has confirmed stays confirmed; another area confirms anew.
    """
    copy = create_scheme(area=area, year=year, user=user, name=name, content=presets.read(scheme))
    copy.copied_from = scheme
    copy.save(update_fields=["copied_from"])
    if area.pk == scheme.area_id:
        for note in scheme.notes.filter(confirmed_by__isnull=False):
            copy.notes.filter(path=note.path).update(confirmed_by=note.confirmed_by, confirmed_at=note.confirmed_at)
    return copy


@dataclass(frozen=True)
class Loaded:
    """What loading a file did: its scheme, and whether that was made now."""

    scheme: Scheme
    is_new: bool

    def problems(self) -> list[str]:
        """What keeps a draft from use besides values to be confirmed, so that loading says it and not only 启用."""
        return [] if self.scheme.is_frozen else policy.scheme_problems(as_data(self.scheme))

    def __str__(self) -> str:
        if not self.is_new:
            return f"{self.scheme}与文件相同，没有改动"
        unset = self.scheme.notes.filter(is_unset=True).count()
        return f"已载入{self.scheme}，状态为草稿" + (f"，其中 {unset} 处{presets.UNSET_LABEL}" if unset else "")


@transaction.atomic
def load_preset(*, text: str, area: Area, year: int, user=None) -> Loaded:
    """Load a scheme file for an area and a year.

    Does nothing if an edition there says the same; otherwise makes a new edition as a draft, so that neither a scheme
    in use nor what somebody typed is overwritten.
    """
    content = presets.parse(text, area=area)
    editions = Scheme.objects.filter(area=area, year=year, code=content["scheme"]["code"]).order_by("-edition")
    for scheme in editions:
        if presets.read(scheme) == content:
            return Loaded(scheme, is_new=False)
    return Loaded(create_scheme(area=area, year=year, user=user, content=content), is_new=True)


# ---------------------------------------------------------------- editing a draft


def _locked_draft(scheme: Scheme) -> Scheme:
    row = Scheme.objects.select_for_update().get(pk=scheme.pk)
    if row.is_frozen:
        raise TouyanError(f"{row}已启用，不能再修改；请复制为新版本")
    return row


@transaction.atomic
def save_content(*, scheme: Scheme, content: Content, version: int, user) -> Scheme:
    """Make the draft say ``content`` (its notes are kept here, not taken from there).

    ``version`` is the one the content started from; raises ``Stale`` if somebody saved since. A value that changed is
    the office's own from now on: an unset one counts as confirmed by ``user``, one with a clause loses it.
    """
    row = _locked_draft(scheme)
    if row.version != version:
        raise Stale
    before = presets.values_of(presets.read(row))
    for name, value in content["scheme"].items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _write(row, content)
    _follow(row, before, presets.values_of(content), user)
    return row


def _follow(scheme: Scheme, before: dict, after: dict, user) -> None:
    """Keep the notes true to the values."""
    notes = {note.path: note for note in scheme.notes.all()}
    gone = [path for path in notes if not any(each == path or each.startswith(f"{path}.") for each in after)]
    scheme.notes.filter(path__in=gone).delete()
    for path in [path for path in after if path in before and after[path] != before[path]]:
        note = presets.note_for(notes, path)
        if note is None:
            continue
        if note.is_unset:
            note.confirmed_by, note.confirmed_at = user, timezone.now()
            note.save()
        elif note.clause != LOCAL:
            scheme.notes.update_or_create(path=path, defaults={"clause": LOCAL})


def _write(scheme: Scheme, content: Content) -> None:
    """Make the rows of a draft those of ``content``; rows that stay keep their identity."""
    kinds = {kind: {row.code: row for row in kind.objects.all()} for kind in presets.KINDS}
    dimensions = _save(scheme, scheme.dimensions, "dimensions", content["dimensions"])
    indicators = _save(
        scheme, scheme.indicators, "dimensions.indicators",
        [{**row, "dimension": d["code"]} for d in content["dimensions"] for row in d["indicators"]],
        dimension=dimensions,
    )  # fmt: skip
    for row in (row for dimension in content["dimensions"] for row in dimension["indicators"]):
        indicator = indicators[row["code"]]
        indicator.categories.set(kinds[Category][code] for code in row["categories"])
        _replace(scheme, indicator.levels, presets.LEVELS, row["levels"], indicator=indicator)
    components = _save(scheme, scheme.components, "components", content["components"], rater_group=kinds[RaterGroup])
    for row in content["components"]:
        components[row["code"]].indicators.set(indicators[code] for code in row["indicators"])
        _write_measures(scheme, components[row["code"]], row["measures"], indicators, kinds[IndicatorKind])
    bonus_groups = _save(scheme, scheme.bonus_groups, "bonus_groups", content["bonus_groups"])
    items = _save(
        scheme, scheme.bonus_items, "bonus_items", content["bonus_items"], group=bonus_groups, dimension=dimensions
    )
    ties = _save(
        scheme, scheme.tie_breaks, "tie_breaks", content["tie_breaks"], component=components, dimension=dimensions
    )
    awards = kinds[AwardKind]
    rules = _save(scheme, scheme.award_rules, "awards", content["awards"], kind=awards, counted_kind=awards)
    for row in content["awards"]:
        rule = rules[row["name"]]
        _replace(scheme, rule.posts, presets.POSTS, row["posts"], {"post": kinds[PostKind]}, rule=rule)
    for manager, kept in [
        (scheme.tie_breaks, ties), (scheme.award_rules, rules), (scheme.bonus_items, items),
        (scheme.bonus_groups, bonus_groups), (scheme.components, components), (scheme.indicators, indicators),
        (scheme.dimensions, dimensions),
    ]:  # fmt: skip
        manager.exclude(pk__in=[row.pk for row in kept.values()]).delete()


def _write_measures(scheme: Scheme, component: Component, wanted: list[dict], indicators: dict, sources: dict) -> None:
    """Nothing refers to the measures of a draft, so those of a component that changed are made anew."""
    if presets.rows_of(presets.MEASURES, component.measures) == wanted:
        return
    component.measures.all().delete()
    for order, row in enumerate(wanted, 1):
        fields = {name: row[name] for name in presets.MEASURES.fields}
        fields["indicator"] = indicators[row["indicator"]] if row["indicator"] else None
        fields["source"] = sources[row["source"]] if row["source"] else None
        measure = Measure.objects.create(scheme=scheme, component=component, order=order, **fields)
        _replace(scheme, measure.bands, presets.BANDS, row["bands"], measure=measure)


def _replace(
    scheme: Scheme, manager, section: presets.Section, wanted: list[dict], targets: dict | None = None, **owner
) -> None:
    """Make the rows of one value those wanted; ``targets`` as in ``_save``."""
    if presets.rows_of(section, manager) != wanted:
        manager.all().delete()
        for order, row in enumerate(wanted, 1):
            keys = {each: rows[row[each]] if row[each] else None for each, rows in (targets or {}).items()}
            section.model.objects.create(scheme=scheme, order=order, **owner, **row | keys)


def _save(scheme: Scheme, manager, name: str, wanted: list[dict], **targets: dict) -> dict[str, models.Model]:
    """Create or change one row for each wanted one, matched by its key; returns them by key.

    ``targets`` give, for each foreign key, the rows its codes stand for.
    """
    section = presets.INDICATORS if name == "dimensions.indicators" else SECTIONS[name]
    key = section.key or "order"
    stored = {getattr(row, key): row for row in manager.all()}
    found = {}
    for order, values in enumerate(wanted, 1):
        mark = values[key] if section.key else order
        row = stored.get(mark) or section.model(scheme=scheme)
        fields = {each: values[each] for each in section.fields if not section.model_field(each).many_to_many}
        fields |= {each: rows[values[each]] if values[each] else None for each, rows in targets.items()}
        if any(each.name == "order" for each in section.model._meta.fields):
            fields["order"] = order
        if row.pk is None or any(getattr(row, each) != value for each, value in fields.items()):
            for each, value in fields.items():
                setattr(row, each, value)
            row.save()
        found[mark] = row
    return found


@transaction.atomic
def confirm_values(*, scheme: Scheme, paths: Iterable[str], user) -> int:
    """Take the proposed values at ``paths`` as the office's own; returns how many were open."""
    row = _locked_draft(scheme)
    open_notes = row.notes.filter(path__in=list(paths), is_unset=True, confirmed_by__isnull=True)
    return open_notes.update(confirmed_by=user, confirmed_at=timezone.now())


@transaction.atomic
def reopen_values(*, scheme: Scheme, paths: Iterable[str]) -> int:
    """Take back confirmations: the values stand as they are and wait again; returns how many."""
    row = _locked_draft(scheme)
    confirmed = row.notes.filter(path__in=list(paths), is_unset=True, confirmed_by__isnull=False)
    return confirmed.update(confirmed_by=None, confirmed_at=None)


# ---------------------------------------------------------------- use


@transaction.atomic
def put_to_use(*, scheme: Scheme, user) -> Scheme:
    """Freeze a sound draft, with the columns of its sheets; a retired scheme may be used again as it is.

    Raises ``TouyanError`` with everything that is still wrong.
    """
    scheme.refresh_from_db(from_queryset=Scheme.objects.select_for_update())
    if scheme.status == SchemeStatus.DRAFT:
        problems = problems_of(scheme)
        if problems:
            raise TouyanError("还不能启用，请先处理：", items=problems)
        Field.objects.bulk_create(_fields(scheme))
    return advance(scheme, SchemeStatus.IN_USE, user=user)


def retire(*, scheme: Scheme, user, reason: str = "") -> Scheme:
    """No new contest may use the scheme; those that do go on."""
    return advance(scheme, SchemeStatus.RETIRED, user=user, reason=reason)


@transaction.atomic
def delete_draft(*, scheme: Scheme) -> None:
    """Throw a draft away."""
    _locked_draft(scheme).delete()


def problems_of(scheme: Scheme) -> list[str]:
    """What must be mended or confirmed before the scheme can be put to use, one Chinese sentence each."""
    problems = policy.scheme_problems(as_data(scheme))
    open_paths = set(scheme.notes.filter(is_unset=True, confirmed_by__isnull=True).values_list("path", flat=True))
    if open_paths:
        content = presets.read(scheme)
        labels, values = presets.labels(content), presets.shown(content)
        problems += [
            f"{label}（现填 {values[path]}）{presets.UNSET_LABEL}，请确认"
            for path, label in labels.items()
            if path in open_paths
        ]
    return problems


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
