"""The life of rule sets: made, copied, loaded, edited as drafts, confirmed, put to use and frozen.

An app calls these with its ``Format`` and adds what its own rules ask for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from pypinyin import lazy_pinyin

from areas.models import Area
from core.data.lifecycle import advance, record
from core.data.steps import Step
from core.errors import Stale, TouyanError
from rules import choices
from rules.choices import LOCAL, UNSET, RuleSetStatus
from rules.content import UNSET_LABEL, Content, Format, Section, note_for
from rules.models import RuleNote, RuleSet

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
def create(form: Format, *, area: Area, year: int, user, name: str = "", content: Content | None = None) -> RuleSet:
    """A draft of ``area`` and ``year`` with this content (an empty one without), as the next edition of its code."""
    content = content or form.blank(code_for(name, fallback=form.head), name)
    settings = content[form.head] | ({"name": name} if name else {})
    Area.objects.select_for_update().get(pk=area.pk)  # one edition at a time
    same = form.model.objects.filter(area=area, code=settings["code"], year=year)
    edition = (same.aggregate(last=Max("edition"))["last"] or 0) + 1
    columns = form.root.columns(settings, form.kind_rows())
    rule_set = form.model.objects.create(area=area, year=year, edition=edition, **columns)
    _Writer(form, rule_set).write(content)
    notes = (_note(form, rule_set, path, clause) for path, clause in content["notes"].items())
    form.note_model.objects.bulk_create(notes)
    record(rule_set, "", RuleSetStatus.DRAFT, user=user)
    return rule_set


def _note(form: Format, rule_set: RuleSet, path: str, clause: str) -> RuleNote:
    is_unset = clause == UNSET
    clause = "" if is_unset else clause
    return form.note_model(**{form.owner: rule_set}, path=path, clause=clause, is_unset=is_unset)


@transaction.atomic
def copy(form: Format, *, rule_set: RuleSet, area: Area, year: int, user, name: str = "") -> RuleSet:
    """A draft with the same content; within one area and year it is the next edition.

    What the office of the same area has confirmed stays confirmed; another area confirms anew.
    """
    made = create(form, area=area, year=year, user=user, name=name, content=form.read(rule_set))
    made.copied_from = rule_set
    made.save(update_fields=["copied_from"])
    if area.pk == rule_set.area_id:
        for note in rule_set.notes.filter(confirmed_by__isnull=False):
            made.notes.filter(path=note.path).update(confirmed_by=note.confirmed_by, confirmed_at=note.confirmed_at)
    return made


@dataclass(frozen=True)
class Loaded:
    """What loading a file did: its rule set, and whether that was made now."""

    rule_set: RuleSet
    is_new: bool

    def __str__(self) -> str:
        if not self.is_new:
            status = self.rule_set.get_status_display()
            return f"{self.rule_set}（{status}）与文件相同，没有另建；要修改的请复制为新版本"
        unset = self.rule_set.notes.filter(is_unset=True).count()
        return f"已载入{self.rule_set}，状态为草稿" + (f"，其中 {unset} 处{UNSET_LABEL}" if unset else "")


@transaction.atomic
def load(form: Format, *, text: str, area: Area, year: int, user=None) -> Loaded:
    """Load a file for an area and a year.

    Does nothing if an edition there says the same; otherwise makes a new edition as a draft, so that neither a rule
    set in use nor what somebody typed is overwritten.
    """
    content = form.parse(text, area=area)
    editions = form.model.objects.filter(area=area, year=year, code=content[form.head]["code"]).order_by("-edition")
    for rule_set in editions:
        if form.read(rule_set) == content:
            return Loaded(rule_set, is_new=False)
    return Loaded(create(form, area=area, year=year, user=user, content=content), is_new=True)


# ---------------------------------------------------------------- editing a draft


def locked_draft(rule_set: RuleSet) -> RuleSet:
    """The row, held until the end of the transaction; ``TouyanError`` if it is a draft no more."""
    row = type(rule_set).objects.select_for_update().get(pk=rule_set.pk)
    if row.is_frozen:
        raise TouyanError(f"{row}已启用，不能再修改；请复制为新版本")
    return row


@transaction.atomic
def save_content(form: Format, *, rule_set: RuleSet, content: Content, version: int, user) -> RuleSet:
    """Make the draft say ``content`` (its notes are kept here, not taken from there).

    ``version`` is the one the content started from; raises ``Stale`` if somebody saved since. A value that changed is
    the office's own from now on: an unset one counts as confirmed by ``user``, one with a clause loses it.
    """
    row = locked_draft(rule_set)
    if row.version != version:
        raise Stale
    before = form.values_of(form.read(row))
    for name, value in form.root.columns(content[form.head], form.kind_rows()).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _Writer(form, row).write(content)
    _follow(row, before, form.values_of(content), user)
    return row


def _follow(rule_set: RuleSet, before: dict, after: dict, user) -> None:
    """Keep the notes true to the values."""
    notes = {note.path: note for note in rule_set.notes.all()}
    gone = [path for path in notes if not any(each == path or each.startswith(f"{path}.") for each in after)]
    rule_set.notes.filter(path__in=gone).delete()
    for path in [path for path in after if path in before and after[path] != before[path]]:
        note = note_for(notes, path)
        if note is None:
            continue
        if note.is_unset:
            note.confirmed_by, note.confirmed_at = user, timezone.now()
            note.save()
        elif note.clause != LOCAL:
            rule_set.notes.update_or_create(path=path, defaults={"clause": LOCAL})


class _Writer:
    """Makes the rows of a draft those of a content; rows that stay keep their identity."""

    def __init__(self, form: Format, rule_set: RuleSet):
        self.form = form
        self.owner = {form.owner: rule_set}
        # what codes stand for: the kinds, then every row written
        self.rows = form.kind_rows() | {model: {} for model in form.coded_models()}

    def write(self, content: Content) -> None:
        kept: list[tuple[Section, list[models.Model]]] = []
        for name, section in self.form.sections.items():
            kept += self.save(section, [(values, {}) for values in content[name]])
        for section, rows in reversed(kept):
            stored = section.model.objects.filter(**self.owner)
            stored.exclude(pk__in=[row.pk for row in rows]).delete()

    def save(self, section: Section, wanted: list[tuple[dict, dict]]) -> list[tuple[Section, list[models.Model]]]:
        """One row for each wanted one (its values, and the row around it), matched by its key; what is kept of it."""
        kept = section.model.objects.filter(**self.owner).select_related(*section.references or [None])
        stored = {section.key_of(row): row for row in kept}
        ordered = any(each.name == "order" for each in section.model._meta.fields)
        found = []
        for order, (values, around) in enumerate(wanted, 1):
            row = stored.get(values[section.key] if section.key else order) or section.model(**self.owner)
            fields = section.columns(values, self.rows) | around | ({"order": order} if ordered else {})
            if row.pk is None or any(getattr(row, each) != value for each, value in fields.items()):
                for each, value in fields.items():
                    setattr(row, each, value)
                row.save()
            if section.key == "code":
                self.rows[section.model][row.code] = row
            found.append(row)
        pairs = [(row, values) for row, (values, _) in zip(found, wanted, strict=True)]
        for row, values in pairs:
            for name in section.several:
                targets = self.rows[section.model_field(name).related_model]
                getattr(row, name).set(targets[code] for code in values[name])
        kept = [(section, found)]
        for name, inner in section.inner.items():
            if inner.key == "code":
                parts = [(part, _around(inner, row)) for row, values in pairs for part in values[name]]
                kept += self.save(inner, parts)
            else:
                for row, values in pairs:
                    self.replace(inner, getattr(row, name), values[name], _around(inner, row))
        return kept

    def replace(self, section: Section, manager, wanted: list[dict], around: dict) -> None:
        """Nothing refers to these rows, so they are made anew when one of them changed."""
        if section.read_rows(manager.all()) == wanted:
            return
        manager.all().delete()
        for order, values in enumerate(wanted, 1):
            row = section.model.objects.create(
                **self.owner, **around, order=order, **section.columns(values, self.rows)
            )
            for name, inner in section.inner.items():
                self.replace(inner, getattr(row, name), values[name], _around(inner, row))


def _around(section: Section, row: models.Model) -> dict[str, models.Model]:
    """The foreign key of a section's rows to the row around them."""
    [name] = [each.name for each in section.model._meta.fields if each.related_model is type(row)]
    return {name: row}


