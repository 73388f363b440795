"""Set-based reading of persons and posts."""

import re
from datetime import date
from typing import Self

from django.apps import apps
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from areas.choices import Level
from areas.querysets import DatedQuerySet
from cadres import policy
from core.data.scope import ScopedQuerySet
from core.values.names import tidy_name

ID_NUMBER = re.compile(r"[0-9]{17}[0-9x]")
SECRETARY, DIRECTOR, TOWNSHIP_SECRETARY = "secretary", "director", "township_secretary"


class _FullYears(Func):
    """Full years from the second date to the first, as PostgreSQL's ``age`` counts them."""

    template = "EXTRACT(YEAR FROM AGE(%(expressions)s))::int"
    output_field = IntegerField()


def _appointments():
    return apps.get_model("cadres", "Appointment").objects


def _serving(day: date) -> Q:
    """Holds a post."""
    return Q(pk__in=_appointments().valid_on(day).values("person"))


def _concurrent(day: date) -> Q:
    """Secretary and director of one village."""
    return Q(pk__in=_appointments().holding(SECRETARY, day).also_directing(day).values("person"))


def _cross_village(day: date):
    """The file is kept in a village and an own (not seconded) post is held in another one."""
    held = _appointments().valid_on(day).filter(person=OuterRef("pk"), area__level=Level.VILLAGE)
    return Exists(held.filter(post__is_seconded=False).exclude(area=OuterRef("area"))) & Q(area__level=Level.VILLAGE)


class AppointmentQuerySet(DatedQuerySet):
    def holding(self, post: str, day: date) -> Self:
        """Who holds the post with code ``post`` on ``day``."""
        return self.valid_on(day).filter(post__code=post)

    def secretaries_on(self, day: date) -> Self:
        """One row per village that has a secretary on ``day``, with ``area`` and ``person`` at hand."""
        return self.holding(SECRETARY, day).filter(area__level=Level.VILLAGE).select_related("area", "person")

    def leading_on(self, day: date) -> Self:
        """The secretaries of villages and of townships on ``day``."""
        return self.valid_on(day).filter(
            Q(post__code=SECRETARY, area__level=Level.VILLAGE) | Q(post__code=TOWNSHIP_SECRETARY)
        )

    def also_directing(self, day: date) -> Self:
        """Only posts whose holder is director (主任) of the same village as well: 一肩挑, of secretaries."""
        director = _appointments().holding(DIRECTOR, day).filter(person=OuterRef("person"), area=OuterRef("area"))
        return self.filter(Exists(director))


class PersonQuerySet(ScopedQuerySet):
    def in_area(self, prefix: str) -> Self:
        """Persons whose file the area keeps and those serving there today."""
        serving = _appointments().valid_on(timezone.localdate()).in_area(prefix).values("person")
        return self.filter(Q(area__code__startswith=prefix) | Q(pk__in=serving))

    def serving(self, day: date) -> Self:
        return self.filter(_serving(day))

    def not_serving(self, day: date) -> Self:
        return self.exclude(_serving(day))

    def count_posts(self, day: date) -> tuple[int, int, int]:
        """How many there are, how many of them serve, and how many are 一肩挑, in one pass."""
        serving, concurrent = Count("pk", filter=_serving(day)), Count("pk", filter=_concurrent(day))
        found = self.order_by().aggregate(people=Count("pk"), serving=serving, concurrent=concurrent)
        return found["people"], found["serving"], found["concurrent"]

    def holding(self, post, day: date) -> Self:
        """Who holds ``post`` somewhere on ``day``."""
        return self.filter(Exists(_appointments().valid_on(day).filter(person=OuterRef("pk"), post=post)))

    def with_badges(self, day: date) -> Self:
        """With ``concurrent`` (一肩挑) and ``cross_village`` (跨村任职) as of ``day``."""
        return self.annotate(concurrent=_concurrent(day), cross_village=_cross_village(day))

    def concurrent(self, day: date) -> Self:
        return self.filter(_concurrent(day))

    def cross_village(self, day: date) -> Self:
        return self.filter(_cross_village(day))

    def with_posts(self, day: date) -> Self:
        """With ``posts``: the appointments of ``day`` in the order of the posts."""
        held = _appointments().valid_on(day).select_related("post", "area__parent")
        held = held.order_by("post__order", "area__code")
        return self.prefetch_related(Prefetch("appointments", queryset=held, to_attr="posts"))

    def kept_by(self, user) -> Self:
        """Those whose file is kept in the user's area, who alone may change it."""
        return self.filter(area__code__startswith=user.scope_prefix)

    def linkable_by(self, user) -> Self:
        """Those without an account in the area of an administrator, to whom ``for_user`` shows nobody."""
        return self.in_area(user.acting.area.prefix).filter(user=None).select_related("area__parent")

    def with_age(self, day: date) -> Self:
        """With ``age`` in full years on ``day``."""
        return self.annotate(age=_FullYears(Value(day, DateField()), "birth_date"))

    def with_unit(self) -> Self:
        """With ``township``: the short name of the township that the file's area is or belongs to."""
        own = When(area__level=Level.VILLAGE, then="area__parent__short_name")
        return self.annotate(township=Case(own, default="area__short_name"))

    def with_post_names(self, day: date) -> Self:
        """With ``post_names``: 书记、主任 as one text, for exports without objects."""
        held = _appointments().valid_on(day).filter(person=OuterRef("pk")).order_by().values("person")
        names = held.annotate(names=StringAgg("post__short_name", "、", order_by=("post__order", "area__code")))
        return self.annotate(post_names=Subquery(names.values("names")))

    def in_age_band(self, band: str, day: date) -> Self:
        return self.filter(birth_date__range=policy.born_between(*policy.AGE_BANDS[band], day))

    def search(self, text: str) -> Self:
        """By name, pinyin initials (zjp), whole pinyin (zhoujianping), person number or full ID number."""
        key = "".join(tidy_name(text).split()).lower()
        if ID_NUMBER.fullmatch(key):
            return self.with_id_number(key.upper())
        if not key.isascii():
            return self.filter(name__contains=key)
        if key.isdigit():
            return self.filter(number__endswith=key)
        return self.filter(Q(initials__startswith=key) | Q(pinyin_plain__startswith=key))

    def with_id_number(self, number: str) -> Self:
        return self.filter(id_number_index=self.model._meta.get_field("id_number_index").of_text(number))

    def namesakes(self, name: str, birth_date: date) -> Self:
        """Files that may be of the same person."""
        return self.filter(name=name, birth_date=birth_date)

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        for person in objs:
            person.fill_name_keys()
        return super().bulk_create(objs, *args, **kwargs)
