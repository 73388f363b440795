"""Contests that are final say which version is: only a correction notice changes it from now on. O3"""

from django.db import migrations

FORWARD = """
UPDATE contests_contest c SET final_version = t.version
FROM (SELECT contest_id, max(version) AS version FROM contests_tally GROUP BY contest_id) t
WHERE t.contest_id = c.id AND c.status = 'final'
"""


class Migration(migrations.Migration):
    dependencies = [("contests", "0008_results_published")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
