"""Set-based reading of the area tree."""

from datetime import date
from typing import Self

from django.db.models import Count, Prefetch, Q

from areas.choices import Level
from areas.policy import ancestor_codes
from core.data.scope import ScopedQuerySet


def _valid(day: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


class DatedQuerySet(ScopedQuerySet):
    """Rows that hold from ``valid_from`` to ``valid_to`` (both days included, empty = open)."""

    def valid_on(self, day: date) -> Self:
        return self.filter(_valid(day))

    def overlapping(self, start: date, end: date | None) -> Self:
        """Rows that hold on some day from ``start`` to ``end`` (included; ``None`` = open)."""
        begun = self if end is None else self.filter(Q(valid_from=None) | Q(valid_from__lte=end))
        return begun.filter(Q(valid_to=None) | Q(valid_to__gte=start))


class SharedDownQuerySet(ScopedQuerySet):
    """Rows that hold for everything below their area, so that offices there read them too."""

    def for_user(self, user) -> Self:
        """Those of the user's own area and of the areas below and above it."""
        prefix = user.scope_prefix
        if prefix is None:
            return self.none()
        return self.filter(Q(area__code__startswith=prefix) | Q(area__code__in=ancestor_codes(prefix)))


class AreaQuerySet(DatedQuerySet):
    def for_user(self, user) -> Self:
        """The user's area and below. The tree itself is no business data, so its administrator sees it too."""
        if user.has_perm("areas.manage_area"):
            return self.in_area(user.acting.area.prefix)
        return super().for_user(user)

    def at(self, level: int) -> Self:
        return self.filter(level=level)

    def below(self, area) -> Self:
        """Everything inside ``area``, without itself."""
        return self.filter(code__startswith=area.prefix, level__gt=area.level)

    def villages(self) -> Self:
        return self.at(Level.VILLAGE)

    def search(self, text: str) -> Self:
        """By a part of the name, the beginning of its pinyin initials (gtz) or of the code."""
        text = text.strip()
        if text.isdigit():
            return self.filter(Q(code__startswith=text) | Q(name__contains=text))
        named = Q(name__contains=text)
        return self.filter(named | Q(initials__startswith=text.lower()) if text.isascii() else named)

    def level_counts(self) -> Self:
        """Pairs of level and number of areas."""
        return self.order_by().values_list("level").annotate(Count("pk"))

    def in_category(self, category, day: date) -> Self:
        return self.filter(pk__in=category.areas.valid_on(day).values("area"))

    def with_categories(self, day: date) -> Self:
        """With ``current_categories``: what each belongs to on ``day``."""
        held = self.rows_of("categories").valid_on(day)
        held = held.select_related("category").order_by("category__order")
        return self.prefetch_related(Prefetch("categories", queryset=held, to_attr="current_categories"))
