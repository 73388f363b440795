"""Kinds the documents name: rater groups (D0 3.3, D3 4), awards (D0 3.3), and one for those called in (scoring.md §7)."""

from django.db import migrations

GROUPS = [
    ("observers", "观摩评委"), ("peers", "村支书"), ("leaders", "乡镇领导"), ("departments", "区直部门"), ("panel", "领导小组"),
    ("stations", "站所负责人"), ("delegates", "两代表一委员"),
]  # fmt: skip
AWARDS = [
    ("cup", "夺杯村", True), ("prize", "名次奖", False), ("flag", "单项红旗", False), ("progress", "进步奖", False),
    ("reminder", "约谈提醒", False),
]  # fmt: skip


def seed(apps, editor):
    for order, (code, name) in enumerate(GROUPS, 1):
        apps.get_model("scoring", "RaterGroup").objects.create(code=code, name=name, order=order)
    for order, (code, name, cup) in enumerate(AWARDS, 1):
        apps.get_model("scoring", "AwardKind").objects.create(code=code, name=name, order=order, is_cup=cup)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0002_guards")]
    operations = [migrations.RunPython(seed)]
