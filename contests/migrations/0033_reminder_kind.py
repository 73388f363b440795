"""A kind for those who are called in (约谈) because they stay below a line. scoring.md §7"""

from django.db import migrations

CODE = "reminder"


def seed(apps, editor):
    kinds = apps.get_model("contests", "AwardKind").objects
    last = kinds.order_by("-order").values_list("order", flat=True).first() or 0
    if not kinds.filter(code=CODE).exists() and not kinds.filter(name="约谈提醒").exists():
        kinds.create(code=CODE, name="约谈提醒", order=last + 1)


def unseed(apps, editor):
    apps.get_model("contests", "AwardKind").objects.filter(code=CODE, awardrule=None).delete()


class Migration(migrations.Migration):
    dependencies = [("contests", "0032_award_posts_frozen")]
    operations = [migrations.RunPython(seed, unseed)]
