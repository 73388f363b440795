"""Rule sets as content, and content as TOML. architecture.md decision 5

*Content* is what a rule set says, in the shape of its file: the values of the rule set itself under the name of its
``head``, then a list of rows for each section, by field name, with codes where the tables have foreign keys. Files,
copies, builder pages and loaders all meet in it. ``notes`` says where each value comes from: path → clause, or
``unset`` where the document gives none. A note of a row (``dimensions.industry``) holds for all its values that have
no note of their own.

An app says with a ``Format`` what its rule sets consist of; a new setting is a field of the model, its name in the
section, and its place on the builder page.
"""

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from areas.kinds import Kind
from areas.models import Area
from core.errors import TouyanError
from core.values.numbers import plain
from rules.choices import UNSET
from rules.models import RuleNote, RuleSet

UNSET_LABEL = RuleNote._meta.get_field("is_unset").verbose_name
Content = dict[str, Any]
Names = Mapping[type[models.Model], Mapping[str, str]]
"""What rows are called, by model and code."""


@dataclass(frozen=True)
class Section:
    """Rows of one kind: their model, the fields a file holds, what names a row, and rows inside a row.

    Rows without a ``key`` (a chain of ties, the levels of an indicator) are one value together, read as ``words``
    tell. ``problems`` says what is wrong with a row beyond the constraints of its table, ``arrange`` brings the rows
    into the order in which they are kept, ``formats`` how a field reads that is no plain number or text. Where the key
    may be empty, ``unnamed`` is what paths and people call that row.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    key: str = "code"
    inner: Mapping[str, "Section"] = field(default_factory=dict)
    words: Callable[[Sequence[Mapping], Names], str] | None = None
    problems: Callable[[Mapping], Iterable[str]] | None = None
    arrange: Callable[[Iterable[dict]], list[dict]] = list
    formats: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    unnamed: tuple[str, str] = ("", "")

    def model_field(self, name: str) -> models.Field:
        return self.model._meta.get_field(name)

    def name_of(self, row: Mapping) -> str:
        """How paths name the row."""
        return row[self.key] or self.unnamed[0]

    @property
    def lists(self) -> list[str]:
        """The inner sections that are one value."""
        return [name for name, inner in self.inner.items() if not inner.key]

    @property
    def several(self) -> list[str]:
        """The fields that refer to several rows each."""
        return [name for name in self.fields if self.model_field(name).many_to_many]

    @property
    def references(self) -> dict[str, type[models.Model]]:
        """The models that fields of a row refer to by code, one row each."""
        fields = (self.model_field(name) for name in self.fields)
        return {each.name: each.related_model for each in fields if each.is_relation and not each.many_to_many}

    def read_rows(self, rows: Iterable[models.Model]) -> list[dict]:
        return [self.read(row) for row in rows]

    def read(self, row: models.Model) -> dict:
        """What a stored row says, in the shape of a file."""
        values = {name: _read_value(self.model_field(name), row) for name in self.fields}
        for name, inner in self.inner.items():
            values[name] = inner.read_rows(getattr(row, name).all())
        return values

    def key_of(self, row: models.Model):
        """What names a stored row in a file."""
        return _read_value(self.model_field(self.key), row) if self.key else row.order

    def columns(self, values: Mapping, rows: Mapping[type[models.Model], Mapping[str, models.Model]]) -> dict:
        """What the row's own columns hold, codes replaced by ``rows``."""
        references, columns = self.references, {}
        for name in self.fields:
            if name in references:
                columns[name] = rows[references[name]][values[name]] if values[name] else None
            elif name not in self.several:
                columns[name] = values[name]
        return columns

    def prefetched(self, path: str = "") -> Iterator[str]:
        """What is read along with the rows, relative to them."""
        for name in self.fields:
            if self.model_field(name).many_to_many or (path and self.model_field(name).is_relation):
                yield f"{path}{name}"
        for name, inner in self.inner.items():
            yield f"{path}{name}"
            yield from inner.prefetched(f"{path}{name}__")

    def row_problems(self, values: Mapping) -> Iterator[str]:
        """What the table's own constraints say against a row, in their words, and what else it may not be."""
        attributes = {}
        for name in self.fields:
            each = self.model_field(name)
            if each.concrete and not each.many_to_many:
                attributes[each.attname] = (1 if values[name] else None) if each.is_relation else values[name]
        row = self.model(**attributes)
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                try:
                    constraint.validate(self.model, row)
                except ValidationError as error:
                    yield from error.messages
        if self.problems:
            yield from self.problems(values)


