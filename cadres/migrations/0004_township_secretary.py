"""Township secretaries compete and are appraised as well (D3 1, 5.1), so their post exists."""

from django.db import migrations

CODE = "township_secretary"


def seed(apps, schema_editor):
    post = apps.get_model("cadres", "PostKind")
    if not post.objects.filter(code=CODE).exists():
        post.objects.create(
            code=CODE, name="乡镇（街道）党（工）委书记", short_name="乡镇书记", single_seat=True, order=9
        )


def unseed(apps, schema_editor):
    apps.get_model("cadres", "PostKind").objects.filter(code=CODE, appointments=None).delete()


class Migration(migrations.Migration):
    dependencies = [("cadres", "0003_seed")]
    operations = [migrations.RunPython(seed, unseed)]
