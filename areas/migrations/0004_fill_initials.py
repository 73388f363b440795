"""Places that are there already are found by their initials too."""

from django.db import migrations

from core.values.names import initials

BATCH = 5_000


def fill(apps, schema_editor):
    Area = apps.get_model("areas", "Area")
    changed = []
    for area in Area.objects.filter(initials="").only("pk", "short_name").iterator(chunk_size=BATCH):
        area.initials = initials(area.short_name)[:60]
        changed.append(area)
        if len(changed) == BATCH:
            Area.objects.bulk_update(changed, ["initials"])
            changed = []
    Area.objects.bulk_update(changed, ["initials"])


class Migration(migrations.Migration):
    dependencies = [("areas", "0003_initials")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
