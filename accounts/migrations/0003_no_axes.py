"""Wrong tries are counted by core.security.attempts now: the tables of django-axes go."""

from django.db import migrations

DROP = "DROP TABLE IF EXISTS axes_accessattempt, axes_accessattemptexpiration, axes_accessfailurelog, axes_accesslog"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_separated_duties"), ("core", "0007_attempts")]
    operations = [migrations.RunSQL(DROP, migrations.RunSQL.noop)]
