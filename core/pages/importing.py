"""Rows out of a workbook: each through the form of the page, previewed, all or nothing, undone on request. ux.md 4

``FormImporter`` reads and writes the rows of a register; the pages below lead through it. What lies between (the file,
the kept preview, the marked workbook) is ``core.files.imports``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.generic import FormView, TemplateView, View
from django_htmx.http import HttpResponseClientRedirect

from core.data.constraints import refusing
from core.errors import Stale, TouyanError
from core.files import excel, imports
from core.files.imports import CHANGED, ERROR, NEW, SAME, Item, as_typed
from core.models import ImportRun
from core.pages.conflicts import as_data, as_text
from core.pages.forms import Form
from core.pages.views import Action, BaseFormPage, ScopedMixin, error_html, figures, typed
from core.values.filenames import file_name

SHOWN = 500  # items of a tab
HEAD_WITHIN = 12  # rows in which the head has to come
BLANK_ROWS = 30  # of the template, with lines to write on
YES_NO = {"是": "on", "否": ""}
NO_DATA = (*(words.rstrip("：") for words in excel.SIGNATURES), "填报单位", "合计", "总计", "小计")
WHOLE = "整行"
NAMED = 8  # options that a sentence names


# ---------------------------------------------------------------- columns
@dataclass(frozen=True)
class Input:
    """One field of the form as a column: ``checks`` are further columns that tell rows of one name apart."""

    name: str
    header: str
    field: forms.Field
    path: str = ""
    checks: tuple[tuple[str, str], ...] = ()

    @property
    def paths(self) -> dict[str, str]:
        """Head → path from what is chosen to the text that stands there."""
        return {self.header: self.path, **dict(self.checks)}


class Choices:
    """What a column chooses from, read once: by the text that stands in it and by code."""

    def __init__(self, column: Input):
        self.column, self.rows, self.options = column, {}, []
        self.named: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
        deep = {path.rpartition("__")[0] for path in column.paths.values()} - {""}
        for row in column.field.queryset.select_related(*deep):
            key, texts = str(row.pk), {head: _text_at(row, path) for head, path in column.paths.items()}
            self.rows[key] = row
            self.options.append(texts[column.header])
            for name in {texts[column.header], str(getattr(row, "code", ""))} - {""}:
                self.named[name].append((key, texts))

    def find(self, text: str, checks: Mapping[str, str]) -> str:
        """The key of what a line means; ``TouyanError`` where that is nothing or not clear."""
        named = self.named.get(text, [])
        if not named:
            raise TouyanError(f"没有“{text}”，或不在您的范围内")
        for head, said in checks.items():
            fitting = [each for each in named if each[1][head] == said]
            if not fitting:
                raise TouyanError(f"“{text}”的{head}是“{named[0][1][head]}”，不是“{said}”")
            named = fitting
        if len(named) > 1:
            open_ = "、".join(head for head, _ in self.column.checks if head not in checks)
            codes = "、".join(str(getattr(self.rows[key], "code", key)) for key, _ in named[:NAMED])
            ways = [f"把{open_}也填上"] if open_ else []
            raise TouyanError(f"有 {len(named)} 个“{text}”，请{'，或'.join([*ways, f'改填代码（{codes}）'])}")
        return named[0][0]

    def pick(self, value):
        """In place of the field's own look-up, which would ask the database for each line."""
        if value in self.column.field.empty_values:
            return None
        try:
            return self.rows[str(getattr(value, "pk", value))]
        except KeyError:
            raise ValidationError("没有这一项，请重新选择") from None


def _text_at(row, path: str) -> str:
    for name in filter(None, path.split("__")):
        row = getattr(row, name, None)
    return "" if row is None else str(row)


def _text(value) -> str:
    return value.strip() if isinstance(value, str) else as_typed(value)


