"""Counts that pages of notices need."""

from typing import Self

from django.db.models import Count, Q, QuerySet


class ObjectedQuerySet(QuerySet):
    """Rows of notices."""

    def with_open_objections(self) -> Self:
        """``open_objections``: how many objections have no answer yet."""
        return self.annotate(open_objections=Count("objections", filter=Q(objections__status="open")))
