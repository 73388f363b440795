"""Rows of registers for tests, made as a person would make them: through the register's own form."""

from datetime import date, timedelta

from django import forms

from areas.models import Area
from core.files.excel import Column, SheetSpec, workbook
from core.models import ImportRun
from core.pages.registers import Register, all_registers

SOME_DAY = date(2031, 1, 6)


def sample(register: Register, user, *, area: Area | None = None, at: int = 0, words: str = "样本") -> dict:
    """What ``user`` would send for the ``at``-th of several rows, about ``area`` where the form asks for a place."""
    data = {}
    for name, field in register.form(user=user).fields.items():
        if not field.disabled and not field.widget.is_hidden:
            data[name] = _answer(field, area, at, words)
    return data


def _answer(field: forms.Field, area: Area | None, at: int, words: str):
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset
        if rows.model is Area and area:
            rows = rows.filter(code__startswith=area.prefix)
        found = list(rows.order_by("pk"))
        return found[at % len(found)].pk if field.required or rows.model is Area else ""
    if isinstance(field, forms.CharField):
        return f"{words}{at}"[: field.max_length]
    if isinstance(field, forms.ChoiceField):
        codes = [code for code, _ in field.choices if code not in ("", None)]
        return codes[at % len(codes)]
    if isinstance(field, forms.BooleanField) or not field.required:
        return ""
    if isinstance(field, forms.DateField):
        return str(SOME_DAY + timedelta(days=at))
    return at + 1 if field.initial is None else field.initial


def make_row(register: Register, user, **about):
    form = register.form(sample(register, user, **about), user=user)
    assert form.is_valid(), form.errors
    return register.save(form)


def is_for_all(register: Register) -> bool:
    """Whether its rows are the same for every area."""
    return not hasattr(register.model, "AREA_PATH")


def register_of(view: type | None) -> Register | None:
    return getattr(view, "register", None)


class Rows:
    """A row of each register and a preview of an import, for the sweeps, made by the first of ``owners`` who may."""

    def __init__(self, area: Area, owners: list, words: str):
        self.rows, self.runs = {}, {}
        for register in all_registers():
            owner = next(user for user in owners if user.has_perm(register.change_verb))
            shared = register.model._default_manager.first() if is_for_all(register) else None
            self.rows[register] = shared or make_row(register, owner, area=area, at=1, words=words)
            said = "表" if is_for_all(register) else words
            with workbook([SheetSpec("表", [Column("列")], [[said]])]) as file:
                content = file.read()
            item = {"state": "new", "row": 3, "column": 1, "subject": said, "header": "整行", "new": said}
            self.runs[register] = ImportRun.objects.create(
                kind=register.label, subject=register.title, filename=f"{said}.xlsx", content=content, items=[item],
                created_by=owner,
            )  # fmt: skip

    def args(self, name: str, register: Register) -> list[list]:
        return [[(self.runs if "_import_" in name else self.rows)[register].pk]]