# ---------------------------------------------------------------- confirming


@transaction.atomic
def confirm_values(*, rule_set: RuleSet, paths: Iterable[str], user) -> int:
    """Take the proposed values at ``paths`` as the office's own; returns how many were open."""
    row = locked_draft(rule_set)
    open_notes = row.notes.filter(path__in=list(paths), is_unset=True, confirmed_by__isnull=True)
    return open_notes.update(confirmed_by=user, confirmed_at=timezone.now())


@transaction.atomic
def reopen_values(*, rule_set: RuleSet, paths: Iterable[str]) -> int:
    """Take back confirmations: the values stand as they are and wait again; returns how many."""
    row = locked_draft(rule_set)
    confirmed = row.notes.filter(path__in=list(paths), is_unset=True, confirmed_by__isnull=False)
    return confirmed.update(confirmed_by=None, confirmed_at=None)


def unconfirmed(form: Format, rule_set: RuleSet) -> list[str]:
    """What the document left open and the office has not confirmed, a sentence each."""
    open_paths = set(rule_set.notes.filter(is_unset=True, confirmed_by=None).values_list("path", flat=True))
    if not open_paths:
        return []
    content = form.read(rule_set)
    labels, values = form.labels(content), form.shown(content)
    return [
        f"{label}（现填 {values[path]}）{UNSET_LABEL}，请确认" for path, label in labels.items() if path in open_paths
    ]


