"""Persons in the small tree of the areas, and accounts."""

from datetime import date

import pytest

from cadres.models import Person, PostKind
from tests.areas.conftest import login, tree

__all__ = ["login", "make_person", "posts", "tree"]


@pytest.fixture
def posts(db) -> dict[str, PostKind]:
    return {post.code: post for post in PostKind.objects.all()}


@pytest.fixture
def make_person(tree):
    """``make_person("周建平", "弥陀村")``: a person whose file is kept there."""

    def make(name: str, area: str, **facts) -> Person:
        facts = {"sex": "1", "birth_date": date(1983, 5, 12), **facts}
        return Person.objects.create(name=name, area=tree[area], **facts)

    return make
