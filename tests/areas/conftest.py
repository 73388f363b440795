"""A small tree with accounts in it."""

import pytest

from tests.areas.build import build_tree, make_user


@pytest.fixture
def tree(db):
    """Areas by short name."""
    return build_tree()


@pytest.fixture
def login(client, tree):
    """``login("township_official", "高台镇")``: a client acting in this role there; ``client.user`` is the account."""

    def enter(role: str, area: str):
        client.user = make_user(role, tree[area])
        client.force_login(client.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