# ---------------------------------------------------------------- use


class RuleSets:
    """An app's rule sets: how they are written, and their steps, each by the office of their area.

    ``reads``, ``changes`` and ``uses`` are the verbs of reading, of writing drafts and of putting them to use;
    ``addresses`` is what the names of their addresses begin with, as in ``"scoring:scheme"``; ``used_for`` says in
    words what uses them. Files in ``folder`` come with the system.
    """

    format: Format
    folder: Path | None = None
    reads: str
    changes: str
    uses: str
    addresses: str
    used_for: str

    def __init__(self):
        self.using = self._step(
            choices.USE, self.uses, "use", check=self.check_sound, perform=self._use,
            confirm=lambda row: f"启用“{row}”后即可用于{self.used_for}，方案内容从此锁定；以后要改，请复制为新版本。",
        )  # fmt: skip
        self.reusing = self._step(
            choices.REUSE, self.uses, "use", perform=self._use,
            confirm=lambda row: f"重新启用“{row}”后，新的{self.used_for}可以再选它。",
        )  # fmt: skip
        self.retiring = self._step(
            choices.RETIRE, self.uses, "retire", perform=self._retire,
            confirm=lambda row: f"停用“{row}”后，新的{self.used_for}不能再选它；已在使用的{self.used_for}不受影响。",
        )  # fmt: skip
        self.deleting = self._step(
            choices.DELETE, self.changes, "delete", perform=self._delete,
            then=lambda row: reverse(f"{self.addresses}_list"),
            confirm=lambda row: f"将删除草稿“{row}”，其中的内容不能恢复。",
        )  # fmt: skip
        self.steps = (self.deleting, self.using, self.retiring, self.reusing)

    def _step(self, step: Step, permission: str, address: str, **more) -> Step:
        return step.having(
            permission=permission, address=f"{self.addresses}_{address}", whose=self.is_own, **more
        )  # fmt: skip

    # ------------------------------------------------ what an app says
    def above(self) -> list[tuple[str, str]]:
        """What lies above their list: (label, address)."""
        return []

    def problems(self, rule_set: RuleSet) -> list[str]:
        """What must be mended before it can be put to use, one sentence each."""
        return []

    def freeze(self, rule_set: RuleSet) -> None:
        """Make what is derived from it."""

    # ------------------------------------------------ what follows from it
    @property
    def title(self) -> str:
        """What they are called in full: 评分方案."""
        return str(self.format.model._meta.verbose_name)

    def shipped(self) -> dict[str, Path]:
        """The files that come with the system, by name."""
        return self.format.shipped(self.folder) if self.folder else {}

    def unconfirmed(self, rule_set: RuleSet) -> list[str]:
        """What the document left open and the office has not confirmed, a sentence each."""
        return unconfirmed(self.format, rule_set)

    # ------------------------------------------------ the steps
    def is_own(self, rule_set: RuleSet, user) -> bool:
        return user.acting is not None and user.acting.area_id == rule_set.area_id

    def check_sound(self, rule_set: RuleSet, today=None) -> None:
        if found := [*self.problems(rule_set), *self.unconfirmed(rule_set)]:
            raise TouyanError("还不能启用，请先处理：", items=found)

    @transaction.atomic
    def put_to_use(self, rule_set: RuleSet, *, user) -> RuleSet:
        """Freeze a sound draft, or ``TouyanError`` with all that is wrong. A retired one may be used again as it is."""
        rule_set.refresh_from_db(from_queryset=type(rule_set).objects.select_for_update())
        if rule_set.status == RuleSetStatus.DRAFT:
            self.check_sound(rule_set)
            self.freeze(rule_set)
        return advance(rule_set, RuleSetStatus.IN_USE, user=user)

    def _use(self, rule_set: RuleSet, *, user, today) -> str:
        self.put_to_use(rule_set, user=user)
        return f"已启用{rule_set}，可以用于{self.used_for}"

    def _retire(self, rule_set: RuleSet, *, user, today, reason: str) -> str:
        retire(rule_set=rule_set, user=user, reason=reason)
        return f"已停用{rule_set}"

    def _delete(self, rule_set: RuleSet, *, user, today) -> None:
        delete_draft(rule_set=rule_set)


def retire(*, rule_set: RuleSet, user, reason: str = "") -> RuleSet:
    """Nothing new may use the rule set; what does already goes on."""
    return advance(rule_set, RuleSetStatus.RETIRED, user=user, reason=reason)


@transaction.atomic
def delete_draft(*, rule_set: RuleSet) -> None:
    """Throw a draft away."""
    locked_draft(rule_set).delete()
