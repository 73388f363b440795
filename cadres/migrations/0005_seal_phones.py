"""Telephone numbers that stand in clear are encrypted, with the first key of TOUYAN_FIELD_KEYS."""

from django.db import migrations

from core.data.sealed import seal, unseal


def _phones(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    cursor.execute("SELECT id, uuid, phone FROM cadres_person WHERE phone <> ''")
    return [(cursor, pk, f"cadres.person|phone|{uuid}", phone) for pk, uuid, phone in cursor.fetchall()]


def forward(apps, schema_editor):
    index = apps.get_model("cadres", "Person")._meta.get_field("phone_index")
    for cursor, pk, place, phone in _phones(apps, schema_editor):
        values = [seal(phone, place), index.of_text(phone), pk]
        cursor.execute("UPDATE cadres_person SET phone = %s, phone_index = %s WHERE id = %s", values)


def backward(apps, schema_editor):
    for cursor, pk, place, phone in _phones(apps, schema_editor):
        cursor.execute("UPDATE cadres_person SET phone = %s WHERE id = %s", [unseal(phone, place), pk])


class Migration(migrations.Migration):
    dependencies = [("cadres", "0004_sensitive")]
    operations = [migrations.RunPython(forward, backward)]
