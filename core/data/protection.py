"""What the database itself keeps from whoever is logged in: append-only tables, history, the rights of the application.

A table is append-only if a migration gave it the trigger ``append_only``; the tables of the history and its contexts
always are. ``protect`` runs after every ``migrate``, so that tables of later apps are covered without a word: nobody
empties such a table, no session setting switches the history off. ``grant`` makes the role under which the system runs
where migrations have another: it reads and writes, only adds to append-only tables, owns nothing and changes no table.
"""

import pghistory.models
from django.apps import apps
from django.conf import settings
from django.db import connections
from psycopg2.extensions import encrypt_password

TRIGGERS = {
    "append_only": ("UPDATE OR DELETE", "ROW"),
    "never_emptied": ("TRUNCATE", "STATEMENT"),
}
MARKED = """
SELECT c.relname, array_agg(t.tgname::text) FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.proname = 'touyan_append_only' AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname
"""
HISTORY = """
-- pgtrigger lets a session name triggers to be skipped. Nobody here has to.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS 'SELECT false';

-- A context gets a second row when more becomes known about it; pghistory's own function would change the first.
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    context uuid := nullif(current_setting('pghistory.context_id', true), '')::uuid;
    facts jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
    known jsonb;
BEGIN
    IF context IS NULL OR facts IS NULL THEN RETURN NULL; END IF;
    SELECT metadata INTO known FROM pghistory_context WHERE id = context;
    IF known = facts THEN RETURN context; END IF;
    IF FOUND THEN context := md5(context::text || facts::text)::uuid; END IF;
    INSERT INTO pghistory_context (id, metadata, created_at, updated_at) VALUES (context, facts, now(), now())
        ON CONFLICT (id) DO NOTHING;
    RETURN context;
END $$;
"""
# A temporary table of the same name must not take the place of the one a trigger reads or writes.
SEARCH_PATHS = """
SELECT format('ALTER FUNCTION %s SET search_path = public, pg_temp', oid::regprocedure) FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
    AND prorettype = 'trigger'::regtype AND NOT coalesce(proconfig, '{}') @> ARRAY['search_path=public, pg_temp']
"""
RIGHTS = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
"""


def after_migrate(*, using: str, **_) -> None:
    """What follows every ``migrate``."""
    protect(using=using)
    if settings.RUNTIME_ROLE:
        grant(settings.RUNTIME_ROLE, password=settings.RUNTIME_PASSWORD, using=using)


def append_only_tables(*, using: str = "default") -> list[str]:
    """All tables that only grow, as far as they exist yet."""
    with connections[using].cursor() as cursor:
        existing = set(connections[using].introspection.table_names(cursor))
        cursor.execute(MARKED)
        marked = {table for table, _ in cursor.fetchall()}
    history = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.managed and issubclass(model, (pghistory.models.Event, pghistory.models.Context))
    }
    return sorted(existing & (marked | history))


def protect(*, using: str = "default") -> None:
    """Give every append-only table its triggers and close the ways around the history. Does nothing a second time."""
    tables = append_only_tables(using=using)
    with connections[using].cursor() as cursor:
        cursor.execute(MARKED)
        present = dict(cursor.fetchall())
        if not present:
            return  # the function is not there yet: only part of the migrations has run
        for table in tables:
            for name, (event, each) in TRIGGERS.items():
                if name not in present.get(table, ()):
                    cursor.execute(
                        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each}"
                        " EXECUTE FUNCTION touyan_append_only()"
                    )
        if "pghistory_context" in tables:
            cursor.execute(HISTORY)
        cursor.execute(SEARCH_PATHS)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def grant(role: str, *, password: str = "", using: str = "default") -> None:
    """Make ``role`` if it is missing and give it what the running system needs, no more."""
    connection = connections[using]
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {name} LOGIN")
        if password:  # hashed here: statements may be logged
            hashed = encrypt_password(password, role, connection.connection, "scram-sha-256")
            cursor.execute(f"ALTER ROLE {name} PASSWORD %s", [hashed])
        cursor.execute(RIGHTS.format(role=name))
        for table in append_only_tables(using=using):
            cursor.execute(f"REVOKE UPDATE, DELETE ON {connection.ops.quote_name(table)} FROM {name}")