# ---------------------------------------------------------------- the importer
class FormImporter:
    """Reads and writes workbooks of a register's rows for ``user``."""

    def __init__(self, register, user):
        self.register, self.user = register, user
        self.model, self.form_class = register.model, register.form

    def form(self, data=None, instance=None) -> forms.ModelForm:
        """The page's form, which need not ask the database line by line whether what was chosen is there."""
        form = self.form_class(data, instance=instance, user=self.user)
        for name, choices in self.choices.items():
            form.fields[name].to_python = choices.pick
        row = form.instance
        row.clean_fields = lambda exclude=None: type(row).clean_fields(row, {*(exclude or ()), *self.choices})
        return form

    @cached_property
    def inputs(self) -> list[Input]:
        """The fields of the form in the order of the table, those it does not show behind."""
        found: dict[str, Input] = {}
        fields = {
            name: field
            for name, field in self.form_class(user=self.user).fields.items()
            if not (field.disabled or isinstance(field, forms.FileField) or field.widget.is_hidden)
        }
        checks = defaultdict(list)
        for name, column in self.register.table.base_columns.items():
            root, _, rest = str(column.accessor or name).replace(".", "__").partition("__")
            head = str(self.heads.get(name, ""))
            if root not in fields or not head:
                continue
            if root not in found:
                found[root] = Input(root, head, fields[root], rest)
            elif isinstance(fields[root], forms.ModelChoiceField):
                checks[root].append((head, rest))
        for name in [name for name in fields if name not in found]:
            found[name] = Input(name, str(fields[name].label or name), fields[name])
        return [replace(each, checks=tuple(checks[each.name])) for each in found.values()]

    @cached_property
    def heads(self) -> dict[str, str]:
        table = self.register.table(self.model._default_manager.none())
        return {bound.name: str(bound.header) for bound in table.columns}

    @cached_property
    def choices(self) -> dict[str, Choices]:
        chosen = [each for each in self.inputs if isinstance(each.field, forms.ModelChoiceField)]
        return {each.name: Choices(each) for each in chosen}

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """Field → what may stand in its column → what the form takes."""
        found = {}
        for each in self.inputs:
            if isinstance(each.field, forms.BooleanField):
                found[each.name] = YES_NO
            elif isinstance(each.field, forms.ChoiceField) and each.name not in self.choices:
                named = [(code, label) for code, label in each.field.choices if code not in ("", None)]
                found[each.name] = {str(label): str(code) for code, label in named}
        return found

    # -------- down
    def template(self) -> list[excel.SheetSpec]:
        """An empty workbook with drop-downs, and a sheet that says what goes where."""
        columns, lines = [], []
        for each in self.inputs:
            options = self._options(each)
            width = 20 if not options else min(max(12, *map(excel.visual, options)), 30)
            kind = "date" if isinstance(each.field, forms.DateField) else "text"
            must = "必填" if each.field.required and each.name not in self.words else "可不填"
            columns.append(excel.Column(each.header, width, kind, options=tuple(options)))
            lines.append([each.header, must, self._hint(each, options)])
            for head, _ in each.checks:
                columns.append(excel.Column(head, 14))
                lines.append([head, "可不填", f"用来核对{each.header}，区分同名的"])
        keys = "、".join(each.header for each in self.inputs if each.name in self.register.key)
        notes = [
            f"一行一条。{keys}都相同的是同一条：系统里已有的，填了的格改成表里的，空白的格不动",
            "表头的字不要改；列的先后不限，用不上的列可以删。上传后先预览，确认才写入",
        ]
        guide = [excel.Column("列", 18), excel.Column("要不要填", 10, "center"), excel.Column("怎么填", 70)]
        blank = [[None] * len(columns)] * BLANK_ROWS
        noun = self.register.noun
        return [
            excel.SheetSpec(noun, columns, blank, title=f"{noun}导入表", notes=notes, signatures=False),
            excel.SheetSpec("填写说明", guide, lines, title="填写说明", signatures=False),
        ]

    def _options(self, column: Input) -> list[str]:
        if column.name in self.choices:
            return list(dict.fromkeys(self.choices[column.name].options))
        return list(self.words.get(column.name, ()))

    def _hint(self, column: Input, options: Sequence[str]) -> str:
        said = [str(column.field.help_text)] if column.field.help_text else []
        if options:
            said.append(f"从下拉里选：{'、'.join(options[:NAMED])}{'……' if len(options) > NAMED else ''}")
        elif isinstance(column.field, forms.DateField):
            said.append("日期，如 2026-09-30")
        elif isinstance(column.field, forms.IntegerField):
            said.append("只填数字，不带单位")
        return "。".join(said)

    # -------- up
    def preview(self, sheets: Mapping[str, list[tuple]]) -> list[Item]:
        """Every line as what it would do. ``TouyanError`` where there is no table of ours."""
        lines = list(self._lines(sheets))
        if not lines:
            raise TouyanError("表里没有填内容")
        rows, items, seen = self._existing(lines), [], {}
        for line in lines:
            first = seen.setdefault(line.key, line.number) if line.key else line.number
            if first != line.number:
                line.fault(self.inputs[0].name, f"和第 {first} 行是同一条，请删去一行")
            items += self._judged(line, rows.get(line.key) if line.key else None)
        return items

    def _lines(self, sheets: Mapping[str, list[tuple]]) -> Iterator["Line"]:
        heads = {head for each in self.inputs for head in each.paths}
        needed = {each.header for each in self.inputs if each.name in self.register.key}
        best: set[str] = set()
        for rows in sheets.values():
            for at, row in enumerate(rows[:HEAD_WITHIN]):
                places = {}
                for column, value in enumerate(row):
                    head = "".join(_text(value).split())
                    if head in heads:
                        places.setdefault(head, column)
                if needed <= places.keys():
                    yield from self._lines_below(rows, at + 1, places)
                    return
                best = max(best, set(places), key=len)
        missing = [each.header for each in self.inputs if each.header in needed - best]
        raise TouyanError(f"没有找到表头，缺“{'”“'.join(missing)}”，请用从本页下载的模板填")

    def _lines_below(self, rows: list[tuple], first: int, places: dict[str, int]) -> Iterator["Line"]:
        for number, row in enumerate(rows[first:], first + 1):
            cells = {head: row[column] for head, column in places.items() if column < len(row)}
            given = {head: value for head, value in cells.items() if _text(value)}
            opening = next((_text(value) for value in row if _text(value)), "")
            if given and not opening.startswith(NO_DATA):
                yield Line(self, number, given, places)

    def _existing(self, lines: Iterable["Line"]) -> dict[tuple, models.Model]:
        """The rows that lines mean, by key, in one query."""
        keys = [line.key for line in lines if line.key]
        wanted = {f"{name}__in": {key[at] for key in keys} for at, name in enumerate(self.register.key)}
        rows = self.model._default_manager.for_user(self.user).filter(**wanted).select_related(*self.register.related)
        return {tuple(str(getattr(row, self._attname(name))) for name in self.register.key): row for row in rows}

    def _attname(self, name: str) -> str:
        return self.model._meta.get_field(name).attname

    def _judged(self, line: "Line", row: models.Model | None) -> list[Item]:
        before = self.form(None, row) if row else None
        was = self._sent_by(before) if row else self._untouched
        data = was | line.data
        form = self.form(data, copy(row))
        changed = [each for each in self.inputs if each.name in line.data and each.name in form.changed_data]
        said = "、".join(f"{each.header} {line.shown(each)}" for each in self.inputs if line.shown(each))
        if row and not changed and not line.faults:
            return [line.item(SAME, "", new=said, old=said)]
        for name, why in self._faults(line, form):
            line.fault(name, why)
        if line.faults:
            return [line.item(ERROR, name, why=why) for name, why in line.faults]
        kept = [row.pk if row else None, row.version if row else 0, data, was, list(line.key)]
        if row is None:
            return [line.item(NEW, "", new=said, data=kept)]
        found = [line.item(CHANGED, each.name, old=as_text(before[each.name])) for each in changed]
        return [replace(found[0], data=kept), *found[1:]]

    def _faults(self, line: "Line", form) -> Iterator[tuple[str, str]]:
        told = {name for name, _ in line.faults}
        for name, errors in form.errors.items():
            if name not in told and not (told and name == "__all__"):
                yield (name if name in form.fields else self.inputs[0].name), "；".join(map(str, errors))

    @cached_property
    def _untouched(self) -> dict[str, Any]:
        return self._sent_by(self.form())

    def _sent_by(self, form) -> dict[str, Any]:
        """What a form would send as it is."""
        values = {each.name: as_data(form[each.name]) for each in self.inputs}
        return {name: value for name, value in values.items() if value is not None}

    # -------- writing
    def _locked(self, items: Sequence[Item]) -> dict[int, models.Model]:
        keys = [item.data[0] for item in items if item.data and item.data[0]]
        rows = self.model._default_manager.for_user(self.user).select_related(*self.register.related)
        return rows.select_for_update(of=("self",)).in_bulk(keys)

    @transaction.atomic
    def write(self, items: Sequence[Item]) -> None:
        """Save the lines of a preview: all, or ``Stale`` when one of them changed after it or contradicts another."""
        rows, problems = self._locked(items), []
        for item in (item for item in items if item.data):
            key, version, data, *_ = item.data
            row = rows.get(key)
            if key and (row is None or row.version != version):
                problems.append(f"{item.subject}：预览以后有人改过或删了")
            else:
                problems += self._saved(item, data, row)
        if problems:
            raise Stale("一行也没有导入，请核对后重新上传：", items=problems)

    @transaction.atomic
    def take_back(self, items: Sequence[Item]) -> None:
        """Put back what an import changed and delete what it added: all, or ``Stale`` when one was changed since."""
        rows, problems = self._locked(items), []
        for item in (item for item in items if item.data):
            pk, version, data, was, key = item.data
            if pk is None:
                named = dict(zip(self.register.key, key, strict=True))
                found = self.model._default_manager.for_user(self.user).filter(**named)
                row = found.select_for_update(of=("self",)).first()
                if row is None or row.version != 1 or {*self.form(data, copy(row)).changed_data} - {"version"}:
                    problems.append(f"{item.subject}：导入以后有人改过或删了")
                else:
                    self.register.remove(row)
            elif (row := rows.get(pk)) is None or row.version != version + 1:
                problems.append(f"{item.subject}：导入以后有人改过或删了")
            else:
                problems += self._saved(item, was, row)
        if problems:
            raise Stale("导入以后又有变化，一行也没有撤销，请到页面上逐条改：", items=problems)

    def _saved(self, item: Item, data: dict, row: models.Model | None) -> list[str]:
        """Save one line; what is wrong with it."""
        form = self.form(data, row)
        if not form.is_valid():
            return [f"{item.subject}：{'；'.join(map(str, errors))}" for errors in form.errors.values()]
        if row is not None:
            form.instance.version += 1
        self.register.save(form)
        return []


