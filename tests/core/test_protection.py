"""What the database refuses: changed history, emptied records, and whatever the running system has no business with."""

import secrets
from contextlib import contextmanager

import pghistory
import psycopg2
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from areas.models import Area
from core.data import protection
from core.models import StateChange
from tests.scoring import factories

FORBIDDEN = psycopg2.errors.InsufficientPrivilege
RESULTS = {
    *(f"scoring_{name}" for name in ("tally", "standing", "standingpart", "figurepart", "bonuspart", "categoryrank")),
    "scoring_award",
    "contests_countyranking",
}


@contextmanager
def refused():
    with pytest.raises(IntegrityError, match="只可追加"), transaction.atomic():
        yield


@pytest.fixture
def sql(db):
    with connection.cursor() as cursor:
        yield cursor.execute


@pytest.mark.django_db
def test_history_changes_of_state_and_results_only_grow():
    tables = protection.append_only_tables()
    events = {model._meta.db_table for model in apps.get_models() if model._meta.db_table.endswith("event")}
    assert len(events & set(tables)) > 50
    assert {"core_statechange", "pghistory_context", *RESULTS} <= set(tables)


def test_none_of_them_can_be_emptied(sql):
    for table in protection.append_only_tables():
        with refused():
            sql(f"TRUNCATE {table} CASCADE")


def test_a_context_is_neither_changed_nor_deleted(sql):
    sql("INSERT INTO pghistory_context VALUES (gen_random_uuid(), now(), now(), '{\"user\": 1}')")
    with refused():
        sql("UPDATE pghistory_context SET metadata = '{}'")
    with refused():
        sql("DELETE FROM pghistory_context")


def test_what_becomes_known_later_does_not_change_what_was_written(db):
    area = factories.make_places(villages=1).villages[0]
    context = pghistory.models.Context.objects
    with pghistory.context(user=7):
        Area.objects.filter(pk=area.pk).update(short_name="甲")
        Area.objects.filter(pk=area.pk).update(short_name="乙")
        with pghistory.context(reason="更正"):
            Area.objects.filter(pk=area.pk).update(short_name="丙")
            Area.objects.filter(pk=area.pk).update(short_name="丁")
    assert [row.metadata for row in context.order_by("created_at", "metadata")] == [
        {"user": 7}, {"user": 7, "reason": "更正"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    "trick",
    [
        "SET LOCAL pgtrigger.ignore = '{{{trigger}}}'",
        "CREATE TEMP TABLE areas_areaevent (LIKE public.areas_areaevent INCLUDING ALL)",
    ],
    ids=["triggers named to be skipped", "another table in the history's place"],
)
def test_no_session_escapes_the_history(sql, trick):
    factories.make_places(villages=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'areas_area'::regclass AND tgname ~ 'update'")
        trigger = cursor.fetchone()[0]
        sql(trick.format(trigger=trigger))
        sql("UPDATE areas_area SET short_name = 'x'")
        cursor.execute("SELECT count(*) FROM public.areas_areaevent")
        assert cursor.fetchone()[0] == Area.objects.count()


@pytest.mark.django_db
def test_a_second_time_changes_nothing():
    with CaptureQueriesContext(connection) as queries:
        protection.protect()
    assert not [query["sql"] for query in queries if query["sql"].startswith(("CREATE TRIGGER", "ALTER FUNCTION"))]


@pytest.fixture
def runtime(transactional_db):
    """A connection as the running system has it, and the role's name."""
    role, password = f"touyan_app_{secrets.token_hex(4)}", secrets.token_hex(16)
    protection.grant(role, password=password)
    protection.grant(role, password=password)  # nothing happens a second time
    settings = connection.settings_dict
    session = psycopg2.connect(
        host=settings["HOST"] or settings["OPTIONS"].get("host"), port=settings["PORT"] or None, user=role,
        password=password, dbname=settings["NAME"],
    )  # fmt: skip
    session.autocommit = True
    yield session
    session.close()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")


def test_the_running_system_works_and_only_adds_to_what_only_grows(runtime):
    factories.make_places(villages=1)
    StateChange.objects.create(subject="x.y", subject_id=1, title="x", source="", target="draft")
    with connection.cursor() as owner:
        owner.execute("DROP TABLE IF EXISTS later_app")
        owner.execute("CREATE TABLE later_app (id bigint GENERATED ALWAYS AS IDENTITY, name text)")
    cursor = runtime.cursor()
    for allowed in (
        "UPDATE areas_area SET short_name = 'x' WHERE level = (SELECT max(level) FROM areas_area)",
        "INSERT INTO core_statechange (subject, subject_id, title, source, target, reason, at)"
        " VALUES ('x.y', 2, 'x', '', 'draft', '', now())",
        "SELECT * FROM core_statechange",
        "DELETE FROM django_session",
        "INSERT INTO later_app (name) VALUES ('x')",
        "UPDATE later_app SET name = 'y'",
        "CREATE TEMP TABLE tally_entry AS SELECT 1 AS id; ANALYZE tally_entry; DROP TABLE tally_entry",
        "SET work_mem = '256MB'",
    ):
        cursor.execute(allowed)
    with connection.cursor() as owner:
        owner.execute("SELECT count(*) FROM areas_areaevent")
        assert owner.fetchone() == (1,)
        owner.execute("DROP TABLE later_app")
    for forbidden in (
        "UPDATE core_statechange SET reason = 'x'",
        "DELETE FROM core_statechange",
        "UPDATE pghistory_context SET metadata = '{}'",
        "DELETE FROM areas_areaevent",
        "UPDATE scoring_standing SET rank = 1",
        "TRUNCATE core_statechange",
        "TRUNCATE areas_area CASCADE",
        "DROP TABLE core_statechange",
        "ALTER TABLE core_statechange DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only ON core_statechange",
        "CREATE TRIGGER mine BEFORE INSERT ON areas_area FOR EACH ROW EXECUTE FUNCTION touyan_append_only()",
        "CREATE TABLE public.mine (id int)",
        "CREATE OR REPLACE FUNCTION touyan_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
        "SET ROLE postgres",
        "CREATE ROLE another",
        "COPY areas_area TO PROGRAM 'cat'",
    ):
        with pytest.raises(FORBIDDEN):
            cursor.execute(forbidden)
