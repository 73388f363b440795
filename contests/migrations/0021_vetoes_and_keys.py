"""Entries excluded by a veto say so; what results left in dossiers is kept by entry, so that a village may have several."""

from django.db import migrations

VETOED = """
UPDATE contests_entry e SET is_vetoed = true
WHERE e.status = 'excluded' AND EXISTS (
    SELECT FROM contests_occurrence o JOIN contests_bonusitem i ON i.id = o.item_id
    WHERE o.entry_id = e.id AND o.approved AND i.effect = 'excluded')
"""
KEYED = """
UPDATE {table} r SET key = r.key || ':' || e.id
FROM contests_standing s JOIN contests_entry e ON e.id = s.entry_id
WHERE r.link = '/contests/standings/' || s.id || '/' AND r.key = 'contest:' || e.contest_id
"""
UNKEYED = """
DELETE FROM {table} r USING {table} other
WHERE r.key LIKE 'contest:%:%' AND other.key LIKE 'contest:%:%' AND other.id < r.id
  AND other.{subject} = r.{subject} AND split_part(other.key, ':', 2) = split_part(r.key, ':', 2);
UPDATE {table} SET key = 'contest:' || split_part(key, ':', 2) WHERE key LIKE 'contest:%:%'
"""
DOSSIERS = {"areas_villagerecord": "area_id", "cadres_dossierentry": "person_id"}


class Migration(migrations.Migration):
    dependencies = [("contests", "0020_vetoes_and_places")]
    operations = [
        migrations.RunSQL(VETOED, "UPDATE contests_entry SET is_vetoed = false WHERE is_vetoed"),
        *(
            migrations.RunSQL(KEYED.format(table=table), UNKEYED.format(table=table, subject=subject))
            for table, subject in DOSSIERS.items()
        ),
    ]
