"""What is written down is never changed; the function serves every table that must not change."""

from django.db import migrations

APPEND_ONLY = ("statechange", "accessrecord")
FUNCTION = """
CREATE FUNCTION touyan_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% 只可追加，不可修改或删除', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FORWARD = FUNCTION + "".join(
    f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_{table}\n"
    "    FOR EACH ROW EXECUTE FUNCTION touyan_append_only();\n"
    for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD)]
