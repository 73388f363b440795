"""A small tree, persons in it, and accounts."""

from datetime import date

import pytest

from cadres.models import Person, PostKind
from tests.areas.build import build_tree, make_user


@pytest.fixture
def tree(db):
    """Areas by short name."""
    return build_tree()


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


@pytest.fixture
def login(client, tree):
    """``login("township_official", "高台镇")``: a client acting in this role there; ``client.user`` is the account."""

    def enter(role: str, area: str):
        client.user = make_user(role, tree[area])
        client.force_login(client.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
