"""Stages and kinds of contest that the documents name. Days of the stages are given by neither: they are proposals."""

from django.db import migrations

STAGES = [
    ("declaration", "申报", False), ("onsite", "现场比武", False), ("review", "集中评议", True),
    ("adjudication", "组织评定", False), ("notice", "公示", False),
]  # fmt: skip
TOPICS = "组织建设\n乡村产业\n人居环境\n乡村治理\n乡风文化"
KINDS = [  # fields, stages: code, working day from the period's end (−1 the last one in it), working days
    (
        {
            "code": "township_quarter", "name": "乡镇季度擂台", "organiser": "township", "period_kind": "quarter",
            "clause": "D0 3.3、D3 3(二)；各阶段天数原文未规定",
        },
        [("onsite", -12, 1), ("review", -11, 11), ("adjudication", 1, 5), ("notice", 6, 5)],
    ),
    (
        {
            "code": "county_quarter", "name": "区级擂台比武", "organiser": "county", "period_kind": "quarter",
            "by_nomination": True, "asks_declaration": True, "needs_approval": True,
            "required_topics": "本期主题", "elective_topics": TOPICS,
            "clause": "D3 3(一)、4；推荐数和各阶段天数原文未规定",
        },
        [("declaration", -36, 8), ("onsite", -12, 1), ("review", -11, 11), ("adjudication", 1, 6), ("notice", 7, 5)],
    ),
    (
        {
            "code": "county_final", "name": "县年度总决赛", "organiser": "county", "period_kind": "year",
            "by_nomination": True, "nominations_max": 3, "needs_approval": True,
            "clause": "D0 3.3；各阶段天数原文未规定",
        },
        [("declaration", -30, 8), ("onsite", -12, 1), ("review", -11, 11), ("adjudication", 1, 6), ("notice", 7, 5)],
    ),
]  # fmt: skip


def seed(apps, editor):
    kind_model, stage_model = apps.get_model("contests", "ContestKind"), apps.get_model("contests", "KindStage")
    stages = {
        code: apps.get_model("contests", "StageKind").objects.create(
            code=code, name=name, order=order, is_scoring=scoring
        )
        for order, (code, name, scoring) in enumerate(STAGES, 1)
    }
    for order, (fields, plan) in enumerate(KINDS, 1):
        kind = kind_model.objects.create(order=order, **fields)
        for code, begins, days in plan:
            stage_model.objects.create(kind=kind, stage=stages[code], begins=begins, days=days)


class Migration(migrations.Migration):
    dependencies = [("contests", "0003_guards")]
    operations = [migrations.RunPython(seed)]
