"""The categories of D0 2.3 and the first yearly indicators (A2)."""

from django.db import migrations

CATEGORIES = (
    ("weak_economy", "集体经济薄弱村"),
    ("petition_conflict", "信访矛盾突出村"),
    ("key_project", "重点项目涉及村"),
    ("yellow_river", "沿黄流域村"),
)
INDICATORS = (
    ("collective_income", "集体经济经营收入", "元", 2),
    ("collective_profit", "集体经济净利润", "元", 2),
    ("income_per_head", "村民人均可支配收入", "元", 2),
    ("complaints", "信访件", "件", 0),
    ("key_tasks_done", "重点任务完成", "项", 0),
    ("new_party_members", "新发展党员", "人", 0),
)


def seed(apps, schema_editor):
    apps.get_model("areas", "Category").objects.bulk_create(
        apps.get_model("areas", "Category")(code=code, name=name, order=order, clause="D0 2.3")
        for order, (code, name) in enumerate(CATEGORIES, start=1)
    )
    kind = apps.get_model("areas", "IndicatorKind")
    kind.objects.bulk_create(
        kind(code=code, name=name, unit=unit, places=places, order=order)
        for order, (code, name, unit, places) in enumerate(INDICATORS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]
    operations = [migrations.RunPython(seed)]