class Line:
    """One line of a workbook: what the form is sent of it, and what is wrong with it already."""

    def __init__(self, importer: FormImporter, number: int, given: dict[str, Any], places: dict[str, int]):
        self.importer, self.number, self.given, self.places = importer, number, given, places
        self.data: dict[str, str] = {}
        self.faults: list[tuple[str, str]] = []
        for each in importer.inputs:
            if each.header in given:
                self._take(each)
        self.key = self._key()

    def _take(self, column: Input) -> None:
        value = self.given[column.header]
        if why := getattr(value, "why", ""):
            self.fault(column.name, why)
            return
        text = _text(value)
        words = self.importer.words.get(column.name)
        try:
            if column.name in self.importer.choices:
                checks = {head: _text(self.given[head]) for head, _ in column.checks if head in self.given}
                text = self.importer.choices[column.name].find(text, checks)
            elif words is not None and text not in words:
                raise TouyanError(f"“{text}”不在可选之列，请填{'、'.join(list(words)[:NAMED])}")
            elif words is not None:
                text = words[text]
        except TouyanError as error:
            self.fault(column.name, error.message)
        else:
            self.data[column.name] = text

    def _key(self) -> tuple[str, ...]:
        """Which row is meant; nothing as long as that cannot be told."""
        key = []
        for name in self.importer.register.key:
            field = self.importer.form_class.base_fields[name]
            value = self.data.get(name, "")
            if name not in self.importer.choices and value:
                try:
                    value = field.clean(field.widget.value_from_datadict({name: value}, {}, name))
                except ValidationError:
                    value = ""
            key.append(str(value))
        return tuple(key) if all(key) else ()

    def fault(self, name: str, why: str) -> None:
        self.faults.append((name, why))

    def shown(self, column: Input) -> str:
        return _text(self.given.get(column.header))

    @property
    def subject(self) -> str:
        keys = [each for each in self.importer.inputs if each.name in self.importer.register.key]
        return " ".join(filter(None, map(self.shown, keys)))

    def item(self, state: str, name: str, **more) -> Item:
        column = next((each for each in self.importer.inputs if each.name == name), None)
        head = column.header if column else WHOLE
        about = {"new": self.shown(column) if column else "", **more}
        return Item(state, self.number, self.places.get(head, 0) + 1, self.subject, head, **about)


