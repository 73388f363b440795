"""The stages of a kind of contest. C4"""

from collections.abc import Iterable

from django.db import transaction

from contests.models import ContestKind, KindStage, StageKind
from core.errors import TouyanError


@transaction.atomic
def set_stages(*, kind: ContestKind, stages: Iterable[tuple[StageKind, int, int]]) -> ContestKind:
    """Replace the stages: each with its first working day from the period's end and its length in working days."""
    stages = list(stages)
    if sum(stage.is_scoring for stage, _, _ in stages) != 1:
        raise TouyanError("须有且只有一个打分阶段（如集中评议）")
    kept = [
        KindStage.objects.update_or_create(kind=kind, stage=stage, defaults={"begins": begins, "days": days})[0].pk
        for stage, begins, days in stages
    ]
    kind.stages.exclude(pk__in=kept).delete()
    return kind
