"""A process with the app of docs/新应用.md besides ours: prints as JSON what of it is there. Run by test_new_app.py.

Its table is made in a transaction of the test database that is taken back.
"""

import json

import django

django.setup()

from django.apps import apps  # noqa: E402 (needs Django set up)
from django.core.checks import run_checks  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from config import celery_app  # noqa: E402
from tests.scoring import factories  # noqa: E402


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def found() -> dict:
    visits = apps.get_model("visits", "Visit")
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("visits").get_models():
            editor.create_model(model)
    here = factories.make_places(villages=["战斗村"])
    there = factories.make_places(villages=["新华村"], township="新集镇", number=107)
    for village in (*here.villages, *there.villages):
        visits.objects.create(area=village, day=timezone.localdate(), purpose=f"看望{village}老党员")
    new = {"area": here.villages[0].pk, "day": "2026-01-05", "purpose": "入户", "done_on": ""}
    official = factories.make_user(username="office", role="township_official", area=here.township)
    auditor = factories.make_user(username="audit", role="auditor", area=here.county)
    office, other = client_of(official), client_of(auditor)
    return {
        "problems": [str(each) for each in run_checks()],
        "may": [user.has_perm("visits.change_visit") for user in (official, auditor)],
        "home": office.get(reverse("dashboards:home")).text,
        "home of the auditor": other.get(reverse("dashboards:home")).text,
        "list": office.get(reverse("visits:visit_list")).text,
        "list for the auditor": other.get(reverse("visits:visit_list")).status_code,
        "search": office.get(reverse("dashboards:search"), {"q": "老党员"}).text,
        "api": office.get(reverse("api:visit-list")).json(),
        "schema": list(office.get(reverse("api:schema"), {"format": "json"}).json()["paths"]),
        "timetable": [entry["task"] for entry in celery_app.conf.beat_schedule.values()],
        "entered": office.post(reverse("visits:visit_create"), new).status_code,
        "export": office.get(reverse("visits:visit_list"), {"export": "xlsx"}).headers["Content-Type"],
        "form": office.get(reverse("visits:visit_template")).headers["Content-Type"],
        "removed": celery_app.tasks["visits.tasks.forget_visits"](),
    }


if __name__ == "__main__":
    setup_test_environment()
    celery_app.loader.import_default_modules()
    with transaction.atomic():
        print(json.dumps(found(), ensure_ascii=False))
        transaction.set_rollback(True)