def _read_value(field: models.Field, row: models.Model):
    """What a file holds of it: codes for what it refers to."""
    if field.many_to_many:
        return [each.code for each in getattr(row, field.name).all()]
    value = getattr(row, field.name)
    return value.code if isinstance(value, models.Model) else value


@dataclass(frozen=True)
class Format:
    """How the rule sets of one model are written: ``what`` they are called, the ``head`` (name and section of the rule
    set itself), its ``sections`` in an order in which no row refers to a later one, and the ``kinds`` they refer to.
    """

    what: str
    head: str
    root: Section
    sections: Mapping[str, Section]
    kinds: tuple[type[Kind], ...] = ()

    @property
    def model(self) -> type[RuleSet]:
        return self.root.model

    @property
    def note_model(self) -> type[RuleNote]:
        return self.model._meta.get_field("notes").related_model

    @property
    def owner(self) -> str:
        """What rows and notes call the rule set they belong to."""
        return self.model._meta.get_field("notes").field.name

    # ------------------------------------------------------------ content

    def blank(self, code: str, name: str) -> Content:
        """The content of a rule set that says nothing yet: all settings as the tables have them by default."""
        given = {"code": code, "name": name}
        values = {each: given.get(each, default(self.root.model_field(each))) for each in self.root.fields}
        return {self.head: values, **{name: [] for name in self.sections}, "notes": {}}

    def values_of(self, content: Content) -> dict[str, Any]:
        """Every value by its path, in the file's order. Rows that nothing names are one value."""
        found = {f"{self.head}.{name}": value for name, value in content[self.head].items()}
        for name, section in self.sections.items():
            if not section.key:
                found[name] = content[name]
                continue
            for path, row, part, _ in _rows(name, section, content[name]):
                found |= {f"{path}.{each}": row[each] for each in (*part.fields, *part.lists)}
        return found

    def labels(self, content: Content) -> dict[str, str]:
        """Each path in words: ``components.observation.weight`` → ``实地观摩 · 权重``."""
        found = {f"{self.head}.{name}": self.root.model_field(name).verbose_name for name in self.root.fields}
        names = self.names(content)
        for name, section in self.sections.items():
            if not section.key:
                found[name] = section.model._meta.verbose_name
                continue
            for path, row, part, owner in _rows(name, section, content[name]):
                if (key := part.model_field(part.key)).is_relation:
                    named = names[key.related_model].get(row[part.key], part.unnamed[1])
                    title = f"{owner['name']} · {named}" if owner else named
                else:
                    title = row["name"]
                found |= {f"{path}.{each}": f"{title} · {part.model_field(each).verbose_name}" for each in part.fields}
                found |= {
                    f"{path}.{each}": f"{title} · {part.inner[each].model._meta.verbose_name}" for each in part.lists
                }
        return found

    def shown(self, content: Content) -> dict[str, str]:
        """Each value as a person reads it, codes replaced by names."""
        names = self.names(content)
        head = content[self.head].items()
        found = {f"{self.head}.{name}": in_words(self.root, name, value, names) for name, value in head}
        for name, section in self.sections.items():
            if not section.key:
                found[name] = section.words(content[name], names) or "无"
                continue
            for path, row, part, _ in _rows(name, section, content[name]):
                found |= {f"{path}.{each}": in_words(part, each, row[each], names) for each in part.fields}
                found |= {f"{path}.{each}": part.inner[each].words(row[each], names) or "无" for each in part.lists}
        return found

    def place(self, path: str, name_of: Callable[[type[models.Model], str], str]) -> str:
        """A path in words whether or not its row is there: 评分项 · 实地观摩 · 权重. What is no path stays as it is."""
        first, *rest = path.split(".")
        section, is_row = self.sections.get(first, self.root), first != self.head
        if section is self.root and is_row:
            return path
        words = [section.model._meta.verbose_name]
        for part in rest:
            try:
                if is_row:
                    key = section.model_field(section.key)
                    named = key.related_model if key.is_relation else section.model
                    words.append(section.unnamed[1] if part == section.unnamed[0] else name_of(named, part))
                elif part in section.inner:
                    section = section.inner[part]
                    words.append(section.model._meta.verbose_name)
                else:
                    words.append(section.model_field(part).verbose_name)
            except FieldDoesNotExist:
                words.append(part)
            is_row = not is_row
        return " · ".join(map(str, words))

    def note_titles(self, notes: Sequence[RuleNote]) -> list[str]:
        """Notes as a reader of their history knows them: 评分项 · 实地观摩 · 权重：D3 五(二)."""
        wanted = {getattr(note, f"{self.owner}_id") for note in notes}
        codes = {}
        for model in self.coded_models():
            rows = model.objects.filter(**{f"{self.owner}__in": wanted})
            for owner, code, name in rows.values_list(self.owner, "code", "name"):
                codes[owner, model, code] = name

        def title(note: RuleNote) -> str:
            owner = getattr(note, f"{self.owner}_id")
            return self.place(note.path, lambda model, code: codes.get((owner, model, code), code))

        return [f"{title(note)}：{note.clause or UNSET_LABEL}" for note in notes]

    def coded_models(self) -> Iterator[type[models.Model]]:
        """The models whose rows other rows refer to by code."""
        for section in self.sections.values():
            for each in (section, *section.inner.values()):
                if each.key == "code":
                    yield each.model

    def kind_rows(self) -> dict[type[models.Model], dict[str, models.Model]]:
        """The kinds that rows refer to, by code."""
        return {kind: {row.code: row for row in kind.objects.all()} for kind in self.kinds}

    def names(self, content: Content) -> Names:
        """What the kinds and the content's own rows are called."""
        names = {kind: {code: str(row) for code, row in rows.items()} for kind, rows in self.kind_rows().items()}
        names |= {model: {} for model in self.coded_models()}
        for name, section in self.sections.items():
            if section.key == "code":
                for _, row, part, _ in _rows(name, section, content[name]):
                    if part.key == "code":
                        names[part.model][row["code"]] = row["name"]
        return names

    def read(self, rule_set: RuleSet) -> Content:
        """What the stored rule set says."""
        content = {self.head: self.root.read(rule_set)}
        for name, section in self.sections.items():
            rows = section.model.objects.filter(**{self.owner: rule_set}).select_related(*section.references or [None])
            content[name] = section.read_rows(rows.prefetch_related(*section.prefetched()).order_by(*_order(section)))
        content["notes"] = {note.path: UNSET if note.is_unset else note.clause for note in rule_set.notes.all()}
        return content

    # ------------------------------------------------------------ to TOML

    def dump(self, rule_set: RuleSet) -> str:
        """The rule set as a file that ``parse`` reads back to the same content."""
        return self.to_toml(self.read(rule_set))

    def to_toml(self, content: Content) -> str:
        """Content as a file: every value spelled out, its clause beside it."""
        notes = content["notes"]
        lines = [*_table(f"[{self.head}]", self.head, self.root, content[self.head], notes)]
        for name, section in self.sections.items():
            for row in content[name]:
                path = f"{name}.{section.name_of(row)}" if section.key else name
                lines += ["", *_table(f"[[{name}]]", path, section, row, notes)]
                for each, inner in section.inner.items():
                    for part in row[each] if inner.key else ():
                        here = f"{path}.{each}.{inner.name_of(part)}"
                        lines += ["", *_table(f"[[{name}.{each}]]", here, inner, part, notes)]
        if notes:
            lines += ["", f'# 出处：条款，或 "{UNSET}"（{UNSET_LABEL}）', "[notes]"]
            lines += [f"{_toml(path)} = {_toml(clause)}" for path, clause in notes.items()]
        return "\n".join(lines) + "\n"

    # ------------------------------------------------------------ from TOML

    def title_of(self, path: Path) -> str:
        """What a file is called on the screen: the rule set's name and the document it carries out."""
        head = tomllib.loads(path.read_text("utf-8"))[self.head]
        return f"{head['name']}（依据：{head['basis']}）"

    def shipped(self, folder: Path) -> dict[str, Path]:
        """The files of this kind that come with the system, by name."""
        start = f"[{self.head}]"
        paths = sorted(folder.glob("*.toml"))
        return {path.stem: path for path in paths if start in path.read_text("utf-8").splitlines()}

    def parse(self, text: str, *, area: Area | None = None) -> Content:
        """The content of a file that ``area`` loads, with the shared kinds and those of that county.

        Raises ``TouyanError`` whose items name every wrong value by its path.
        """
        try:
            raw = tomllib.loads(text, parse_float=Decimal)
        except (tomllib.TOMLDecodeError, ArithmeticError) as error:
            raise TouyanError("文件不是有效的 TOML", items=[str(error)]) from error
        reader = _Reader(self, area.code if area else "")
        content = reader.content(raw)
        if reader.problems:
            raise TouyanError(f"{self.what}文件有误，请改正后再载入：", items=reader.problems)
        return content


