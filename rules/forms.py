"""The builder of rule sets: a whole rule set as one form, and the small forms around it.

What a rule set consists of is in its ``rules.content.Format``; the builder makes a form of each section by itself. An
app writes a form of its own where rows depend on each other or some fields rule out others.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.db.models import Max
from django.http import QueryDict

from core.pages.forms import Form, ModelForm, PlainWords
from core.values.numbers import plain
from rules.content import Content, Format, Section
from rules.models import RuleSet
from rules.services import RuleSets, code_for

YEARS = (2020, 2100)
NEW_MARK = "__new__"
PARENT_MARK = "__parent__"


def _year_field(year: int) -> forms.IntegerField:
    return forms.IntegerField(label="年度", min_value=YEARS[0], max_value=YEARS[1], initial=year)


class RuleSetCreateForm(Form):
    """A new draft: from a file that comes with the system, or empty."""

    source = forms.ChoiceField(label="起点", required=False, widget=forms.RadioSelect)
    name = forms.CharField(label="名称", max_length=80, required=False)

    def __init__(self, *args, rule_sets: RuleSets, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty = f"空白{rule_sets.format.what}"
        self.fields["name"].help_text = f"只在选“{self.empty}”时填写"
        self.fields["year"] = _year_field(year)
        shipped = [(name, rule_sets.format.title_of(path)) for name, path in rule_sets.shipped().items()]
        self.fields["source"].choices = [*shipped, ("", self.empty)]
        self.fields["source"].initial = shipped[0][0] if shipped else ""

    def clean(self):
        data = super().clean()
        if not data.get("source") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", f"{self.empty}须填名称")
        return data


class RuleSetCopyForm(Form):
    """Where the copy goes: a year of the own area."""

    name = forms.CharField(label="名称", max_length=80)

    def __init__(self, *args, rule_set: RuleSet, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = rule_set.name
        self.fields["year"] = _year_field(rule_set.year)
        same = type(rule_set).objects.filter(area=area, code=rule_set.code, year=rule_set.year)
        last = same.aggregate(last=Max("edition"))["last"]
        self.fields["year"].help_text = (
            f"留在 {rule_set.year} 年即成为第 {last + 1} 版" if last else "复制到本区域，成为该年度第 1 版"
        )


# ---------------------------------------------------------------- the parts of the page


def choose_by_code(form: forms.BaseForm) -> list[str]:
    """Let the form's foreign keys go by code, as in files; returns their names."""
    names = [name for name, field in form.fields.items() if isinstance(field, forms.ModelChoiceField)]
    for name in names:
        form.fields[name].empty_label = "请选择"
        form.fields[name].to_field_name = "code"
    return names


class SettingsForm(ModelForm):
    """What holds for the rule set as a whole."""

    wide = ("name", "basis")
    open_fields: Iterable[str] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("version")  # the builder sends one for the whole rule set
        for name in choose_by_code(self):
            self.initial[name] = _as_code(getattr(self.instance, name))
        self.initial |= {name: plain(v) for name, v in self.initial.items() if isinstance(v, Decimal)}