# ---------------------------------------------------------------- pages
class WorkbookForm(Form):
    file = forms.FileField(
        label="填好的表", help_text="从本页下载的模板，或从列表导出后改过的 .xlsx 文件",
        error_messages={"required": "请选择文件"}, widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip


class ImporterMixin(ScopedMixin):
    """A page of the importer of ``register``."""

    register: Any

    @cached_property
    def importer(self) -> FormImporter:
        return self.register.importer(self.request.user)

    def get_crumbs(self) -> Sequence[tuple[str, str]]:
        return [(self.register.title, self.register.url("list"))]


class TemplatePage(ImporterMixin, View):
    def get(self, request, *args, **kwargs):
        return excel.xlsx_response(self.importer.template(), f"{self.register.noun}导入表")


class ImportPage(ImporterMixin, BaseFormPage, FormView):
    """Up: the workbook is read and shown, nothing is written yet."""

    form_class = WorkbookForm
    submit_label = "上传并预览"
    success_message = ""

    def get_title(self) -> str:
        return f"导入{self.register.noun}"

    def get_state(self) -> Sequence[str]:
        yield "先下载模板，填好后在这里上传；上传后先预览，确认才写入"
        yield f"认这几列：{'、'.join(each.header for each in self.importer.inputs)}"

    def actions(self) -> Iterable[Action]:
        last = imports.last_undoable(kind=self.register.label, subject=self.register.title, user=self.request.user)
        if last:
            yield Action("看上次导入", self.register.url("import_run", last.pk), "arrow-back-up")
        yield Action("下载模板", self.register.url("template"), "download")

    def save(self, form) -> ImportRun:
        upload = form.cleaned_data["file"]
        content, sheets = imports.read(upload)
        return imports.keep(
            kind=self.register.label, subject=self.register.title, upload=upload, content=content,
            items=self.importer.preview(sheets), user=self.request.user,
        )  # fmt: skip

    def get_success_url(self) -> str:
        return self.register.url("import_run", self.object.pk)


class RunMixin:
    """The preview, and after the confirmation the receipt. Only for whoever uploaded it.

    For registers the pages below; what else takes workbooks says which ``runs`` are the user's, where its pages are
    (``run_url``, ``again_url``, ``back_url``), and what is written: ``write`` and ``take_back`` get the items.
    """

    template_name = "components/import_run.html"
    of = "行"

    @property
    def number(self) -> int:
        return self.kwargs["pk"]

    @cached_property
    def run(self) -> ImportRun:
        return get_object_or_404(self.runs(), pk=self.number)

    def get_title(self) -> str:
        return "导入回执" if self.run.confirmed_at else self.preview_title

    def actions(self) -> Iterable[Action]:
        if self.run.can_undo:
            question = f"“{self.run.filename}”{self.undo_question}"
            yield Action("撤销导入", self.run_url("import_undo"), "arrow-back-up", confirm=question, reason=True)
        if self.run.confirmed_at:
            yield Action(self.onward, self.back_url, "arrow-right", primary=True)

    @cached_property
    def items(self) -> dict[str, list[Item]]:
        return imports.items_of(self.run)

    def get_state(self) -> Sequence[str]:
        yield self.run.filename
        if self.run.confirmed_at:
            yield self.run.receipt
            return
        for state, label in imports.STATES.items():
            yield figures("{label} {}", imports.count(self.items[state]), label=label)

    @property
    def tab(self) -> str:
        first = next((state for state in (ERROR, NEW, CHANGED) if self.items[state]), SAME)
        asked = self.request.GET.get("tab", first)
        return asked if asked in imports.STATES else first

    def tab_url(self, state: str) -> str:
        return f"{self.run_url('import_run')}?tab={state}"

    def get_context_data(self, **kwargs) -> dict:
        shown = self.items[self.tab]
        tabs = [
            {
                "label": label, "count": imports.count(self.items[state]), "url": self.tab_url(state),
                "active": state == self.tab,
            }
            for state, label in imports.STATES.items()
        ]  # fmt: skip
        return super().get_context_data(**kwargs) | {
            "tabs": tabs, "run": self.run, "tab": self.tab, "items": shown[:SHOWN], "more": max(0, len(shown) - SHOWN),
            "errors": len(self.items[ERROR]), "good": imports.count(self.items[NEW] + self.items[CHANGED]),
            "errors_url": self.run_url("import_errors"), "again_url": self.again_url, "back": self.back_url,
            "of": self.of,
        }  # fmt: skip

    def post(self, request, *args, **kwargs):
        try:
            with refusing():
                leave = bool(request.POST.get("leave_errors"))
                imports.confirm(run=self.run, write=self.write, leave_errors=leave, of=self.of)
        except TouyanError as error:
            messages.error(request, error_html(error))
        return HttpResponseRedirect(self.run_url("import_run"))


class UndoMixin(RunMixin):
    """Takes a confirmed import back as long as nothing of it was changed since."""

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.run_url("import_run"))

    def post(self, request, *args, **kwargs):
        here = self.run_url("import_run")
        try:
            with refusing():
                reason = typed(request.POST.get("reason", ""))
                imports.undo(run=self.run, reason=reason, write=self.take_back)
        except TouyanError as error:
            if request.htmx:
                return render(request, "components/error.html", {"error": error}, status=422)
            messages.error(request, error_html(error))
        return HttpResponseClientRedirect(here) if request.htmx else HttpResponseRedirect(here)


