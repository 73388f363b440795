"""What was changed in tracked rows, field by field, read from their history (``core.data.history``).

An event keeps the row as it was; what came after is the next event of that row, or the row itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Count, Max, Q, QuerySet, Value

from core.data.history import row_of
from core.data.lifecycle import called, heirs_of
from core.data.sealed import BlindIndexField
from core.declare import ChangeTitles, declared
from core.templatetags.touyan import date as date_words

DELETED = "delete"
NOTHING = "（空）"
UNSHOWN = "（不显示）"  # of a sensitive value: that it changed, not what
EMPTY = (None, "", [])
LONG = 80  # characters of a value that are shown
UNSAID = frozenset(
    {"id", "version", "uuid", "digest", "sha256", "path", "initials"}
)  # fields that say nothing to a reader


@dataclass(frozen=True)
class Change:
    """One field's value before and after, as a person reads them; ``new`` is empty when the row went."""

    field: str
    old: str
    new: str

    def __str__(self):
        return f"{self.field}：{self.old} → {self.new}" if self.new else f"{self.field}：{self.old}"


def tracked() -> dict[str, type[models.Model]]:
    """The models with recorded history by their label (``cadres.person``), in the order of the apps."""
    return {model._meta.label_lower: model for model in apps.get_models() if hasattr(model, "pgh_event_models")}


def name_of(model: type[models.Model]) -> str:
    """How the auditor's pages call changes of ``model``: 干部; 比武的评分 for what contests inherit."""
    own = str(model._meta.verbose_name)
    return f"{called(model)}的{own}" if heirs_of(model) else own


def events_of(model: type[models.Model]) -> type[models.Model]:
    """The model of the events that record changes of ``model``."""
    return model.pgh_event_models["update"]


def count_changes() -> dict[str, tuple[int, object]]:
    """Label → how many changes are on record and when the newest was made, in one query."""
    counts = [
        events_of(model).objects.order_by().annotate(pgh_subject=Value(label)).values("pgh_subject")
        .annotate(pgh_total=Count("pk"), pgh_latest=Max("pgh_created_at"))
        for label, model in tracked().items()
    ]  # fmt: skip
    rows = counts[0].union(*counts[1:], all=True)
    return {row["pgh_subject"]: (row["pgh_total"], row["pgh_latest"]) for row in rows}


def search(events: QuerySet, text: str) -> QuerySet:
    """Events of the rows whose number is ``text``, or that had it in a text of theirs or in a name they refer to."""
    found = Q(pgh_obj_id=int(text)) if text.isdecimal() and len(text) < 19 else Q()
    found |= _in_texts(events.model, text)
    for parent in events.model.pgh_tracked_model._meta.parents:  # whose texts its own events keep
        if named := _in_texts(parent, text):
            found |= Q(pgh_obj_id__in=parent._base_manager.filter(named).values("pk"))
    return events.filter(found) if found else events.none()


def _in_texts(model: type[models.Model], text: str) -> Q:
    """Rows with ``text`` in a text of theirs or in a name they refer to."""
    found = Q()
    for field in model._meta.concrete_fields:
        if field.name.startswith("pgh_") or isinstance(field, BlindIndexField):
            continue
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            found |= Q((f"{field.name}__icontains", text))
        elif isinstance(field, models.ForeignKey):
            names = {each.name for each in field.related_model._meta.concrete_fields} & {"name", "short_name"}
            for name in names:
                found |= Q((f"{field.name}__{name}__icontains", text))
    return found


