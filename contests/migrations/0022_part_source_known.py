"""The contest a carried-over score comes from is checked like the other keys of a result's parts."""

from django.db import migrations

KEYS = "'standing_id', 'contests_standing', 'component_id', 'contests_component'"
TRIGGER = """
DROP TRIGGER known_keys ON contests_standingpart;
CREATE TRIGGER known_keys AFTER INSERT ON contests_standingpart REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION contests_check_keys({keys});
"""


class Migration(migrations.Migration):
    dependencies = [("contests", "0021_vetoes_and_keys")]
    operations = [
        migrations.RunSQL(
            TRIGGER.format(keys=f"{KEYS}, 'source_id', 'contests_contest'"), TRIGGER.format(keys=KEYS)
        )
    ]