class ErrorsMixin(RunMixin):
    """The uploaded workbook with what is wrong marked in it, as long as it is kept."""

    def get(self, request, *args, **kwargs):
        if not self.run.content:
            raise Http404
        try:
            file = BytesIO(imports.error_workbook(self.run))
        except TouyanError as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(self.run_url("import_run"))
        name = file_name(f"标错_{self.run.filename}")
        return FileResponse(file, as_attachment=True, filename=name, content_type=excel.CONTENT_TYPE)


class RegisterRunMixin(ImporterMixin):
    """A preview of the register's."""

    undo_question = "导入的都改回导入以前的样子，新增的删去；有一条后来改过就不能撤销。"

    def runs(self):
        return ImportRun.objects.filter(kind=self.register.label, created_by=self.request.user)

    def run_url(self, page: str) -> str:
        return self.register.url(page, self.run.pk)

    @property
    def again_url(self) -> str:
        return self.register.url("import")

    @property
    def back_url(self) -> str:
        return self.register.url("list")

    @property
    def preview_title(self) -> str:
        return f"导入预览：{self.register.noun}"

    @property
    def onward(self) -> str:
        return f"看{self.register.title}"

    def get_crumbs(self):
        return [*super().get_crumbs(), (f"导入{self.register.noun}", self.again_url)]

    def write(self, items: Sequence[Item]) -> None:
        self.importer.write(items)

    def take_back(self, items: Sequence[Item]) -> None:
        self.importer.take_back(items)


class RunPage(RunMixin, RegisterRunMixin, TemplateView):
    pass


class UndoPage(UndoMixin, RegisterRunMixin, TemplateView):
    pass


class ErrorsPage(ErrorsMixin, RegisterRunMixin, TemplateView):
    http_method_names = ("get", "head")