def describe(events: Iterable) -> list:
    """Events of one model with ``title`` (of the row), ``changes`` (``Change``) and ``who`` (a name, "" for none).

    The changes of a row that was deleted are all it held, by whomever: a job's deletion is to be read as well.
    Takes the same number of queries however many events there are.
    """
    events = list(events)
    if not events:
        return events
    event_model = type(events[0])
    model = event_model.pgh_tracked_model
    fields = [f for f in model._meta.concrete_fields if hasattr(events[0], f.attname) and f.name not in UNSAID]
    now = model._base_manager.in_bulk({event.pgh_obj_id for event in events})
    after = _rows_after(events, event_model, now)
    people = get_user_model()._base_manager.in_bulk({user for event in events if (user := _user_of(event))})
    rows = [after[event.pk] or _as_it_was(event, now) for event in events]
    names = _names([*events, *rows], [f for f in model._meta.concrete_fields if f.is_relation])
    for event, row in zip(events, rows, strict=True):
        for field, found in names.items():
            if (key := getattr(row, field.attname, None)) in found:
                setattr(row, field.name, found[key])
        person = people.get(_user_of(event))
        event.who = f"{person}（{person.username}）" if person else ""  # names may be changed, user names stay
        event.changes = [
            Change(str(field.verbose_name), _words(field, old, names), _words(field, new, names))
            for field in fields
            if event.pgh_label != DELETED
            and (old := getattr(event, field.attname)) != (new := getattr(row, field.attname))
        ] or [
            Change(str(field.verbose_name), _words(field, old, names), "")
            for field in fields
            if event.pgh_label == DELETED and (old := getattr(event, field.attname)) not in EMPTY
        ]
    for event, title in zip(events, _titles_of(model)(rows), strict=True):
        event.title = title
    return events


def _titles_of(model: type[models.Model]) -> Callable[[list], Iterable[str]]:
    """What names rows of ``model`` to a reader, all at once: what its app declares, else what they call themselves."""
    named = (each.load() for each in declared(ChangeTitles) if each.model == model._meta.label)
    return next(named, _titles)


def by_number(row: models.Model) -> str:
    return f"{row._meta.verbose_name} {row.pk} 号"


def _titles(rows: Iterable[models.Model]) -> Iterable[str]:
    """What rows call themselves; by number where what they belong to, of which their name speaks, is gone too."""
    for row in rows:
        try:
            yield str(row) or by_number(row)
        except (ObjectDoesNotExist, AttributeError):
            yield by_number(row)


def _user_of(event) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _rows_after(events: list, event_model, now: dict) -> dict:
    """Event → the row as it was right after: at its next event, or as it is now; nothing if it is gone by then."""
    keys = {event.pgh_obj_id for event in events}
    later = defaultdict(list)
    first = min(event.pk for event in events)
    for event in event_model.objects.filter(pgh_obj_id__in=keys, pk__gt=first).order_by("pk"):
        later[event.pgh_obj_id].append(event)
    after = {}
    for event in events:
        following = next((each for each in later[event.pgh_obj_id] if each.pk > event.pk), None)
        if event.pgh_label == DELETED:
            after[event.pk] = None
        else:
            after[event.pk] = _as_it_was(following, now) if following else now.get(event.pgh_obj_id)
    return after


def _as_it_was(event, now: dict):
    """The row that the event keeps, without saving it; what the row inherits as it is ``now``, if it still is."""
    model = event.pgh_tracked_model
    inherited = [now[event.pgh_obj_id]] if model._meta.parents and event.pgh_obj_id in now else []
    row = row_of(model, event, *inherited)
    row.pk = event.pgh_obj_id  # which the events of a model that inherits keep nowhere else
    return row


def _names(rows: list, relations: list) -> dict:
    """Foreign key → what it refers to in ``rows``, by key; with what their names are made of."""
    names = {}
    for field in relations:
        keys = {getattr(row, field.attname, None) for row in rows} - {None}
        names[field] = field.related_model._base_manager.select_related().in_bulk(keys) if keys else {}
    return names


def _words(field: models.Field, value, names: dict) -> str:
    """A field's value as a person reads it."""
    if value in EMPTY:
        return NOTHING
    if isinstance(field, BlindIndexField):
        return UNSHOWN
    if field in names:
        return str(names[field].get(value, f"编号 {value}"))
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return date_words(value)
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONG else f"{text[:LONG]}…"
