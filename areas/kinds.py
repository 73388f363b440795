"""Tables of kinds (字典): lists that an office extends on the screen instead of in code.

A model that inherits ``Kind`` is one of them; the pages of ``areas.kind_views`` find it by that alone.
"""

import re
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, ProtectedError, Q, Value
from django.urls import reverse
from pypinyin import lazy_pinyin

from areas import policy
from areas.choices import Level
from core.errors import TouyanError

CODE_LENGTH = 40
NAME_TAKEN = "已有这个名称，请换一个"


class KindQuerySet(models.QuerySet):
    def for_user(self, user) -> Self:
        """Those that the user's office may choose from; none for accounts that see no business data."""
        return self.none() if user.scope_prefix is None else self.known_in(user.scope_prefix)

    def known_in(self, code: str) -> Self:
        """The shared ones and those of the county in which areas whose code begins so lie."""
        return self.filter(Q(area=None) | Q(area__code=policy.county_of(code)))

    def kept_by(self, user) -> Self:
        """Those the user's county may change: its own ones; the shared ones where no neighbour would see it."""
        rows = self.for_user(user)
        return rows if is_only_county(user.scope_prefix or "") else rows.exclude(area=None)

    def with_use(self) -> Self:
        """With ``in_use``: whether any row refers to the kind."""
        return self.annotate(in_use=reduce(or_, map(_is_referred_to, _references(self.model)), Value(False)))

    def count_use(self) -> dict[str, int]:
        """``total`` and ``used``: how many kinds there are and how many of them rows refer to."""
        return self.with_use().order_by().aggregate(total=Count("pk"), used=Count("pk", filter=Q(in_use=True)))


def _references(model: type[models.Model]) -> list:
    """The foreign keys that hold a row of ``model``: neither those of its own parts nor those of the history."""
    relations = (field for field in model._meta.get_fields(include_hidden=True) if field.auto_created)
    idle = (None, models.DO_NOTHING, models.CASCADE)
    return [each for each in relations if getattr(each, "on_delete", None) not in idle]


def _is_referred_to(relation) -> Exists:
    rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
    return Exists(rows)


def is_only_county(code: str) -> bool:
    """Whether there is no other county here than the one in which areas whose code begins so lie."""
    counties = apps.get_model("areas", "Area").objects.at(Level.COUNTY)
    return not counties.exclude(code=policy.county_of(code)).exists()


class Kind(models.Model):
    """A named kind with an English code for files and a Chinese name for the screen.

    Without ``area`` every county has it; one that a county added belongs to that county alone. Codes are unique
    everywhere, so that a code says which kind is meant wherever it is read.
    """

    PURPOSE = ""
    """What it is chosen for, as the list of dictionaries says it."""
    RULED: frozenset[str] = frozenset()
    """Codes that rules refer to: these kinds keep their code and stay, in use or not."""
    SETTLED: tuple[str, ...] = ()
    """Fields besides the code that what exists was made with: they stay as they are once the kind is in use."""
    LISTED: tuple[str, ...] | None = None
    """Which of its own fields the list shows; all of them unless named."""

    code = models.SlugField(
        "代码", max_length=CODE_LENGTH, unique=True, error_messages={"unique": "已有这个代码，请换一个"}
    )
    name = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="范围"
    )

    objects = KindQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_name_once",
                violation_error_message=NAME_TAKEN,
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("areas:kind_edit", args=[self._meta.label_lower, self.pk])

    @classmethod
    def proposed_for(cls, area: models.Model) -> dict:
        """What its own fields are proposed to be for a new one that the office of ``area`` makes."""
        return {}

    def parts(self) -> list[tuple[str, str]]:
        """Pages about what belongs to the kind: (label, address)."""
        return []

    @property
    def is_held(self) -> bool:
        """Whether it must stay: rows or rules refer to it."""
        return self.code in self.RULED or type(self).objects.with_use().filter(pk=self.pk, in_use=True).exists()

    def discard(self):
        """Delete a kind that nothing refers to; ``TouyanError`` for any other."""
        if self.code in self.RULED:
            raise TouyanError(f"系统按“{self.name}”计算，不能删除；可以改名或调整顺序")
        try:
            self.delete()
        except ProtectedError as error:
            raise TouyanError(f"“{self.name}”已被使用，不能删除；可以改名或调整顺序") from error


def all_kinds() -> dict[str, type[Kind]]:
    """Every table of kinds by its label (``cadres.postkind``), in the order of the apps."""
    return {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Kind)}


def propose_code(name: str, taken: Collection[str]) -> str:
    """A free code from the name's pinyin: 民兵连长 → min_bing_lian_zhang, and _2 behind it if that is taken."""
    syllables = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(name)).lower()) or ["kind"]
    while len(code := "_".join(syllables)) > CODE_LENGTH - 4 and len(syllables) > 1:
        syllables.pop()
    code = code[: CODE_LENGTH - 4]
    numbered = (f"{code}_{number}" for number in range(2, len(taken) + 3))
    return code if code not in taken else next(each for each in numbered if each not in taken)
