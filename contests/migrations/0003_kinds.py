"""Kinds the documents name: rater groups (D0 3.3, D3 4), stages (D3 4), awards (D0 3.3)."""

from django.db import migrations

GROUPS = [
    ("observers", "观摩评委"), ("peers", "村支书"), ("leaders", "乡镇领导"), ("departments", "区直部门"), ("panel", "领导小组"),
    ("stations", "站所负责人"), ("delegates", "两代表一委员"),
]  # fmt: skip
STAGES = [
    ("declaration", "申报", False), ("onsite", "现场比武", False), ("review", "集中评议", True),
    ("adjudication", "组织评定", False), ("notice", "公示", False),
]  # fmt: skip
AWARDS = [("cup", "夺杯村", True), ("prize", "名次奖", False), ("flag", "单项红旗", False), ("progress", "进步奖", False)]


def seed(apps, editor):
    for order, (code, name) in enumerate(GROUPS, 1):
        apps.get_model("contests", "RaterGroup").objects.create(code=code, name=name, order=order)
    for order, (code, name, scoring) in enumerate(STAGES, 1):
        apps.get_model("contests", "StageKind").objects.create(code=code, name=name, order=order, is_scoring=scoring)
    for order, (code, name, cup) in enumerate(AWARDS, 1):
        apps.get_model("contests", "AwardKind").objects.create(code=code, name=name, order=order, is_cup=cup)


def unseed(apps, editor):
    for model, rows in [("RaterGroup", GROUPS), ("StageKind", STAGES), ("AwardKind", AWARDS)]:
        apps.get_model("contests", model).objects.filter(code__in=[row[0] for row in rows]).delete()


class Migration(migrations.Migration):
    dependencies = [("contests", "0002_guards")]
    operations = [migrations.RunPython(seed, unseed)]