class RowMixin(PlainWords):
    """A row of the builder. ``mark`` names it within the page: the code of a stored row, anything for a new one.

    Foreign keys go by code, as in files. ``kind`` is what the page's script calls such rows, ``heading`` what people
    call all of them, ``adding`` the button for one more, ``new_title`` one without a name; ``wide`` fields take more
    room.
    """

    kind = ""
    heading = ""
    remark = ""
    adding = "添加一项"
    new_title = "新的一项"
    named_by = "name"
    wide: tuple[str, ...] = ()

    def __init__(self, *args, mark: str, open_fields: Iterable[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.mark = mark
        self.open_fields = set(open_fields)
        choose_by_code(self)
        self.initial = {name: plain(v) if isinstance(v, Decimal) else v for name, v in self.initial.items()}

    def values(self) -> dict:
        """The row as files have it."""
        return {name: _as_code(self.cleaned_data[name]) for name in self.fields}

    def require(self, name: str, message: str) -> None:
        """The field must be filled; what is wrong with it already is enough."""
        if self.cleaned_data.get(name) in (None, "", []) and name not in self.errors:
            self.add_error(name, message)

    def drop(self, *names: str) -> None:
        """Values that do not apply go back to the table's defaults, so that hidden fields are in nobody's way."""
        for name in names:
            field = self._meta.model._meta.get_field(name)
            rows = field.many_to_many or field.one_to_many
            self.cleaned_data[name] = [] if rows else field.get_default() if field.has_default() else None
            self.errors.pop(name, None)

    @property
    def title(self) -> str:
        """The row's name as it stands in the form now."""
        bound = self[self.named_by]
        if isinstance(bound.field, forms.ChoiceField):
            words = {str(code): label for code, label in bound.field.choices if code}
            return str(words.get(str(bound.value() or ""), ""))
        return str(bound.value() or "").strip()


def _as_code(value):
    if isinstance(value, models.QuerySet):
        return [row.code for row in value]
    return value.code if isinstance(value, models.Model) else value


def settings_form(form: Format) -> type[SettingsForm]:
    """The settings of a rule set, all of them in the order of its file."""
    return _made(form.root, SettingsForm)


def row_form(section: Section) -> type[RowMixin]:
    """The rows of a section with all their fields, the first of which names them unless there is a name."""
    fields = [name for name in section.fields if name != "code"]
    meta, named_by = section.model._meta, "name" if "name" in fields else fields[0]
    words = {"kind": meta.model_name, "heading": str(meta.verbose_name), "named_by": named_by}
    words |= {"adding": f"添加{meta.verbose_name}", "new_title": f"新{meta.verbose_name}"}
    return _made(section, RowMixin, forms.ModelForm, **words)


def _made(section: Section, *bases: type, **attributes) -> type:
    fields = tuple(name for name in section.fields if name != "code")
    meta = type("Meta", (), {"model": section.model, "fields": fields})
    return type(f"{section.model.__name__}Form", bases, {"Meta": meta, **attributes})


@dataclass(frozen=True)
class Rows:
    """One section of the page: what the browser calls its list, its rows, and an empty one to make new ones from."""

    name: str
    rows: list[RowMixin]
    blank: RowMixin
    is_open: bool = False

    @property
    def kind(self) -> str:
        return self.blank.kind  # in a template a field of that name would be found first


# ---------------------------------------------------------------- the builder


class Builder:
    """All of a draft in one page.

    The browser sends, for each section, the marks of its rows in their order (``components``: ``observation``,
    ``new1`` …) and each row's fields under ``<section>-<mark>-``. Rows it does not send are gone.

    ``settings_form`` and ``row_forms`` (by section) take the place of those that are made from the format. Rows inside
    rows, and sections whose rows refer to each other, are the app's to build; see ``scoring.forms.schemes``.
    """

    settings_form: type[SettingsForm] | None = None
    row_forms: Mapping[str, type[RowMixin]] = {}

    def __init__(self, form: Format, *, rule_set: RuleSet, user, data: QueryDict | None = None):
        self.format, self.rule_set, self.user, self.data = form, rule_set, user, data
        self.stored = form.read(rule_set)
        self.open_paths = {note.path for note in rule_set.notes.all() if note.is_unset and not note.confirmed_by_id}
        self.settings = (self.settings_form or settings_form(form))(data, instance=copy(rule_set), user=user)
        self.settings.open_fields = self.open_fields(form.head)
        self.parts: dict[str, Rows] = {}
        self.build()
        self.keep_in_reach([*self.forms(), *(part.blank for part in self.parts.values())])

    def build(self) -> None:
        """Make the parts of the page."""
        for name, section in self.format.sections.items():
            self.part(name, self.row_forms.get(name) or row_form(section))

    def part(self, name: str, form_class: type[RowMixin], rows: list[dict] | None = None, *, listed="", **options):
        """One section: its rows as sent or as stored (``rows`` where they are not stored as the form has them).

        ``listed`` is what the browser calls it, ``options`` go to each row.
        """
        listed = listed or name
        rows = self.stored[name] if rows is None else rows
        made = self.make_rows(form_class, listed, rows, path=name, key=self.format.sections[name].key, **options)
        blank = form_class(prefix=f"{listed}-{NEW_MARK}", mark=NEW_MARK, **options)
        self.parts[name] = Rows(listed, made, blank, is_open=name in self.open_paths)

    def make_rows(
        self, form_class, name: str, rows: list[dict], *, key: str = "code", prefix: str = "", path: str = "", **options
    ) -> list:
        """The forms of one list of rows: as sent, or as stored."""
        prefix, path = prefix or name, path or name
        stored = {str(row.get("code", at)): row for at, row in enumerate(rows, 1)}
        marks = list(stored) if self.data is None else list(dict.fromkeys(self.data.getlist(name)))
        return [
            form_class(
                self.data, initial=None if self.data is not None else stored[mark], prefix=f"{prefix}-{mark}",
                mark=mark, open_fields=self.open_fields(f"{path}.{stored.get(mark, {}).get(key, mark)}"), **options,
            )
            for mark in marks
        ]  # fmt: skip

    def open_fields(self, path: str) -> set[str]:
        """Fields of a row whose proposed value nobody has confirmed yet."""
        return {each.rpartition(".")[2] for each in self.open_paths if each.rpartition(".")[0] == path}

    def keep_in_reach(self, rows: Iterable[forms.BaseForm]) -> None:
        """Rows offer the kinds of the user's county only."""
        for field in (field for form in rows for field in form.fields.values()):
            if isinstance(field, forms.ModelChoiceField) and hasattr(field.queryset, "for_user"):
                field.queryset = field.queryset.for_user(self.user)

    # what was sent

    def forms(self) -> list[forms.BaseForm]:
        return [self.settings, *(form for part in self.parts.values() for form in part.rows)]

    def is_valid(self) -> bool:
        """Whether every row is right by itself, and among its like."""
        valid = not self.wrong
        for name, part in self.parts.items():
            section = self.format.sections[name]
            if section.key not in ("", "code") and unlike(part.rows, section.key, part.blank.heading):
                valid = False
            for form in part.rows if section.problems and not section.inner and valid else ():
                for problem in section.problems(form.values()):
                    form.add_error(None, problem)
                    valid = False
        return valid

    @property
    def wrong(self) -> int:
        """How many places have to be mended."""
        return sum(len(form.errors) for form in self.forms())

    def content(self) -> Content:
        """What the valid form says, for ``rules.services.save_content``."""
        settings = {name: _as_code(self.settings.cleaned_data[name]) for name in self.settings._meta.fields}
        content = {self.format.head: self.stored[self.format.head] | settings}
        return content | {name: self.content_of(name) for name in self.format.sections} | {"notes": {}}

    def content_of(self, name: str) -> list[dict]:
        """What the rows of a section say; one that is not on the page stays as it is."""
        if name not in self.parts:
            return self.stored[name]
        part, section = self.parts[name], self.format.sections[name]
        if section.key != "code":
            return [form.values() for form in part.rows]
        codes = self.codes(part.rows, self.stored[name], part.blank.kind)
        return [form.values() | {"code": codes[form.mark]} for form in part.rows]

    @staticmethod
    def codes(rows: Iterable[RowMixin], stored: list[dict], fallback: str) -> dict[str, str]:
        """Mark → code: kept where the row is stored, made from its name where it is new."""
        known = {row["code"] for row in stored}
        codes = {form.mark: form.mark for form in rows if form.mark in known}
        for form in rows:
            if form.mark not in known:
                codes[form.mark] = code_for(form.title, {*known, *codes.values()}, fallback=fallback)
        return {form.mark: codes[form.mark] for form in rows}

    def differences(self) -> list[tuple[str, str, str]]:
        """What the valid form says otherwise than the stored rule set: (what, mine, theirs)."""
        mine, theirs = self.content(), self.stored
        values, stored = self.format.values_of(mine), self.format.values_of(theirs)
        labels = self.format.labels(theirs) | self.format.labels(mine)
        shown, stored_shown = self.format.shown(mine), self.format.shown(theirs)
        return [
            (label, shown.get(path, "（没有）"), stored_shown.get(path, "（没有）"))
            for path, label in labels.items()
            if not path.endswith(".code") and values.get(path) != stored.get(path)
        ]


def unlike(rows: Iterable[RowMixin], name: str, what: str) -> bool:
    """Says beside ``name`` where a row repeats another's; returns whether one does."""
    taken: list[Any] = []
    repeated = False
    for form in rows:
        value = form.cleaned_data.get(name)
        if value is not None and value in taken:
            form.add_error(name, f"{what}{form.fields[name].label}重复")
            repeated = True
        taken.append(value)
    return repeated
