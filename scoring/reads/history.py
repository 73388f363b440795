"""What was changed after it had been handed in: the old value, the new one, who, when and why. C6"""

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Window,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Lead, TruncSecond
from pghistory.models import Context

from accounts.models import User
from core.models import StateChange
from scoring.models import Score


def score_changes(assessment) -> QuerySet:
    """Changes of single scores after the sheet was first submitted, newest first.

    A sheet that came in already submitted (loaded in bulk) has no such step; its unlocking says that it was.

    Rows are history events with the old ``points`` and annotated ``new_points`` (none: cleared), ``changed_by`` (a
    name) and ``reason`` (that of the last unlocking before).
    """
    scores = Score.objects.filter(pk=OuterRef("pgh_obj_id"))
    steps = StateChange.objects.filter(
        subject="scoring.sheet", subject_id=OuterRef("sheet_id"), at__lte=OuterRef("pgh_created_at")
    )
    contexts = Context.objects.filter(pk=OuterRef("pgh_context_id"))
    contexts = contexts.annotate(actor=Cast(KT("metadata__user"), BigIntegerField()), rater=KT("metadata__rater_name"))
    same_cell = {"partition_by": F("pgh_obj_id"), "order_by": F("pgh_id").asc()}
    actor = User.objects.filter(pk=OuterRef("actor"))
    return (
        Score.pgh_event_model.objects.filter(sheet__assessment=assessment)
        .annotate(
            new_points=Coalesce(Window(Lead("points"), **same_cell), Subquery(scores.values("points")[:1])),
            saved_name=Coalesce(
                Window(Lead("saved_by__name"), **same_cell), Subquery(scores.values("saved_by__name")[:1])
            ),
            actor=Subquery(contexts.values("actor")[:1]),
            rater_name=Subquery(contexts.values("rater")[:1]),  # who came with a one-time code
        )
        .annotate(
            changed_by=Coalesce(
                Subquery(actor.values("name")[:1]), F("rater_name"), F("saved_name"), output_field=TextField()
            ),
            reason=Subquery(steps.filter(target="draft").order_by("-at", "-pk").values("reason")[:1]),
        )
        .filter(Exists(steps.filter(Q(source="submitted") | Q(target="submitted"))))
        .select_related("sheet__rater__group", "sheet__entry", "sheet__component__scheme", "field__indicator")
        .order_by("-pgh_id")
    )


def steps_taken_at_once(changes: QuerySet) -> QuerySet:
    """State changes, newest first, with one row for what somebody did to several things at a stroke.

    Rows are dicts: ``latest`` (when), ``who`` (a name), ``subject``, ``source``, ``target``, ``reason``, ``title`` of
    the first thing and ``count``, how many things.
    """
    alike = changes.annotate(second=TruncSecond("at"), who=F("user__name")).values(
        "second", "who", "user", "subject", "source", "target", "reason"
    )
    return alike.annotate(latest=Max("at"), title=Min("title"), count=Count("pk"), last=Max("pk")).order_by(
        "-latest", "-last"
    )
