"""What stood as one education goes to the kind of studies it was."""

from django.db import migrations

FORWARD = """
UPDATE cadres_person SET full_time_education = education WHERE education_form <> 'in_service';
UPDATE cadres_person SET in_service_education = education WHERE education_form = 'in_service';
"""


class Migration(migrations.Migration):
    dependencies = [("cadres", "0007_studies")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
