"""A county contest by nomination, and declarations that are complete."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contests.models import Contest, ContestKind, Declaration, StageKind
from contests.services import declarations as services
from contests.services.contests import create_contest
from core.values.periods import Period

TODAY = timezone.localdate()
DAY = timedelta(days=1)
PDF = b"%PDF-1.7 test"


def upload(name: str = "材料.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def make(places, scheme, county, **procedure) -> Contest:
    """A county contest by nomination whose declaration stage is now."""
    kinds = {kind.code: kind for kind in StageKind.objects.all()}
    contest = create_contest(
        area=places.county, scheme=scheme, name="区级擂台", period=Period.of(TODAY), user=county,
        kind=ContestKind.objects.get(code="county_quarter"),
        stages=[
            (kinds["declaration"], TODAY - DAY, TODAY + 5 * DAY), (kinds["review"], TODAY + 9 * DAY, TODAY + 12 * DAY)
        ],
    )  # fmt: skip
    Contest.objects.filter(pk=contest.pk).update(
        **{"plan": "按方案执行", "nominations_max": 2, "required_topics": "主题\n治理", **procedure}
    )
    return Contest.objects.get(pk=contest.pk)


def written(declaration: Declaration, user) -> Declaration:
    items = [
        services.Item("主题", "做了", True),
        services.Item("治理", "也做了", True),
        services.Item("乡村产业", "茶园"),
    ]
    texts = {"measures": "三项", "highlights": "联建", "results": "增收"}
    return services.save_declaration(declaration=declaration, items=items, texts=texts, uploads=[upload()], user=user)