def note_for(notes: Mapping[str, Any], path: str) -> Any:
    """The note that holds for ``path``: its own, else that of the row or section around it; ``None`` without one."""
    while path not in notes:
        path, _, cut = path.rpartition(".")
        if not cut:
            return None
    return notes[path]


def in_words(section: Section, name: str, value, names: Names) -> str:
    """The value of one field as a person reads it."""
    field = section.model_field(name)
    if field.many_to_many:
        return "、".join(names[field.related_model][code] for code in value) or "无"
    if value is None or value == "":
        return "不设"
    if field.is_relation:
        return names[field.related_model][value]
    if field.choices:
        return str(dict(field.choices)[value])
    if isinstance(value, bool):
        return "是" if value else "否"
    if name in section.formats:
        return section.formats[name](value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def default(field: models.Field):
    """What a value is when a file leaves it out; ``None`` also where it may not be left out."""
    if field.many_to_many:
        return []
    if field.has_default():
        return field.to_python(field.get_default())
    return "" if field.empty_strings_allowed and not field.null and not field.is_relation else None


def is_required(field: models.Field) -> bool:
    """Whether a file may not leave the value out."""
    value = default(field)
    return (value is None and not field.null) or (value == "" and not field.blank)


def expected(field: models.Field) -> tuple[str, Callable[[Any], bool]]:
    """What a file must hold for a field, in words and as a test."""
    if field.many_to_many:
        return "代码的列表", lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value)
    if isinstance(field, models.BooleanField):
        return "true 或 false", lambda value: isinstance(value, bool)
    if isinstance(field, models.DecimalField):
        return "数字", lambda value: isinstance(value, int | Decimal) and not isinstance(value, bool)
    if isinstance(field, models.IntegerField):
        return "整数", lambda value: isinstance(value, int) and not isinstance(value, bool)
    return "文字（加引号）", lambda value: isinstance(value, str)


