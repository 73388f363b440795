"""A contest whose score grid is open, and who fills it in."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.scoring import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Scene:
    """高台镇 with a rater who has an account, one who has none, and a second township beside it."""

    def __init__(self, *, villages=3):
        self.places = factories.make_places(villages=villages)
        self.other = factories.make_places(township="黎坪镇", number=110)
        township = self.places.township
        self.clerk = factories.make_user(username="gaotai", role="township_official", area=township, name="张莉")
        self.rater_user = factories.make_user(username="yang", role="village_cadre", area=self.places.villages[0])
        self.scheme = factories.make_scheme(area=self.places.county)
        self.contest = factories.make_contest(
            scheme=self.scheme,
            area=township,
            villages=self.places.villages,
            raters=[
                {"name": "杨志远", "unit": "镇农业综合服务中心"},
                {"name": "本村书记", "user": self.rater_user, "area": self.places.villages[0]},
            ],
        )
        self.component = self.scheme.components.get()
        self.paper, self.own = self.contest.raters.order_by("seat")
        self.field = self.component.fields.order_by("order").first()

    def url(self, name="score_grid", rater=None):
        return reverse(f"scoring:{name}", args=[self.contest.pk, self.component.pk, (rater or self.paper).pk])


@pytest.fixture
def scene(db):
    return Scene()


@pytest.fixture
def enter(client):
    """``enter(user)``: a browser of that account."""

    def log_in(user):
        client.force_login(user, backend=BACKEND)
        return client

    return log_in


def save(client, url, *cells):
    body = json.dumps({"cells": cells})
    return client.post(url, body, content_type="application/json", HTTP_ACCEPT="application/json")


def redeemed(text) -> Client:
    browser = Client()
    answer = browser.post(reverse("rate:enter"), {"code": text})
    assert answer.status_code == 302, answer.content.decode()
    return browser
