"""Two people edit one row: keep what each of them typed, and ask only where both changed the same field."""

import json
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.contrib.auth import get_user_model
from django.db import models

from core.data.history import row_of

SELF = "您"


@dataclass(frozen=True)
class Conflict:
    """The other person's value of one field: as text, as JSON for the input, and by whom and when if known."""

    theirs: str
    value: str
    who: str = ""
    at: datetime | None = None


def version_seen(given: str) -> int | None:
    """The version a form was opened with, as it came back from the browser."""
    return int(given) if given.isdecimal() and len(given) < 10 else None


@dataclass(frozen=True)
class Saved:
    """Who last saved the row since it was opened, and when; ``is_own`` if nobody but the user did."""

    is_own: bool = False
    who: str = ""
    at: datetime | None = None


def saved_since(row: models.Model, *, seen: int | None, user) -> Saved:
    """The saves since version ``seen``: one's own, after going back in the browser, or somebody else's."""
    saves = {state.row.version: state for state in _states(row, seen, user) if state.row.version < row.version}
    if not saves:  # each version ends with the save that made the next one
        return Saved()
    *_, last = saves.values()
    return Saved(all(state.who == SELF for state in saves.values()), last.who, last.at)


def merge(form_class, form_kwargs: dict, *, seen: int | None) -> forms.ModelForm:
    """The form again, on the row as it is now, with what the user typed.

    ``form_kwargs`` are those of the rejected form, ``seen`` the version it was opened with. Fields only others
    changed take their values (their labels in ``form.taken``), fields both changed are in ``form.conflicts``.
    Without recorded history every differing field is asked about, and so are the fields a form names in
    ``unrecorded``: they come from other rows. Files have to be chosen again.
    """
    rest = {name: value for name, value in form_kwargs.items() if name not in ("data", "files", "instance")}
    row, data = form_kwargs["instance"], form_kwargs["data"].copy()
    states = _states(row, seen, form_kwargs["user"])
    typed = form_class(data=data, files=form_kwargs.get("files"), instance=copy(row), **rest)
    theirs = form_class(instance=copy(row), **rest)
    opened = form_class(instance=states[0].row, **rest) if states else None
    unrecorded = getattr(typed, "unrecorded", ())
    conflicts, taken = {}, []
    for name, field in typed.fields.items():
        if name == "version" or field.disabled or isinstance(field, forms.FileField) or name not in theirs.fields:
            continue
        now, mine = theirs[name], typed[name].data
        if not field.has_changed(now.initial, mine):
            continue
        if name in unrecorded:
            if not as_data(now):
                continue  # nothing of theirs can be lost
            who, at = (states[-1].who, states[-1].at) if states else ("", None)
            conflicts[name] = Conflict(as_text(now), json.dumps(as_data(now)), who, at)
        elif opened and not field.has_changed(opened[name].initial, mine):
            _put(data, typed.add_prefix(name), as_data(now))
            taken.append(str(typed[name].label))
        elif not opened or field.has_changed(opened[name].initial, as_data(now)):
            who, at = _last_change(states, row, name)
            conflicts[name] = Conflict(as_text(now), json.dumps(as_data(now)), who, at)
    data[typed.add_prefix("version")] = str(row.version)
    form = form_class(data=data, files=form_kwargs.get("files"), instance=copy(row), **rest)
    form.stale = saved_since(row, seen=seen, user=form_kwargs["user"])
    form.conflicts, form.taken = conflicts, taken
    return form


@dataclass(frozen=True)
class _State:
    """The row before one save, and who made that save."""

    row: models.Model
    who: str
    at: datetime


def _states(row: models.Model, seen: int | None, user) -> list[_State]:
    """What the row looked like before each save since version ``seen``; empty if that is not on record.

    Whoever reads it is called ``SELF``.
    """
    if seen is None or "version" not in {field.name for field in row._meta.concrete_fields}:
        return []
    holder = row._meta.get_field("version").model  # the model whose table has it: a row may inherit it
    event_model = holder.__dict__.get("pgh_event_models", {}).get("update")
    if event_model is None:
        return []
    saves = event_model.objects.filter(pgh_obj_id=row.pk, version__gte=seen)
    events = list(saves.select_related("pgh_context").order_by("pgh_id"))
    if not events or events[0].version != seen:
        return []
    ids = [event.pgh_context.metadata.get("user") if event.pgh_context else None for event in events]
    people = get_user_model()._base_manager.filter(pk__in=filter(None, ids))
    names = {each.pk: SELF if each == user else str(each) for each in people}
    own = _own_events(row) if holder is not type(row) else []
    return [
        _State(
            row_of(type(row), event, next((o for o in own if o.pgh_created_at >= event.pgh_created_at), row)),
            names.get(user_id, ""),
            event.pgh_created_at,
        )
        for event, user_id in zip(events, ids, strict=True)
    ]


def _own_events(row: models.Model) -> list[models.Model]:
    """The changes of what a row has besides what it inherits, in order."""
    event_model = type(row).__dict__.get("pgh_event_models", {}).get("update")
    return list(event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")) if event_model else []


def _last_change(states: list[_State], row: models.Model, name: str) -> tuple[str, datetime | None]:
    """Who last changed the field ``name`` and when; nothing if it is not on record."""
    after = row
    for state in reversed(states):
        attribute = next((f.attname for f in row._meta.concrete_fields if f.name == name), name)
        if getattr(state.row, attribute, None) != getattr(after, attribute, None):
            return state.who, state.at
        after = state.row
    return "", None


def as_data(bound: forms.BoundField):
    """The field's value as a browser would send it: text, a list of texts, or ``None`` for an unticked box."""
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else None
    if isinstance(value, list | tuple | models.QuerySet):
        return [str(bound.field.prepare_value(each)) for each in value]
    if value is None or isinstance(widget, forms.widgets.ChoiceWidget):
        return "" if value is None else str(value)
    return widget.format_value(value) or ""


def _put(data, name: str, value) -> None:
    if value is None:
        data.pop(name, None)
    elif isinstance(value, list):
        data.setlist(name, value)
    else:
        data[name] = value


def as_text(bound: forms.BoundField) -> str:
    """The field's value as a person reads it."""
    field, value = bound.field, bound.value()
    if isinstance(field, forms.ModelChoiceField):
        values = value if isinstance(value, list | tuple) else [value]
        rows = field.queryset.model._base_manager.filter(pk__in=[each for each in values if each])
        text = "、".join(field.label_from_instance(row) for row in rows)
    elif isinstance(field, forms.ChoiceField):
        words = {str(code): label for code, label in field.choices}
        values = value if isinstance(value, list | tuple) else [value]
        text = "、".join(str(words.get(str(each), each)) for each in values if each not in (None, ""))
    elif isinstance(value, bool):
        text = "是" if value else "否"
    elif isinstance(value, Decimal):
        text = f"{value.normalize():f}"
    else:
        text = f"{value:%Y-%m-%d}" if isinstance(value, date) else str("" if value is None else value)
    return text or "（空）"