def _rows(
    path: str, section: Section, rows: Iterable[dict], owner: Mapping | None = None
) -> Iterator[tuple[str, dict, Section, Mapping]]:
    """Each row of a section, and of the named sections inside, with its path and the row around it."""
    for row in rows:
        here = f"{path}.{section.name_of(row)}"
        yield here, row, section, owner or {}
        for name, inner in section.inner.items():
            if inner.key:
                yield from _rows(f"{here}.{name}", inner, row[name], row)


def _order(section: Section) -> tuple[str, ...]:
    return ("order", "pk") if any(each.name == "order" for each in section.model._meta.fields) else ("pk",)


def _table(head: str, path: str, section: Section, row: dict, notes: Mapping[str, str]) -> Iterator[str]:
    yield head
    for name in (*section.fields, *section.lists):
        if not _is_empty(row[name]):
            note = notes.get(f"{path}.{name}")
            yield f"{name} = {_toml(row[name])}" + (f"  # {UNSET_LABEL}" if note == UNSET else "")


def _is_empty(value) -> bool:
    return value is None or value in ("", [])


def _toml(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name} = {_toml(each)}' for name, each in value.items() if not _is_empty(each))}}}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return plain(value)


class _Reader:
    """Checks a file value by value and collects all that is wrong."""

    def __init__(self, form: Format, county: str):
        self.format = form
        self.problems: list[str] = []
        # known codes of what rows refer to, in order
        self.codes: dict[type[models.Model], list[str]] = {
            kind: list(kind.objects.known_in(county).values_list("code", flat=True)) for kind in form.kinds
        }

    def wrong(self, path: str, problem: str) -> None:
        self.problems.append(f"{path}：{problem}")

    def content(self, raw: dict) -> Content:
        head, sections = self.format.head, self.format.sections
        for name in raw.keys() - {head, "notes", *sections}:
            self.wrong(name, "没有这一节")
        given = raw.get(head, {})
        found: Content = {head: self.row(head, self.format.root, given if isinstance(given, dict) else {})}
        for name, section in sections.items():
            found[name] = self.rows(name, section, raw.get(name, []))
        found["notes"] = {} if self.problems else self.notes(raw.get("notes", {}), found)
        return found

    def rows(self, path: str, section: Section, raw) -> list[dict]:
        if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
            self.wrong(path, f"应写成若干个 [[{path}]]" if section.key else "应写成 [{…}, {…}]")
            return []
        before, found, keys = len(self.problems), [], set()
        for number, row in enumerate(raw, 1):
            key = row.get(section.key, "" if section.unnamed[0] else None) if section.key else None
            here = f"{path}.{key if isinstance(key, str) and key else number}"
            if isinstance(key, str) and key in keys:
                self.wrong(here, f"{section.model_field(section.key).verbose_name}重复")
            elif isinstance(key, str):
                keys.add(key)
                self.register(here, section, key)
            found.append(self.row(here, section, row))
        return section.arrange(found) if len(self.problems) == before else found

    def register(self, path: str, section: Section, code: str) -> None:
        """Remember the row's code for those that refer to it; within a file it names one row."""
        if section.key == "code":
            known = self.codes.setdefault(section.model, [])
            if code in known:
                self.wrong(path, f"别处已有相同代码的{section.model._meta.verbose_name}")
            known.append(code)

    def row(self, path: str, section: Section, raw: dict) -> dict:
        for name in raw.keys() - {*section.fields, *section.inner}:
            self.wrong(f"{path}.{name}", "没有这一项")
        before = len(self.problems)
        values = {name: self.value(f"{path}.{name}", section.model_field(name), raw) for name in section.fields}
        for name, inner in section.inner.items():
            values[name] = self.rows(f"{path}.{name}", inner, raw.get(name, []))
        if len(self.problems) == before:
            for problem in section.row_problems(values):
                self.wrong(path, problem)
        return values

    def value(self, path: str, field: models.Field, raw: dict):
        if field.name not in raw:
            if is_required(field):
                self.wrong(path, f"缺少{field.verbose_name}")
            return default(field)
        value = raw[field.name]
        what, fits = expected(field)
        if not fits(value):
            return self.wrong(path, f"应为{what}")
        if field.is_relation:
            known = self.codes.get(field.related_model, [])
            unknown = [code for code in (value if field.many_to_many else [value]) if code not in known]
            for code in unknown:
                self.wrong(path, f"没有代码为“{code}”的{field.related_model._meta.verbose_name}")
            return sorted(set(value), key=known.index) if field.many_to_many and not unknown else value
        if field.choices and value not in dict(field.choices):
            return self.wrong(path, f"应为 {'、'.join(dict(field.choices))} 之一")
        try:
            return field.clean(value, None)
        except ValidationError as error:
            return self.wrong(path, "；".join(error.messages))

    def notes(self, raw, content: Content) -> dict[str, str]:
        values = self.format.values_of(content)
        places = set(values)
        for path in values:
            while "." in path:
                path = path.rpartition(".")[0]
                places.add(path)
        clause = RuleNote._meta.get_field("clause")
        for path, note in raw.items() if isinstance(raw, dict) else [("notes", raw)]:
            here = f"notes.{path}"
            if not isinstance(note, str) or not note.strip() or len(note) > clause.max_length:
                self.wrong(here, f"应为不超过 {clause.max_length} 字的条款，或 {UNSET}")
            elif path not in places:
                self.wrong(here, f"{self.format.what}里没有这一项")
            elif note == UNSET and path not in values:
                self.wrong(here, f"{UNSET} 只能写在单个值上")
        return raw
