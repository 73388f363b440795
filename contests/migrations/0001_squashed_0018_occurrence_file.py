"""All migrations up to 0018 in one, for new installations: the long way re-reads every model some hundred times.

Installations that are on the long way stay on it; both end with the same tables (compared by dump).
"""

from importlib import import_module

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.data.operations import together

BY_HAND = [
    "0002_guards",
    "0003_kinds",
    "0005_scoring_guards",
    "0009_final_versions",
    "0014_contest_kinds",
    "0017_scores_that_apply",
]


def written_by_hand():
    """Triggers, functions and first rows, from where they were written."""
    for name in BY_HAND:
        for operation in import_module(f"contests.migrations.{name}").Migration.operations:
            if isinstance(operation, (migrations.RunSQL, migrations.RunPython)):
                yield operation


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("contests", "0001_initial"),
        ("contests", "0002_guards"),
        ("contests", "0003_kinds"),
        ("contests", "0004_scoring_complete"),
        ("contests", "0005_scoring_guards"),
        ("contests", "0006_award_count_fits"),
        ("contests", "0007_raters"),
        ("contests", "0008_results_published"),
        ("contests", "0009_final_versions"),
        ("contests", "0010_award_rule_nulls"),
        ("contests", "0011_words_of_checks"),
        ("contests", "0012_award_decisions_stay"),
        ("contests", "0013_procedure"),
        ("contests", "0014_contest_kinds"),
        ("contests", "0015_tally_reasons"),
        ("contests", "0016_paper_scan"),
        ("contests", "0017_scores_that_apply"),
        ("contests", "0018_occurrence_file"),
    ]
    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0002_seed"),
        ("cadres", "0004_township_secretary"),
        ("core", "0005_import_runs"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = together([
        migrations.CreateModel(
            name="AwardKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        error_messages={"unique": "已有这个代码，请换一个"},
                        max_length=40,
                        unique=True,
                        verbose_name="代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "已有这个名称，请换一个"},
                        max_length=40,
                        unique=True,
                        verbose_name="名称",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "is_cup",
                    models.BooleanField(
                        default=False, help_text="夺杯村在排名里用金色标出（D0 3.3）", verbose_name="夺杯"
                    ),
                ),
            ],
            options={
                "verbose_name": "奖项种类",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BonusGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
            ],
            options={
                "verbose_name": "就高组",
            },
        ),
        migrations.CreateModel(
            name="Dimension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
            ],
            options={
                "verbose_name": "维度",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "dimensions",
            },
        ),
        migrations.CreateModel(
            name="RaterGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        error_messages={"unique": "已有这个代码，请换一个"},
                        max_length=40,
                        unique=True,
                        verbose_name="代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "已有这个名称，请换一个"},
                        max_length=40,
                        unique=True,
                        verbose_name="名称",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
            ],
            options={
                "verbose_name": "评委组",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Component",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("short_name", models.CharField(help_text="排名表的列名，如“观摩”", max_length=8, verbose_name="简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("rated", "评委打分"), ("recorded", "录入指标值"), ("carried", "取自其他比武的得分")],
                        default="rated",
                        max_length=10,
                        verbose_name="分数来源",
                    ),
                ),
                (
                    "is_second_round",
                    models.BooleanField(
                        default=False,
                        help_text="初次计分以后才开始打分，评委先看初次名次；初次计分时其余各项放大到满分",
                        verbose_name="第二轮",
                    ),
                ),
                (
                    "coverage",
                    models.CharField(
                        choices=[("all", "全部指标"), ("chosen", "部分指标"), ("overall", "只打一个总分")],
                        default="all",
                        max_length=10,
                        verbose_name="打分内容",
                    ),
                ),
                (
                    "overall_maximum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="只在“只打一个总分”时填，一般 100",
                        max_digits=9,
                        null=True,
                        verbose_name="总分上限",
                    ),
                ),
                (
                    "combine",
                    models.CharField(
                        choices=[
                            ("mean", "平均"),
                            ("trimmed", "去掉最高最低后平均"),
                            ("median", "中位数"),
                            ("sum", "累加"),
                        ],
                        default="mean",
                        max_length=10,
                        verbose_name="汇总方法",
                    ),
                ),
                ("drop_high", models.PositiveSmallIntegerField(default=0, verbose_name="去掉最高个数")),
                ("drop_low", models.PositiveSmallIntegerField(default=0, verbose_name="去掉最低个数")),
                (
                    "weight",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="占最终得分的分数；累加项不填",
                        max_digits=9,
                        null=True,
                        verbose_name="权重",
                    ),
                ),
                (
                    "factor",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="只在“累加”时填",
                        max_digits=9,
                        null=True,
                        verbose_name="系数",
                    ),
                ),
                (
                    "minimum_sheets",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="最少份数"
                    ),
                ),
                (
                    "too_few",
                    models.CharField(
                        choices=[
                            ("refuse", "不予计分并列出"),
                            ("plain_mean", "改用普通平均"),
                            ("leave_out", "全体不计该项，其余按比例放大"),
                        ],
                        default="refuse",
                        max_length=10,
                        verbose_name="份数不足时",
                    ),
                ),
            ],
            options={
                "verbose_name": "评分项",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "components",
            },
        ),
        migrations.CreateModel(
            name="CarrySource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
            ],
            options={
                "verbose_name": "得分来源",
            },
        ),
        migrations.CreateModel(
            name="StageKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        error_messages={"unique": "已有这个代码，请换一个"},
                        max_length=40,
                        unique=True,
                        verbose_name="代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "已有这个名称，请换一个"},
                        max_length=40,
                        unique=True,
                        verbose_name="名称",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "is_scoring",
                    models.BooleanField(
                        default=False, help_text="评委在这一阶段填评分表，每场比武只有一个", verbose_name="打分阶段"
                    ),
                ),
            ],
            options={
                "verbose_name": "阶段种类",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AwardKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        error_messages={"unique": "已有这个代码，请换一个"},
                        max_length=40,
                        verbose_name="代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "已有这个名称，请换一个"}, max_length=40, verbose_name="名称"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "is_cup",
                    models.BooleanField(
                        default=False, help_text="夺杯村在排名里用金色标出（D0 3.3）", verbose_name="夺杯"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.awardkind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AwardRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("name", models.CharField(max_length=40, verbose_name="奖项")),
                (
                    "group",
                    models.CharField(
                        blank=True, help_text="同组奖项在同一范围内每村最多得一个", max_length=40, verbose_name="奖项组"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("whole", "全体"),
                            ("category", "每个村类别"),
                            ("dimension", "每个维度"),
                            ("township", "每个乡镇"),
                        ],
                        default="whole",
                        max_length=10,
                        verbose_name="评奖范围",
                    ),
                ),
                (
                    "places_by",
                    models.CharField(
                        choices=[
                            ("share", "按比例"),
                            ("number", "固定名额"),
                            ("range", "名额幅度（领导小组在其中定）"),
                            ("threshold", "达到分数线的都给"),
                            ("award_count", "得到规定个数的其他奖项"),
                        ],
                        default="share",
                        max_length=15,
                        verbose_name="名额",
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="0–1，如 0.1 表示前 10%",
                        max_digits=7,
                        null=True,
                        verbose_name="比例",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="个数")),
                (
                    "rounding",
                    models.CharField(
                        choices=[("up", "进一"), ("half_up", "四舍五入"), ("down", "舍去")],
                        default="up",
                        max_length=10,
                        verbose_name="取整",
                    ),
                ),
                ("minimum", models.PositiveSmallIntegerField(default=0, verbose_name="至少")),
                ("maximum", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="至多")),
                (
                    "minimum_participants",
                    models.PositiveSmallIntegerField(default=1, help_text="不足则不设此奖", verbose_name="至少参评数"),
                ),
                (
                    "threshold",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="全体、类别、乡镇按最终得分；按维度评奖填占该维度满分的比例 0–1",
                        max_digits=9,
                        null=True,
                        verbose_name="分数线",
                    ),
                ),
                ("from_bottom", models.BooleanField(default=False, verbose_name="从末位数起")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="奖金（元）"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        choices=[("village", "参赛单位"), ("holder", "负责人"), ("both", "两者分享")],
                        default="village",
                        max_length=10,
                        verbose_name="奖给",
                    ),
                ),
                (
                    "holder_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="0–1，只在两者分享时填",
                        max_digits=5,
                        null=True,
                        verbose_name="负责人所得比例",
                    ),
                ),
                (
                    "tie_policy",
                    models.CharField(
                        choices=[("include_all", "并列都给"), ("decide", "由领导小组决定")],
                        default="include_all",
                        max_length=15,
                        verbose_name="末位并列",
                    ),
                ),
                ("shrink", models.BooleanField(default=False, verbose_name="并列多给的从同组后续奖项扣减")),
                (
                    "counted_kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.awardkind",
                        verbose_name="计数的奖项种类",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contests.awardkind", verbose_name="种类"
                    ),
                ),
            ],
            options={
                "verbose_name": "奖项规则",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "award_rules",
            },
        ),
        migrations.CreateModel(
            name="BasisDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="文件名称")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("issuer", models.CharField(blank=True, max_length=60, verbose_name="发文单位")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="发文日期")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "依据文件",
                "ordering": ["contest_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BonusItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("points", "加扣分"),
                            ("excluded", "取消参评"),
                            ("ranked_last", "排在最后"),
                            ("no_award", "不得评奖"),
                            ("dimension_zero", "该维度记零分"),
                        ],
                        default="points",
                        max_length=15,
                        verbose_name="作用",
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="加分为正，扣分为负；一票否决不填",
                        max_digits=9,
                        null=True,
                        verbose_name="每次分值",
                    ),
                ),
                (
                    "cap",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="绝对值",
                        max_digits=9,
                        null=True,
                        verbose_name="本项上限",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="contests.bonusgroup",
                        verbose_name="就高组",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="contests.dimension",
                        verbose_name="计入维度",
                    ),
                ),
            ],
            options={
                "verbose_name": "加扣分与否决项",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "bonus_items",
            },
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "by_nomination",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="不勾则由主办单位选定参赛单位",
                        verbose_name="由乡镇推荐参赛",
                    ),
                ),
                (
                    "nominations_min",
                    models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="每乡镇至少推荐"),
                ),
                (
                    "nominations_max",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不填则不限", null=True, verbose_name="每乡镇至多推荐"
                    ),
                ),
                ("asks_declaration", models.BooleanField(db_default=False, default=False, verbose_name="须填申报表")),
                (
                    "needs_approval",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="主办单位核准后才能参赛，不勾则提交即生效",
                        verbose_name="申报须核准",
                    ),
                ),
                (
                    "required_topics",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="一行一项，每份申报都要填",
                        verbose_name="规定动作",
                    ),
                ),
                (
                    "elective_topics",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="一行一项，供申报单位选，也可自拟",
                        verbose_name="自选动作范围",
                    ),
                ),
                (
                    "electives_min",
                    models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="自选动作至少"),
                ),
                (
                    "electives_max",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不填则不限", null=True, verbose_name="自选动作至多"
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name="结果公示工作日"),
                ),
                (
                    "reminder_days",
                    models.PositiveSmallIntegerField(
                        db_default=3,
                        default=3,
                        help_text="申报截止前几个工作日起在工作台提醒",
                        verbose_name="提前提醒工作日",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="主题")),
                ("plan", models.TextField(blank=True, db_default="", default="", verbose_name="工作方案")),
                (
                    "announced_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="发布以后乡镇才看得到，可以推荐和申报",
                        null=True,
                        verbose_name="发布时间",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("month", "月度"), ("quarter", "季度"), ("half_year", "半年"), ("year", "年度")],
                        default="quarter",
                        max_length=10,
                        verbose_name="周期",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="第几季度（月、半年）；年度填 1", verbose_name="期次"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "筹备中"),
                            ("scoring", "评分中"),
                            ("closed", "评分已截止"),
                            ("tallied", "已计分"),
                            ("notice", "公示中"),
                            ("final", "已定稿"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="第二轮的评分项在初次计分以后打分", verbose_name="轮次"
                    ),
                ),
                (
                    "double_entry",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="代录的纸质评分表由另一人再录一遍，两遍相同才能提交",
                        verbose_name="纸质表双人录入",
                    ),
                ),
                (
                    "final_version",
                    models.PositiveIntegerField(
                        blank=True,
                        editable=False,
                        help_text="最近一次定稿的版本，以后只能用更正公告更正",
                        null=True,
                        verbose_name="定稿版本",
                    ),
                ),
                (
                    "is_trial",
                    models.BooleanField(
                        default=False, help_text="演练的分数和名次不计入任何统计、档案和以后的比武", verbose_name="演练"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="areas.area", verbose_name="主办"
                    ),
                ),
                (
                    "plan_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                        verbose_name="工作方案文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "比武",
                "ordering": ["-year", "-number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CarrySourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.carrysource",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="取自",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="carrysource",
            name="contest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="carry_sources",
                to="contests.contest",
                verbose_name="比武",
            ),
        ),
        migrations.AddField(
            model_name="carrysource",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contests.contest",
                verbose_name="取自",
            ),
        ),
        migrations.CreateModel(
            name="BasisDocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=120, verbose_name="文件名称")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("issuer", models.CharField(blank=True, max_length=60, verbose_name="发文单位")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="发文日期")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.attachment",
                        verbose_name="文件",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.basisdocument",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="basisdocument",
            name="contest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="documents",
                to="contests.contest",
                verbose_name="比武",
            ),
        ),
        migrations.CreateModel(
            name="ContestKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        error_messages={"unique": "已有这个代码，请换一个"},
                        max_length=40,
                        unique=True,
                        verbose_name="代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "已有这个名称，请换一个"},
                        max_length=40,
                        unique=True,
                        verbose_name="名称",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "by_nomination",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="不勾则由主办单位选定参赛单位",
                        verbose_name="由乡镇推荐参赛",
                    ),
                ),
                (
                    "nominations_min",
                    models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="每乡镇至少推荐"),
                ),
                (
                    "nominations_max",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不填则不限", null=True, verbose_name="每乡镇至多推荐"
                    ),
                ),
                ("asks_declaration", models.BooleanField(db_default=False, default=False, verbose_name="须填申报表")),
                (
                    "needs_approval",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="主办单位核准后才能参赛，不勾则提交即生效",
                        verbose_name="申报须核准",
                    ),
                ),
                (
                    "required_topics",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="一行一项，每份申报都要填",
                        verbose_name="规定动作",
                    ),
                ),
                (
                    "elective_topics",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="一行一项，供申报单位选，也可自拟",
                        verbose_name="自选动作范围",
                    ),
                ),
                (
                    "electives_min",
                    models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="自选动作至少"),
                ),
                (
                    "electives_max",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不填则不限", null=True, verbose_name="自选动作至多"
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name="结果公示工作日"),
                ),
                (
                    "reminder_days",
                    models.PositiveSmallIntegerField(
                        db_default=3,
                        default=3,
                        help_text="申报截止前几个工作日起在工作台提醒",
                        verbose_name="提前提醒工作日",
                    ),
                ),
                (
                    "organiser",
                    models.CharField(
                        choices=[("township", "乡镇"), ("county", "县区")],
                        default="township",
                        max_length=10,
                        verbose_name="主办",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("month", "月度"), ("quarter", "季度"), ("half_year", "半年"), ("year", "年度")],
                        default="quarter",
                        max_length=10,
                        verbose_name="周期",
                    ),
                ),
                ("clause", models.CharField(blank=True, max_length=120, verbose_name="出处")),
            ],
            options={
                "verbose_name": "比武种类",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nominations_max", None),
                            ("nominations_max__gte", models.F("nominations_min")),
                            _connector="OR",
                        ),
                        name="contestkind_nominations",
                        violation_error_message="至多推荐不能少于至少推荐",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("electives_max", None), ("electives_max__gte", models.F("electives_min")), _connector="OR"
                        ),
                        name="contestkind_electives",
                        violation_error_message="自选动作至多不能少于至少",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="contest",
            name="kind",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contests",
                to="contests.contestkind",
                verbose_name="种类",
            ),
        ),
        migrations.CreateModel(
            name="ContestKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        error_messages={"unique": "已有这个代码，请换一个"},
                        max_length=40,
                        verbose_name="代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "已有这个名称，请换一个"}, max_length=40, verbose_name="名称"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "by_nomination",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="不勾则由主办单位选定参赛单位",
                        verbose_name="由乡镇推荐参赛",
                    ),
                ),
                (
                    "nominations_min",
                    models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="每乡镇至少推荐"),
                ),
                (
                    "nominations_max",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不填则不限", null=True, verbose_name="每乡镇至多推荐"
                    ),
                ),
                ("asks_declaration", models.BooleanField(db_default=False, default=False, verbose_name="须填申报表")),
                (
                    "needs_approval",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="主办单位核准后才能参赛，不勾则提交即生效",
                        verbose_name="申报须核准",
                    ),
                ),
                (
                    "required_topics",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="一行一项，每份申报都要填",
                        verbose_name="规定动作",
                    ),
                ),
                (
                    "elective_topics",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="一行一项，供申报单位选，也可自拟",
                        verbose_name="自选动作范围",
                    ),
                ),
                (
                    "electives_min",
                    models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="自选动作至少"),
                ),
                (
                    "electives_max",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不填则不限", null=True, verbose_name="自选动作至多"
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name="结果公示工作日"),
                ),
                (
                    "reminder_days",
                    models.PositiveSmallIntegerField(
                        db_default=3,
                        default=3,
                        help_text="申报截止前几个工作日起在工作台提醒",
                        verbose_name="提前提醒工作日",
                    ),
                ),
                (
                    "organiser",
                    models.CharField(
                        choices=[("township", "乡镇"), ("county", "县区")],
                        default="township",
                        max_length=10,
                        verbose_name="主办",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("month", "月度"), ("quarter", "季度"), ("half_year", "半年"), ("year", "年度")],
                        default="quarter",
                        max_length=10,
                        verbose_name="周期",
                    ),
                ),
                ("clause", models.CharField(blank=True, max_length=120, verbose_name="出处")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.contestkind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContestNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("text", models.TextField(verbose_name="正文")),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="受理电话和地址")),
                ("starts_on", models.DateField(verbose_name="公示开始")),
                ("ends_on", models.DateField(verbose_name="公示截止")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "公示中"),
                            ("done", "公示结束"),
                            ("withdrawn", "已撤回"),
                            ("corrected", "已更正"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                (
                    "kind",
                    models.CharField(
                        choices=[("result", "结果公示"), ("correction", "更正公告")],
                        default="result",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "rows",
                    models.CharField(
                        choices=[("all", "全部名次"), ("winners", "只列获奖的")],
                        default="all",
                        max_length=10,
                        verbose_name="列出",
                    ),
                ),
                ("with_points", models.BooleanField(default=True, verbose_name="写明得分")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
                    ),
                ),
            ],
            options={
                "verbose_name": "结果公示",
                "ordering": ["-published_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContestObjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=40, verbose_name="提出人")),
                ("contact", models.CharField(max_length=60, verbose_name="联系方式")),
                ("content", models.TextField(max_length=2000, verbose_name="异议内容")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待答复"), ("accepted", "成立"), ("rejected", "不成立")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reply", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="认定理由")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="contests.contestnotice",
                        verbose_name="公示",
                    ),
                ),
            ],
            options={
                "verbose_name": "异议",
                "ordering": ["notice_id", "received_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContestSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("month", "月度"), ("quarter", "季度"), ("half_year", "半年"), ("year", "年度")],
                        default="quarter",
                        max_length=10,
                        verbose_name="周期",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="areas.area", verbose_name="主办"
                    ),
                ),
            ],
            options={
                "verbose_name": "比武系列",
            },
        ),
        migrations.AddField(
            model_name="contest",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contests",
                to="contests.contestseries",
                verbose_name="系列",
            ),
        ),
        migrations.CreateModel(
            name="ContestStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="开始")),
                ("ends_on", models.DateField(verbose_name="截止")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contests.stagekind", verbose_name="阶段"
                    ),
                ),
            ],
            options={
                "verbose_name": "阶段",
                "ordering": ["contest_id", "starts_on", "kind__order"],
            },
        ),
        migrations.CreateModel(
            name="CountyRanking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("month", "月度"), ("quarter", "季度"), ("half_year", "半年"), ("year", "年度")],
                        max_length=10,
                        verbose_name="周期",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("number", models.PositiveSmallIntegerField(verbose_name="期次")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("digest", models.CharField(max_length=64, verbose_name="输入摘要")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="县区",
                    ),
                ),
            ],
            options={
                "verbose_name": "县级汇总",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("order", "确定名次"), ("award", "决定奖项")], max_length=10, verbose_name="事项"
                    ),
                ),
                ("places", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="名额")),
                ("reason", models.TextField(verbose_name="理由")),
                ("panel", models.CharField(blank=True, max_length=80, verbose_name="由谁决定")),
                ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                ("decided_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.category",
                        verbose_name="村类别",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.awardrule",
                        verbose_name="奖项",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="乡镇",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.dimension",
                        verbose_name="维度",
                    ),
                ),
            ],
            options={
                "verbose_name": "领导小组决定",
                "ordering": ["contest_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DecisionEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="位次")),
                ("wins", models.BooleanField(default=False, verbose_name="获奖")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="contests.decision",
                        verbose_name="决定",
                    ),
                ),
            ],
            options={
                "verbose_name": "决定涉及的参赛单位",
                "ordering": ["decision_id", "place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "待核准"),
                            ("returned", "退回修改"),
                            ("approved", "已核准"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("measures", models.TextField(blank=True, verbose_name="主要做法")),
                ("highlights", models.TextField(blank=True, verbose_name="工作亮点")),
                ("results", models.TextField(blank=True, verbose_name="取得成效")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提交时间")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "申报",
                "ordering": ["entry__contest_id", "entry__number"],
            },
        ),
        migrations.CreateModel(
            name="DeclarationFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="contests.declaration",
                        verbose_name="申报",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "申报附件",
                "ordering": ["declaration_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DeclarationFileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "declaration",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.declaration",
                        verbose_name="申报",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.attachment",
                        verbose_name="文件",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.declarationfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeclarationItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("topic", models.CharField(max_length=60, verbose_name="项目")),
                ("is_required", models.BooleanField(default=False, verbose_name="规定动作")),
                ("content", models.TextField(blank=True, verbose_name="内容")),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="contests.declaration",
                        verbose_name="申报",
                    ),
                ),
            ],
            options={
                "verbose_name": "申报项目",
                "ordering": ["declaration_id", "order"],
            },
        ),
        migrations.CreateModel(
            name="DeclarationItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("topic", models.CharField(max_length=60, verbose_name="项目")),
                ("is_required", models.BooleanField(default=False, verbose_name="规定动作")),
                ("content", models.TextField(blank=True, verbose_name="内容")),
                (
                    "declaration",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.declaration",
                        verbose_name="申报",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.declarationitem",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("order", "确定名次"), ("award", "决定奖项")], max_length=10, verbose_name="事项"
                    ),
                ),
                ("places", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="名额")),
                ("reason", models.TextField(verbose_name="理由")),
                ("panel", models.CharField(blank=True, max_length=80, verbose_name="由谁决定")),
                ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                ("decided_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.category",
                        verbose_name="村类别",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.decision",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.awardrule",
                        verbose_name="奖项",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="乡镇",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.dimension",
                        verbose_name="维度",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="小组或人员")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("holder_name", models.CharField(blank=True, max_length=40, verbose_name="书记姓名")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("nominated", "待核准"),
                            ("active", "参评"),
                            ("withdrawn", "停赛"),
                            ("excluded", "一票否决"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="村",
                    ),
                ),
                (
                    "basis_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                        verbose_name="停赛、否决的依据",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.person",
                        verbose_name="书记",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="乡镇",
                    ),
                ),
            ],
            options={
                "verbose_name": "参赛村",
                "ordering": ["contest_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="DeclarationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "待核准"),
                            ("returned", "退回修改"),
                            ("approved", "已核准"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("measures", models.TextField(blank=True, verbose_name="主要做法")),
                ("highlights", models.TextField(blank=True, verbose_name="工作亮点")),
                ("results", models.TextField(blank=True, verbose_name="取得成效")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提交时间")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.declaration",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.entry",
                        verbose_name="参赛单位",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="declaration",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="declaration",
                to="contests.entry",
                verbose_name="参赛单位",
            ),
        ),
        migrations.CreateModel(
            name="DecisionEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("place", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="位次")),
                ("wins", models.BooleanField(default=False, verbose_name="获奖")),
                (
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.decision",
                        verbose_name="决定",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.decisionentry",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.entry",
                        verbose_name="参赛单位",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="decisionentry",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decision_entries",
                to="contests.entry",
                verbose_name="参赛单位",
            ),
        ),
        migrations.CreateModel(
            name="ContestObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("person", models.CharField(max_length=40, verbose_name="提出人")),
                ("contact", models.CharField(max_length=60, verbose_name="联系方式")),
                ("content", models.TextField(max_length=2000, verbose_name="异议内容")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待答复"), ("accepted", "成立"), ("rejected", "不成立")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reply", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="认定理由")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contestnotice",
                        verbose_name="公示",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.contestobjection",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.entry",
                        verbose_name="涉及的参赛单位",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="contestobjection",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contests.entry",
                verbose_name="涉及的参赛单位",
            ),
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=180, verbose_name="原因")),
                ("declared_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "declared_by",
                    models.ForeignKey(
                        help_text="空：评委本人凭代码声明",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="contests.entry",
                        verbose_name="参赛村",
                    ),
                ),
            ],
            options={
                "verbose_name": "回避",
            },
        ),
        migrations.CreateModel(
            name="EntryCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.category",
                        verbose_name="村类别",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="contests.entry", verbose_name="参赛村"
                    ),
                ),
            ],
            options={
                "verbose_name": "参赛村类别",
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="categories",
            field=models.ManyToManyField(through="contests.EntryCategory", to="areas.category", verbose_name="村类别"),
        ),
        migrations.CreateModel(
            name="EntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="小组或人员")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("holder_name", models.CharField(blank=True, max_length=40, verbose_name="书记姓名")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("nominated", "待核准"),
                            ("active", "参评"),
                            ("withdrawn", "停赛"),
                            ("excluded", "一票否决"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="村",
                    ),
                ),
                (
                    "basis_file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.attachment",
                        verbose_name="停赛、否决的依据",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cadres.person",
                        verbose_name="书记",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.entry",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="乡镇",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Field",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("maximum", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="满分")),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
            ],
            options={
                "verbose_name": "评分栏",
                "ordering": ["component_id", "order"],
            },
        ),
        migrations.CreateModel(
            name="CheckScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="得分")),
                ("saved_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.field",
                        verbose_name="评分栏",
                    ),
                ),
            ],
            options={
                "verbose_name": "复录得分",
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="数值"),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="自定目标"
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="contests.entry",
                        verbose_name="参赛单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "指标值",
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("maximum", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="满分")),
                ("guidance", models.TextField(blank=True, verbose_name="评分说明")),
                (
                    "categories",
                    models.ManyToManyField(
                        blank=True,
                        help_text="不选则各村都适用",
                        related_name="+",
                        to="areas.category",
                        verbose_name="适用村类别",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="contests.dimension",
                        verbose_name="维度",
                    ),
                ),
            ],
            options={
                "verbose_name": "指标",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "indicators",
            },
        ),
        migrations.AddField(
            model_name="field",
            name="indicator",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fields",
                to="contests.indicator",
                verbose_name="指标",
            ),
        ),
        migrations.AddField(
            model_name="component",
            name="indicators",
            field=models.ManyToManyField(
                blank=True, help_text="只在“部分指标”时选", to="contests.indicator", verbose_name="指标"
            ),
        ),
        migrations.CreateModel(
            name="IndicatorLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("name", models.CharField(max_length=20, verbose_name="等次")),
                ("low", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="最低分")),
                ("high", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="最高分")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="contests.indicator",
                        verbose_name="指标",
                    ),
                ),
            ],
            options={
                "verbose_name": "指标等次",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "indicator_levels",
            },
        ),
        migrations.CreateModel(
            name="KindStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins", models.SmallIntegerField(verbose_name="开始于")),
                ("days", models.PositiveSmallIntegerField(verbose_name="工作日数")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="contests.contestkind",
                        verbose_name="比武种类",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.stagekind",
                        verbose_name="阶段",
                    ),
                ),
            ],
            options={
                "verbose_name": "种类的阶段",
                "ordering": ["kind_id", "begins", "stage__order"],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("direct", "数值就是得分"),
                            ("proportional", "按完成目标的比例"),
                            ("bands", "分档"),
                            ("relative", "与最好的相比"),
                            ("rank", "按名次"),
                        ],
                        default="direct",
                        max_length=15,
                        verbose_name="算法",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="单位")),
                (
                    "zero",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="零分值"),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="参赛单位可另定自己的目标",
                        max_digits=18,
                        null=True,
                        verbose_name="满分值",
                    ),
                ),
                (
                    "less_is_better",
                    models.BooleanField(default=False, help_text="只用于按名次", verbose_name="越小越好"),
                ),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="contests.indicator",
                        verbose_name="指标",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        help_text="选了就读村情里同一年的数值，不用录入",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.indicatorkind",
                        verbose_name="取自村情指标",
                    ),
                ),
            ],
            options={
                "verbose_name": "指标算法",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "measures",
            },
        ),
        migrations.CreateModel(
            name="FigureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="数值"),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="自定目标"
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.entry",
                        verbose_name="参赛单位",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.figure",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.measure",
                        verbose_name="指标",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="figure",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="figures",
                to="contests.measure",
                verbose_name="指标",
            ),
        ),
        migrations.CreateModel(
            name="MeasureBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                (
                    "lower",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="从（含）"
                    ),
                ),
                ("points", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="得分")),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="contests.measure",
                        verbose_name="指标算法",
                    ),
                ),
            ],
            options={
                "verbose_name": "分档",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "measure_bands",
            },
        ),
        migrations.CreateModel(
            name="ObjectionFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                        verbose_name="附件",
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="contests.contestobjection",
                        verbose_name="异议",
                    ),
                ),
            ],
            options={
                "verbose_name": "异议附件",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ObjectionFileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.attachment",
                        verbose_name="附件",
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contestobjection",
                        verbose_name="异议",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.objectionfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.CharField(max_length=120, verbose_name="事例")),
                ("evidence", models.TextField(blank=True, verbose_name="依据")),
                ("approved", models.BooleanField(default=False, verbose_name="已核准")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核准人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="contests.entry",
                        verbose_name="参赛村",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                        verbose_name="附件",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="contests.bonusitem",
                        verbose_name="加扣分项",
                    ),
                ),
            ],
            options={
                "verbose_name": "加扣分",
                "ordering": ["entry_id", "item_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OccurrenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("case", models.CharField(max_length=120, verbose_name="事例")),
                ("evidence", models.TextField(blank=True, verbose_name="依据")),
                ("approved", models.BooleanField(default=False, verbose_name="已核准")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核准人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.entry",
                        verbose_name="参赛村",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.attachment",
                        verbose_name="附件",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.bonusitem",
                        verbose_name="加扣分项",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.occurrence",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PaperSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("teller", models.CharField(blank=True, max_length=40, verbose_name="计票人")),
                ("monitor", models.CharField(blank=True, max_length=40, verbose_name="监票人")),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                        verbose_name="原件扫描",
                    ),
                ),
            ],
            options={
                "verbose_name": "纸质评分表",
            },
        ),
        migrations.CreateModel(
            name="PaperClerk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.PositiveSmallIntegerField(verbose_name="第几遍")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clerks",
                        to="contests.papersheet",
                        verbose_name="纸质评分表",
                    ),
                ),
            ],
            options={
                "verbose_name": "纸质表录入人",
            },
        ),
        migrations.CreateModel(
            name="PublicAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_open", models.BooleanField(default=False, verbose_name="对外公开")),
                ("changed_at", models.DateTimeField(verbose_name="改动时间")),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="县区",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="改动人",
                    ),
                ),
            ],
            options={
                "verbose_name": "结果对外公开",
            },
        ),
        migrations.CreateModel(
            name="PublicAccessEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("is_open", models.BooleanField(default=False, verbose_name="对外公开")),
                ("changed_at", models.DateTimeField(verbose_name="改动时间")),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="县区",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="改动人",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.publicaccess",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Rater",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seat", models.PositiveSmallIntegerField(verbose_name="席号")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="单位职务")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="用于回避：不评自己的村或乡镇",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="所在村（乡镇）",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raters",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        help_text="不填则由主办单位代为录入",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contests.ratergroup", verbose_name="评委组"
                    ),
                ),
            ],
            options={
                "verbose_name": "评委",
                "ordering": ["contest_id", "group__order", "seat"],
            },
        ),
        migrations.CreateModel(
            name="PaperSheetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("teller", models.CharField(blank=True, max_length=40, verbose_name="计票人")),
                ("monitor", models.CharField(blank=True, max_length=40, verbose_name="监票人")),
                (
                    "component",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.papersheet",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.attachment",
                        verbose_name="原件扫描",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.rater",
                        verbose_name="评委",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="papersheet",
            name="rater",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="papers",
                to="contests.rater",
                verbose_name="评委",
            ),
        ),
        migrations.CreateModel(
            name="ConflictEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=180, verbose_name="原因")),
                ("declared_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "declared_by",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="空：评委本人凭代码声明",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.conflict",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.entry",
                        verbose_name="参赛村",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.rater",
                        verbose_name="评委",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="conflict",
            name="rater",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="conflicts",
                to="contests.rater",
                verbose_name="评委",
            ),
        ),
        migrations.CreateModel(
            name="RaterCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("made_at", models.DateTimeField(verbose_name="发放时间")),
                ("expires_at", models.DateTimeField(verbose_name="有效至")),
                ("redeemed_at", models.DateTimeField(blank=True, null=True, verbose_name="启用时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="输错次数")),
                ("locked_until", models.DateTimeField(blank=True, null=True, verbose_name="锁定至")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发放人",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="contests.rater",
                        verbose_name="评委",
                    ),
                ),
            ],
            options={
                "verbose_name": "评委代码",
            },
        ),
        migrations.CreateModel(
            name="RaterCodeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(verbose_name="发放时间")),
                ("expires_at", models.DateTimeField(verbose_name="有效至")),
                ("redeemed_at", models.DateTimeField(blank=True, null=True, verbose_name="启用时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="输错次数")),
                ("locked_until", models.DateTimeField(blank=True, null=True, verbose_name="锁定至")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发放人",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.ratercode",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.rater",
                        verbose_name="评委",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RaterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("seat", models.PositiveSmallIntegerField(verbose_name="席号")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="单位职务")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="用于回避：不评自己的村或乡镇",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="所在村（乡镇）",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.rater",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="不填则由主办单位代为录入",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.ratergroup",
                        verbose_name="评委组",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="component",
            name="rater_group",
            field=models.ForeignKey(
                blank=True,
                help_text="只有评委打分的项选",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="contests.ratergroup",
                verbose_name="评委组",
            ),
        ),
        migrations.CreateModel(
            name="RaterGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        error_messages={"unique": "已有这个代码，请换一个"},
                        max_length=40,
                        verbose_name="代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "已有这个名称，请换一个"}, max_length=40, verbose_name="名称"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.ratergroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("day", models.DateField(verbose_name="日期")),
                ("is_automatic", models.BooleanField(default=False, verbose_name="自动提醒")),
                ("sent_at", models.DateTimeField(verbose_name="时间")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="知道了")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="contests.entry",
                        verbose_name="参赛单位",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="contests.rater",
                        verbose_name="评委",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发送人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提醒谁",
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒",
                "ordering": ["-sent_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReminderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("day", models.DateField(verbose_name="日期")),
                ("is_automatic", models.BooleanField(default=False, verbose_name="自动提醒")),
                ("sent_at", models.DateTimeField(verbose_name="时间")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="知道了")),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.entry",
                        verbose_name="参赛单位",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.reminder",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.rater",
                        verbose_name="评委",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发送人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提醒谁",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "code",
                    models.SlugField(
                        help_text="同一方案各版本代码相同，用于导出文件名", max_length=40, verbose_name="代码"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "草稿"), ("in_use", "已启用"), ("retired", "已停用")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据文件")),
                (
                    "subject",
                    models.CharField(
                        choices=[("village", "村"), ("township", "乡镇"), ("group", "村民小组"), ("person", "个人")],
                        default="village",
                        max_length=10,
                        verbose_name="参赛对象",
                    ),
                ),
                (
                    "full_mark",
                    models.DecimalField(
                        decimal_places=4,
                        default=100,
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="满分",
                    ),
                ),
                ("base_points", models.DecimalField(decimal_places=4, default=0, max_digits=9, verbose_name="基础分")),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=2, validators=[django.core.validators.MaxValueValidator(8)], verbose_name="得分小数位"
                    ),
                ),
                (
                    "point_decimals",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MaxValueValidator(2)], verbose_name="打分小数位"
                    ),
                ),
                (
                    "round_components",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="不填则各项不先取舍",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(8)],
                        verbose_name="各项先保留小数位",
                    ),
                ),
                (
                    "exclusion_level",
                    models.CharField(
                        choices=[("village", "不评本村"), ("township", "不评本乡镇"), ("none", "不回避")],
                        default="village",
                        max_length=10,
                        verbose_name="回避",
                    ),
                ),
                ("allow_negative", models.BooleanField(default=False, verbose_name="允许负分")),
                ("cap_at_full_mark", models.BooleanField(default=False, verbose_name="最高不超过满分")),
                (
                    "bonus_cap",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=9, null=True, verbose_name="加分合计上限"
                    ),
                ),
                (
                    "deduction_cap",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=9, null=True, verbose_name="扣分合计上限"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="areas.area", verbose_name="适用区域"
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="contests.scheme",
                        verbose_name="复制自",
                    ),
                ),
            ],
            options={
                "verbose_name": "评分方案",
                "ordering": ["-year", "code", "-edition"],
            },
        ),
        migrations.CreateModel(
            name="MeasureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("direct", "数值就是得分"),
                            ("proportional", "按完成目标的比例"),
                            ("bands", "分档"),
                            ("relative", "与最好的相比"),
                            ("rank", "按名次"),
                        ],
                        default="direct",
                        max_length=15,
                        verbose_name="算法",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="单位")),
                (
                    "zero",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="零分值"),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="参赛单位可另定自己的目标",
                        max_digits=18,
                        null=True,
                        verbose_name="满分值",
                    ),
                ),
                (
                    "less_is_better",
                    models.BooleanField(default=False, help_text="只用于按名次", verbose_name="越小越好"),
                ),
                (
                    "component",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.indicator",
                        verbose_name="指标",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.measure",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="选了就读村情里同一年的数值，不用录入",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.indicatorkind",
                        verbose_name="取自村情指标",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasureBandEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                (
                    "lower",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="从（含）"
                    ),
                ),
                ("points", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="得分")),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.measure",
                        verbose_name="指标算法",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.measureband",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="measureband",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
            ),
        ),
        migrations.CreateModel(
            name="IndicatorLevelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("name", models.CharField(max_length=20, verbose_name="等次")),
                ("low", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="最低分")),
                ("high", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="最高分")),
                (
                    "indicator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.indicator",
                        verbose_name="指标",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.indicatorlevel",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="indicatorlevel",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
            ),
        ),
        migrations.CreateModel(
            name="IndicatorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("maximum", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="满分")),
                ("guidance", models.TextField(blank=True, verbose_name="评分说明")),
                (
                    "dimension",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.dimension",
                        verbose_name="维度",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.indicator",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
            ),
        ),
        migrations.CreateModel(
            name="DimensionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.dimension",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="dimension",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
            ),
        ),
        migrations.CreateModel(
            name="ContestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "by_nomination",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="不勾则由主办单位选定参赛单位",
                        verbose_name="由乡镇推荐参赛",
                    ),
                ),
                (
                    "nominations_min",
                    models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="每乡镇至少推荐"),
                ),
                (
                    "nominations_max",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不填则不限", null=True, verbose_name="每乡镇至多推荐"
                    ),
                ),
                ("asks_declaration", models.BooleanField(db_default=False, default=False, verbose_name="须填申报表")),
                (
                    "needs_approval",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="主办单位核准后才能参赛，不勾则提交即生效",
                        verbose_name="申报须核准",
                    ),
                ),
                (
                    "required_topics",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="一行一项，每份申报都要填",
                        verbose_name="规定动作",
                    ),
                ),
                (
                    "elective_topics",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="一行一项，供申报单位选，也可自拟",
                        verbose_name="自选动作范围",
                    ),
                ),
                (
                    "electives_min",
                    models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="自选动作至少"),
                ),
                (
                    "electives_max",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不填则不限", null=True, verbose_name="自选动作至多"
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name="结果公示工作日"),
                ),
                (
                    "reminder_days",
                    models.PositiveSmallIntegerField(
                        db_default=3,
                        default=3,
                        help_text="申报截止前几个工作日起在工作台提醒",
                        verbose_name="提前提醒工作日",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="主题")),
                ("plan", models.TextField(blank=True, db_default="", default="", verbose_name="工作方案")),
                (
                    "announced_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="发布以后乡镇才看得到，可以推荐和申报",
                        null=True,
                        verbose_name="发布时间",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("month", "月度"), ("quarter", "季度"), ("half_year", "半年"), ("year", "年度")],
                        default="quarter",
                        max_length=10,
                        verbose_name="周期",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="第几季度（月、半年）；年度填 1", verbose_name="期次"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "筹备中"),
                            ("scoring", "评分中"),
                            ("closed", "评分已截止"),
                            ("tallied", "已计分"),
                            ("notice", "公示中"),
                            ("final", "已定稿"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="第二轮的评分项在初次计分以后打分", verbose_name="轮次"
                    ),
                ),
                (
                    "double_entry",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="代录的纸质评分表由另一人再录一遍，两遍相同才能提交",
                        verbose_name="纸质表双人录入",
                    ),
                ),
                (
                    "final_version",
                    models.PositiveIntegerField(
                        blank=True,
                        editable=False,
                        help_text="最近一次定稿的版本，以后只能用更正公告更正",
                        null=True,
                        verbose_name="定稿版本",
                    ),
                ),
                (
                    "is_trial",
                    models.BooleanField(
                        default=False, help_text="演练的分数和名次不计入任何统计、档案和以后的比武", verbose_name="演练"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="主办",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.contest",
                    ),
                ),
                (
                    "plan_file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.attachment",
                        verbose_name="工作方案文件",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contestkind",
                        verbose_name="种类",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contestseries",
                        verbose_name="系列",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="评分方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="contest",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contests",
                to="contests.scheme",
                verbose_name="评分方案",
            ),
        ),
        migrations.CreateModel(
            name="ComponentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("short_name", models.CharField(help_text="排名表的列名，如“观摩”", max_length=8, verbose_name="简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("rated", "评委打分"), ("recorded", "录入指标值"), ("carried", "取自其他比武的得分")],
                        default="rated",
                        max_length=10,
                        verbose_name="分数来源",
                    ),
                ),
                (
                    "is_second_round",
                    models.BooleanField(
                        default=False,
                        help_text="初次计分以后才开始打分，评委先看初次名次；初次计分时其余各项放大到满分",
                        verbose_name="第二轮",
                    ),
                ),
                (
                    "coverage",
                    models.CharField(
                        choices=[("all", "全部指标"), ("chosen", "部分指标"), ("overall", "只打一个总分")],
                        default="all",
                        max_length=10,
                        verbose_name="打分内容",
                    ),
                ),
                (
                    "overall_maximum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="只在“只打一个总分”时填，一般 100",
                        max_digits=9,
                        null=True,
                        verbose_name="总分上限",
                    ),
                ),
                (
                    "combine",
                    models.CharField(
                        choices=[
                            ("mean", "平均"),
                            ("trimmed", "去掉最高最低后平均"),
                            ("median", "中位数"),
                            ("sum", "累加"),
                        ],
                        default="mean",
                        max_length=10,
                        verbose_name="汇总方法",
                    ),
                ),
                ("drop_high", models.PositiveSmallIntegerField(default=0, verbose_name="去掉最高个数")),
                ("drop_low", models.PositiveSmallIntegerField(default=0, verbose_name="去掉最低个数")),
                (
                    "weight",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="占最终得分的分数；累加项不填",
                        max_digits=9,
                        null=True,
                        verbose_name="权重",
                    ),
                ),
                (
                    "factor",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="只在“累加”时填",
                        max_digits=9,
                        null=True,
                        verbose_name="系数",
                    ),
                ),
                (
                    "minimum_sheets",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="最少份数"
                    ),
                ),
                (
                    "too_few",
                    models.CharField(
                        choices=[
                            ("refuse", "不予计分并列出"),
                            ("plain_mean", "改用普通平均"),
                            ("leave_out", "全体不计该项，其余按比例放大"),
                        ],
                        default="refuse",
                        max_length=10,
                        verbose_name="份数不足时",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.component",
                    ),
                ),
                (
                    "rater_group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="只有评委打分的项选",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.ratergroup",
                        verbose_name="评委组",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="component",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
            ),
        ),
        migrations.CreateModel(
            name="BonusItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("points", "加扣分"),
                            ("excluded", "取消参评"),
                            ("ranked_last", "排在最后"),
                            ("no_award", "不得评奖"),
                            ("dimension_zero", "该维度记零分"),
                        ],
                        default="points",
                        max_length=15,
                        verbose_name="作用",
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="加分为正，扣分为负；一票否决不填",
                        max_digits=9,
                        null=True,
                        verbose_name="每次分值",
                    ),
                ),
                (
                    "cap",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="绝对值",
                        max_digits=9,
                        null=True,
                        verbose_name="本项上限",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.bonusgroup",
                        verbose_name="就高组",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.bonusitem",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.dimension",
                        verbose_name="计入维度",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="bonusitem",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
            ),
        ),
        migrations.CreateModel(
            name="BonusGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.bonusgroup",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="bonusgroup",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bonus_groups",
                to="contests.scheme",
                verbose_name="方案",
            ),
        ),
        migrations.CreateModel(
            name="AwardRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                ("name", models.CharField(max_length=40, verbose_name="奖项")),
                (
                    "group",
                    models.CharField(
                        blank=True, help_text="同组奖项在同一范围内每村最多得一个", max_length=40, verbose_name="奖项组"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("whole", "全体"),
                            ("category", "每个村类别"),
                            ("dimension", "每个维度"),
                            ("township", "每个乡镇"),
                        ],
                        default="whole",
                        max_length=10,
                        verbose_name="评奖范围",
                    ),
                ),
                (
                    "places_by",
                    models.CharField(
                        choices=[
                            ("share", "按比例"),
                            ("number", "固定名额"),
                            ("range", "名额幅度（领导小组在其中定）"),
                            ("threshold", "达到分数线的都给"),
                            ("award_count", "得到规定个数的其他奖项"),
                        ],
                        default="share",
                        max_length=15,
                        verbose_name="名额",
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="0–1，如 0.1 表示前 10%",
                        max_digits=7,
                        null=True,
                        verbose_name="比例",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="个数")),
                (
                    "rounding",
                    models.CharField(
                        choices=[("up", "进一"), ("half_up", "四舍五入"), ("down", "舍去")],
                        default="up",
                        max_length=10,
                        verbose_name="取整",
                    ),
                ),
                ("minimum", models.PositiveSmallIntegerField(default=0, verbose_name="至少")),
                ("maximum", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="至多")),
                (
                    "minimum_participants",
                    models.PositiveSmallIntegerField(default=1, help_text="不足则不设此奖", verbose_name="至少参评数"),
                ),
                (
                    "threshold",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="全体、类别、乡镇按最终得分；按维度评奖填占该维度满分的比例 0–1",
                        max_digits=9,
                        null=True,
                        verbose_name="分数线",
                    ),
                ),
                ("from_bottom", models.BooleanField(default=False, verbose_name="从末位数起")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="奖金（元）"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        choices=[("village", "参赛单位"), ("holder", "负责人"), ("both", "两者分享")],
                        default="village",
                        max_length=10,
                        verbose_name="奖给",
                    ),
                ),
                (
                    "holder_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="0–1，只在两者分享时填",
                        max_digits=5,
                        null=True,
                        verbose_name="负责人所得比例",
                    ),
                ),
                (
                    "tie_policy",
                    models.CharField(
                        choices=[("include_all", "并列都给"), ("decide", "由领导小组决定")],
                        default="include_all",
                        max_length=15,
                        verbose_name="末位并列",
                    ),
                ),
                ("shrink", models.BooleanField(default=False, verbose_name="并列多给的从同组后续奖项扣减")),
                (
                    "counted_kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.awardkind",
                        verbose_name="计数的奖项种类",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.awardkind",
                        verbose_name="种类",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.awardrule",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="awardrule",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
            ),
        ),
        migrations.CreateModel(
            name="SchemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        help_text="同一方案各版本代码相同，用于导出文件名",
                        max_length=40,
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "草稿"), ("in_use", "已启用"), ("retired", "已停用")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据文件")),
                (
                    "subject",
                    models.CharField(
                        choices=[("village", "村"), ("township", "乡镇"), ("group", "村民小组"), ("person", "个人")],
                        default="village",
                        max_length=10,
                        verbose_name="参赛对象",
                    ),
                ),
                (
                    "full_mark",
                    models.DecimalField(
                        decimal_places=4,
                        default=100,
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="满分",
                    ),
                ),
                ("base_points", models.DecimalField(decimal_places=4, default=0, max_digits=9, verbose_name="基础分")),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=2, validators=[django.core.validators.MaxValueValidator(8)], verbose_name="得分小数位"
                    ),
                ),
                (
                    "point_decimals",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MaxValueValidator(2)], verbose_name="打分小数位"
                    ),
                ),
                (
                    "round_components",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="不填则各项不先取舍",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(8)],
                        verbose_name="各项先保留小数位",
                    ),
                ),
                (
                    "exclusion_level",
                    models.CharField(
                        choices=[("village", "不评本村"), ("township", "不评本乡镇"), ("none", "不回避")],
                        default="village",
                        max_length=10,
                        verbose_name="回避",
                    ),
                ),
                ("allow_negative", models.BooleanField(default=False, verbose_name="允许负分")),
                ("cap_at_full_mark", models.BooleanField(default=False, verbose_name="最高不超过满分")),
                (
                    "bonus_cap",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=9, null=True, verbose_name="加分合计上限"
                    ),
                ),
                (
                    "deduction_cap",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=9, null=True, verbose_name="扣分合计上限"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="适用区域",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="复制自",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.scheme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SchemeNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=120, verbose_name="位置")),
                ("clause", models.CharField(blank=True, max_length=120, verbose_name="条款")),
                ("is_unset", models.BooleanField(default=False, verbose_name="原文未规定，须由本地设定")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "条款出处",
                "ordering": ["path"],
            },
        ),
        migrations.CreateModel(
            name="SchemeNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("path", models.CharField(max_length=120, verbose_name="位置")),
                ("clause", models.CharField(blank=True, max_length=120, verbose_name="条款")),
                ("is_unset", models.BooleanField(default=False, verbose_name="原文未规定，须由本地设定")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.schemenote",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="得分")),
                ("saved_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "field",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.field",
                        verbose_name="评分栏",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "得分",
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "未提交"), ("submitted", "已提交"), ("waived", "已免评")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name="合计"),
                ),
                (
                    "dimension_points",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=4, max_digits=9, verbose_name="维度得分"),
                        blank=True,
                        null=True,
                        size=None,
                        verbose_name="各维度得分",
                    ),
                ),
                ("points_line", models.CharField(blank=True, max_length=400, verbose_name="各栏得分")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提交时间")),
                (
                    "rater_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="提交时的评委，以后换人也不变",
                        max_length=40,
                        verbose_name="评委姓名",
                    ),
                ),
                ("waived_reason", models.CharField(blank=True, max_length=200, verbose_name="免评原因")),
                ("unlocked_at", models.DateTimeField(blank=True, null=True, verbose_name="开锁时间")),
                (
                    "component",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="contests.entry",
                        verbose_name="参赛村",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="contests.rater",
                        verbose_name="评委",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "评分表",
            },
        ),
        migrations.CreateModel(
            name="ScoreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("points", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="得分")),
                ("saved_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "field",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.field",
                        verbose_name="评分栏",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.score",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.sheet",
                        verbose_name="评分表",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="score",
            name="sheet",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="contests.sheet",
                verbose_name="评分表",
            ),
        ),
        migrations.CreateModel(
            name="CheckScoreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("points", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="得分")),
                ("saved_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.checkscore",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.field",
                        verbose_name="评分栏",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.sheet",
                        verbose_name="评分表",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="checkscore",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="check_scores",
                to="contests.sheet",
                verbose_name="评分表",
            ),
        ),
        migrations.CreateModel(
            name="SheetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "未提交"), ("submitted", "已提交"), ("waived", "已免评")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name="合计"),
                ),
                (
                    "dimension_points",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=4, max_digits=9, verbose_name="维度得分"),
                        blank=True,
                        null=True,
                        size=None,
                        verbose_name="各维度得分",
                    ),
                ),
                ("points_line", models.CharField(blank=True, max_length=400, verbose_name="各栏得分")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提交时间")),
                (
                    "rater_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="提交时的评委，以后换人也不变",
                        max_length=40,
                        verbose_name="评委姓名",
                    ),
                ),
                ("waived_reason", models.CharField(blank=True, max_length=200, verbose_name="免评原因")),
                ("unlocked_at", models.DateTimeField(blank=True, null=True, verbose_name="开锁时间")),
                (
                    "component",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.entry",
                        verbose_name="参赛村",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.sheet",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.rater",
                        verbose_name="评委",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KindStageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("begins", models.SmallIntegerField(verbose_name="开始于")),
                ("days", models.PositiveSmallIntegerField(verbose_name="工作日数")),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contestkind",
                        verbose_name="比武种类",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.kindstage",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.stagekind",
                        verbose_name="阶段",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContestStageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="开始")),
                ("ends_on", models.DateField(verbose_name="截止")),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.conteststage",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.stagekind",
                        verbose_name="阶段",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StageKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        error_messages={"unique": "已有这个代码，请换一个"},
                        max_length=40,
                        verbose_name="代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "已有这个名称，请换一个"}, max_length=40, verbose_name="名称"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "is_scoring",
                    models.BooleanField(
                        default=False, help_text="评委在这一阶段填评分表，每场比武只有一个", verbose_name="打分阶段"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.stagekind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("nominated", "待核准"),
                            ("active", "参评"),
                            ("withdrawn", "停赛"),
                            ("excluded", "一票否决"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "contributions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(
                            decimal_places=8, max_digits=18, null=True, verbose_name="项得分"
                        ),
                        default=list,
                        size=None,
                        verbose_name="各项得分",
                    ),
                ),
                (
                    "dimensions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=8, max_digits=18, verbose_name="维度得分"),
                        default=list,
                        size=None,
                        verbose_name="各维度得分",
                    ),
                ),
                (
                    "dimensions_full",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=8, max_digits=18, verbose_name="维度满分"),
                        default=list,
                        size=None,
                        verbose_name="各维度满分",
                    ),
                ),
                ("base", models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name="基础分")),
                ("bonus", models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name="加扣分")),
                (
                    "zeroed",
                    models.DecimalField(
                        decimal_places=8,
                        help_text="一票否决记零的维度原有的得分",
                        max_digits=18,
                        null=True,
                        verbose_name="维度否决扣除",
                    ),
                ),
                ("final", models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name="最终得分")),
                (
                    "ties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=8, max_digits=18, verbose_name="同分比较"),
                        default=list,
                        size=None,
                        verbose_name="同分比较",
                    ),
                ),
                ("rank", models.PositiveIntegerField(null=True, verbose_name="名次")),
                (
                    "scored_rank",
                    models.PositiveIntegerField(
                        help_text="领导小组确定名次以前的名次", null=True, verbose_name="决定前名次"
                    ),
                ),
                ("is_ranked_last", models.BooleanField(db_default=False, default=False, verbose_name="排在最后")),
                ("is_awardless", models.BooleanField(db_default=False, default=False, verbose_name="不得评奖")),
                ("previous_rank", models.PositiveIntegerField(null=True, verbose_name="上期名次")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="contests.entry",
                        verbose_name="参赛村",
                    ),
                ),
            ],
            options={
                "verbose_name": "名次",
            },
        ),
        migrations.CreateModel(
            name="FigurePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="数值")),
                ("target", models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name="满分值")),
                ("best", models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name="最好值")),
                ("place", models.PositiveIntegerField(null=True, verbose_name="名次")),
                ("among", models.PositiveIntegerField(null=True, verbose_name="参加排名数")),
                ("points", models.DecimalField(decimal_places=8, max_digits=18, verbose_name="得分")),
                (
                    "measure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.measure",
                        verbose_name="指标",
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figure_parts",
                        to="contests.standing",
                        verbose_name="名次",
                    ),
                ),
            ],
            options={
                "verbose_name": "指标值构成",
            },
        ),
        migrations.CreateModel(
            name="CountyRank",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField(verbose_name="全县名次")),
                ("previous_rank", models.PositiveIntegerField(null=True, verbose_name="上期全县名次")),
                (
                    "ranking",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ranks",
                        to="contests.countyranking",
                        verbose_name="县级汇总",
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="county_ranks",
                        to="contests.standing",
                        verbose_name="名次",
                    ),
                ),
            ],
            options={
                "verbose_name": "全县名次",
            },
        ),
        migrations.CreateModel(
            name="CategoryRank",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField(verbose_name="类内名次")),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.category",
                        verbose_name="村类别",
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="category_ranks",
                        to="contests.standing",
                        verbose_name="名次",
                    ),
                ),
            ],
            options={
                "verbose_name": "类内名次",
            },
        ),
        migrations.CreateModel(
            name="BonusPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.CharField(max_length=120, verbose_name="事例")),
                ("points", models.DecimalField(decimal_places=4, max_digits=9, null=True, verbose_name="分值")),
                ("counted", models.BooleanField(default=True, verbose_name="计入")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.bonusitem",
                        verbose_name="加扣分项",
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bonus_parts",
                        to="contests.standing",
                        verbose_name="名次",
                    ),
                ),
            ],
            options={
                "verbose_name": "加扣分构成",
            },
        ),
        migrations.CreateModel(
            name="StandingPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "seats",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None, verbose_name="席号"
                    ),
                ),
                (
                    "totals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=4, max_digits=9),
                        size=None,
                        verbose_name="各评委合计",
                    ),
                ),
                (
                    "kept",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BooleanField(), size=None, verbose_name="计入"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=16, max_digits=28, null=True, verbose_name="P")),
                ("full", models.DecimalField(decimal_places=4, max_digits=9, verbose_name="M")),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=16, max_digits=28, null=True, verbose_name="权重（放大后）或系数"
                    ),
                ),
                (
                    "contribution",
                    models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name="项得分"),
                ),
                ("is_plain", models.BooleanField(default=False, verbose_name="份数不足，改用普通平均")),
                ("is_left_out", models.BooleanField(default=False, verbose_name="份数不足，全体不计")),
                (
                    "component",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.contest",
                        verbose_name="取自",
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="contests.standing",
                        verbose_name="名次",
                    ),
                ),
            ],
            options={
                "verbose_name": "得分构成",
            },
        ),
        migrations.CreateModel(
            name="Substitution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_name", models.CharField(max_length=40, verbose_name="原评委")),
                ("old_unit", models.CharField(blank=True, max_length=60, verbose_name="原单位职务")),
                ("new_name", models.CharField(max_length=40, verbose_name="替换为")),
                ("new_unit", models.CharField(blank=True, max_length=60, verbose_name="单位职务")),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                ("from_on", models.DateField(verbose_name="自何日起")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="substitutions",
                        to="contests.rater",
                        verbose_name="席位",
                    ),
                ),
            ],
            options={
                "verbose_name": "更换评委",
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SubstitutionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("old_name", models.CharField(max_length=40, verbose_name="原评委")),
                ("old_unit", models.CharField(blank=True, max_length=60, verbose_name="原单位职务")),
                ("new_name", models.CharField(max_length=40, verbose_name="替换为")),
                ("new_unit", models.CharField(blank=True, max_length=60, verbose_name="单位职务")),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                ("from_on", models.DateField(verbose_name="自何日起")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.substitution",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.rater",
                        verbose_name="席位",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("digest", models.CharField(max_length=64, verbose_name="输入摘要")),
                ("entries", models.PositiveIntegerField(verbose_name="参评数")),
                ("sheets", models.PositiveIntegerField(verbose_name="评分表数")),
                ("round", models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="轮次")),
                (
                    "is_provisional",
                    models.BooleanField(
                        db_default=False, default=False, help_text="第二轮的评分项还没有打分", verbose_name="初次计分"
                    ),
                ),
                (
                    "order_reason",
                    models.TextField(blank=True, db_default="", default="", verbose_name="确定名次的理由"),
                ),
                ("started_at", models.DateTimeField(verbose_name="时间")),
                (
                    "contest",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
            ],
            options={
                "verbose_name": "计分",
                "ordering": ["contest_id", "-version"],
            },
        ),
        migrations.AddField(
            model_name="standing",
            name="tally",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="standings",
                to="contests.tally",
                verbose_name="计分",
            ),
        ),
        migrations.CreateModel(
            name="ContestNoticeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("text", models.TextField(verbose_name="正文")),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="受理电话和地址")),
                ("starts_on", models.DateField(verbose_name="公示开始")),
                ("ends_on", models.DateField(verbose_name="公示截止")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "公示中"),
                            ("done", "公示结束"),
                            ("withdrawn", "已撤回"),
                            ("corrected", "已更正"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                (
                    "kind",
                    models.CharField(
                        choices=[("result", "结果公示"), ("correction", "更正公告")],
                        default="result",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "rows",
                    models.CharField(
                        choices=[("all", "全部名次"), ("winners", "只列获奖的")],
                        default="all",
                        max_length=10,
                        verbose_name="列出",
                    ),
                ),
                ("with_points", models.BooleanField(default=True, verbose_name="写明得分")),
                (
                    "contest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.contest",
                        verbose_name="比武",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.contestnotice",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.tally",
                        verbose_name="更正前的版本",
                    ),
                ),
                (
                    "tally",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.tally",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="contestnotice",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contests.tally",
                verbose_name="更正前的版本",
            ),
        ),
        migrations.AddField(
            model_name="contestnotice",
            name="tally",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="contests.tally",
                verbose_name="版本",
            ),
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("granted", "获奖"), ("open", "并列待定"), ("waiting", "等前一奖项决定")],
                        default="granted",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("open_places", models.PositiveSmallIntegerField(null=True, verbose_name="待定名额")),
                ("reason", models.TextField(blank=True, default="", verbose_name="决定的理由")),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.category",
                        verbose_name="村类别",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="乡镇",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.awardrule",
                        verbose_name="奖项",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contests.decision",
                        verbose_name="依据的决定",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.dimension",
                        verbose_name="维度",
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="contests.standing",
                        verbose_name="名次",
                    ),
                ),
                (
                    "tally",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="contests.tally",
                        verbose_name="计分",
                    ),
                ),
            ],
            options={
                "verbose_name": "获奖",
            },
        ),
        migrations.CreateModel(
            name="TieBreak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("component", "某项得分"),
                            ("dimension", "某维度得分"),
                            ("bonus_count", "加分次数"),
                            ("previous_rank", "上期名次"),
                        ],
                        max_length=15,
                        verbose_name="比什么",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="contests.dimension",
                        verbose_name="维度",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="contests.scheme", verbose_name="方案"
                    ),
                ),
            ],
            options={
                "verbose_name": "同分排序",
                "ordering": ["scheme_id", "order"],
                "abstract": False,
                "default_related_name": "tie_breaks",
            },
        ),
        migrations.CreateModel(
            name="TieBreakEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("component", "某项得分"),
                            ("dimension", "某维度得分"),
                            ("bonus_count", "加分次数"),
                            ("previous_rank", "上期名次"),
                        ],
                        max_length=15,
                        verbose_name="比什么",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.component",
                        verbose_name="评分项",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.dimension",
                        verbose_name="维度",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="contests.tiebreak",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contests.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="carrysource",
            constraint=models.UniqueConstraint(fields=("contest", "component", "source"), name="carry_source_once"),
        ),
        migrations.AddConstraint(
            model_name="carrysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("contest")), _negated=True),
                name="carry_source_other",
                violation_error_message="不能取自本次比武",
            ),
        ),
        migrations.AddConstraint(
            model_name="contestseries",
            constraint=models.UniqueConstraint(fields=("area", "name"), name="series_name"),
        ),
        migrations.AddConstraint(
            model_name="countyranking",
            constraint=models.UniqueConstraint(
                fields=("area", "period_kind", "year", "number", "version"), name="county_ranking_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="declarationitem",
            constraint=models.UniqueConstraint(fields=("declaration", "topic"), name="declaration_topic"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("contest", "kind", "rule", "category", "dimension", "township"),
                name="decision_once",
                nulls_distinct=False,
                violation_error_message="这一事项已有决定，请先撤销",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "award"), ("rule__isnull", False)),
                    models.Q(
                        ("category__isnull", True),
                        ("dimension__isnull", True),
                        ("kind", "order"),
                        ("places__isnull", True),
                        ("rule__isnull", True),
                        ("township__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="decision_rule",
                violation_error_message="定奖项须选奖项，定名次不选",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionentry",
            constraint=models.UniqueConstraint(fields=("decision", "entry"), name="decision_entry_once"),
        ),
        migrations.AddConstraint(
            model_name="contestobjection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "open"),
                    models.Q(
                        ("decided_at__isnull", False),
                        models.Q(("reply", ""), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contests_contestobjection_answered",
                violation_error_message="认定异议须写答复和理由",
            ),
        ),
        migrations.AddConstraint(
            model_name="entrycategory",
            constraint=models.UniqueConstraint(fields=("entry", "category"), name="entry_category"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                fields=("contest", "area", "label"), name="entry_area", violation_error_message="已在参赛名单里"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("contest", "number"),
                name="entry_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="field",
            constraint=models.UniqueConstraint(fields=("component", "order"), name="field_order"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(fields=("entry", "measure"), name="figure_once"),
        ),
        migrations.AddConstraint(
            model_name="paperclerk",
            constraint=models.UniqueConstraint(
                fields=("paper", "user"), name="one_turn_per_clerk", violation_error_message="两遍录入须由不同的人做"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperclerk",
            constraint=models.CheckConstraint(condition=models.Q(("turn__in", [1, 2])), name="paper_two_turns"),
        ),
        migrations.AddConstraint(
            model_name="papersheet",
            constraint=models.UniqueConstraint(fields=("component", "rater"), name="paper_once"),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.UniqueConstraint(
                fields=("rater", "entry"), name="conflict_once", violation_error_message="已经声明过回避"
            ),
        ),
        migrations.AddConstraint(
            model_name="ratercode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("rater",), name="one_code_of_rater"
            ),
        ),
        migrations.AddConstraint(
            model_name="rater",
            constraint=models.UniqueConstraint(
                fields=("contest", "group", "seat"), name="rater_seat", violation_error_message="这个席号已有评委"
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(condition=models.Q(("seen_at__isnull", True)), fields=["user"], name="reminder_unseen"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_automatic", True)),
                fields=("contest", "rater", "entry", "user", "day"),
                name="reminder_once_a_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__isnull", True), ("rater__isnull", False)),
                    models.Q(("entry__isnull", False), ("rater__isnull", True)),
                    _connector="OR",
                ),
                name="reminder_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.UniqueConstraint(
                fields=("area", "code", "year", "edition"),
                name="scheme_edition",
                violation_error_message="本区域该年度已有相同代码和版本的方案",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("full_mark__gt", 0)),
                name="scheme_full_mark_positive",
                violation_error_message="满分须大于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bonus_cap__isnull", True), ("bonus_cap__gte", 0), _connector="OR"),
                    models.Q(("deduction_cap__isnull", True), ("deduction_cap__gte", 0), _connector="OR"),
                ),
                name="scheme_caps_not_negative",
                violation_error_message="上限请填 0 或正数",
            ),
        ),
        migrations.AddConstraint(
            model_name="measureband",
            constraint=models.UniqueConstraint(
                fields=("measure", "lower"), name="measure_band_lower", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="measureband",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gte", 0)),
                name="measure_band_points",
                violation_error_message="得分不能小于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                fields=("component", "indicator"), name="measure_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("method", "proportional"),
                        ("target__isnull", False),
                        ("zero__isnull", False),
                        models.Q(("zero", models.F("target")), _negated=True),
                    ),
                    models.Q(
                        models.Q(("method", "proportional"), _negated=True),
                        ("target__isnull", True),
                        ("zero__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="measure_zero_and_target",
                violation_error_message="按比例的须填零分值和满分值，两者不能相等；其他算法不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("less_is_better", False), ("method", "rank"), _connector="OR"),
                name="measure_less_is_better",
                violation_error_message="“越小越好”只用于按名次；按比例的把满分值填得比零分值小",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorlevel",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("indicator", "order"),
                name="indicator_level_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("low__gte", 0), ("high__gte", models.F("low"))),
                name="indicator_level_range",
                violation_error_message="最高分不能小于最低分，最低分不能小于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(fields=("scheme", "code"), name="indicator_code"),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("scheme", "order"),
                name="indicator_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("maximum__gt", 0)),
                name="indicator_maximum_positive",
                violation_error_message="满分须大于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="dimension",
            constraint=models.UniqueConstraint(fields=("scheme", "code"), name="dimension_code"),
        ),
        migrations.AddConstraint(
            model_name="dimension",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("scheme", "order"),
                name="dimension_order",
            ),
        ),
        migrations.AddIndex(
            model_name="contest",
            index=models.Index(fields=["year", "number", "status"], name="contest_period_status"),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("nominations_max", None), ("nominations_max__gte", models.F("nominations_min")), _connector="OR"
                ),
                name="contest_nominations",
                violation_error_message="至多推荐不能少于至少推荐",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("electives_max", None), ("electives_max__gte", models.F("electives_min")), _connector="OR"
                ),
                name="contest_electives",
                violation_error_message="自选动作至多不能少于至少",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_trial", False), ("name__startswith", "【演练】"), _connector="OR"),
                name="contest_trial_mark",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_trial", False)),
                fields=("series", "year", "number"),
                name="contest_of_period",
                violation_error_message="这个系列本期已经建过比武",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(("round__in", [1, 2])),
                name="contest_round",
                violation_error_message="只有第一轮和第二轮",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number__range", (1, 12)), ("period_kind", "month")),
                    models.Q(("number__range", (1, 4)), ("period_kind", "quarter")),
                    models.Q(("number__range", (1, 2)), ("period_kind", "half_year")),
                    models.Q(("number", 1), ("period_kind", "year")),
                    _connector="OR",
                ),
                name="contest_period",
                violation_error_message="期次与周期不符",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.UniqueConstraint(fields=("scheme", "code"), name="component_code"),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("scheme", "order"),
                name="component_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("combine", "sum"), ("factor__isnull", False), ("weight__isnull", True)),
                    models.Q(
                        models.Q(("combine", "sum"), _negated=True),
                        ("factor__isnull", True),
                        ("weight__gt", 0),
                        ("weight__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="component_weight_or_factor",
                violation_error_message="累加项填系数、不填权重；其余各项填权重、不填系数",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("combine", "trimmed"), models.Q(("drop_high", 0), ("drop_low", 0)), _connector="OR"
                ),
                name="component_drops_only_when_trimmed",
                violation_error_message="只有“去掉最高最低后平均”才填去掉的个数",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(("combine", "sum"), ("too_few", "plain_mean"), _negated=True),
                name="component_sum_has_no_plain_mean",
                violation_error_message="累加项份数不足时不能改用普通平均",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("coverage", "overall"), ("overall_maximum__gt", 0), ("overall_maximum__isnull", False)),
                    models.Q(models.Q(("coverage", "overall"), _negated=True), ("overall_maximum__isnull", True)),
                    _connector="OR",
                ),
                name="component_overall_maximum",
                violation_error_message="“只打一个总分”须填总分上限，其余不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum_sheets__gte", 1)),
                name="component_minimum_sheets",
                violation_error_message="最少份数不能小于 1",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "rated"), ("rater_group__isnull", False)),
                    models.Q(
                        models.Q(("kind", "rated"), _negated=True),
                        ("combine__in", ["mean", "sum"]),
                        ("is_second_round", False),
                        ("rater_group__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="component_rater_group",
                violation_error_message="评委打分的项须选评委组；其他来源的项不选评委组、不设第二轮，只能按权重或累加",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "carried"), _negated=True), ("coverage", "overall"), _connector="OR"
                ),
                name="component_carried_is_overall",
                violation_error_message="取自其他比武的项只有一个总分",
            ),
        ),
        migrations.AddConstraint(
            model_name="bonusitem",
            constraint=models.UniqueConstraint(fields=("scheme", "code"), name="bonus_item_code"),
        ),
        migrations.AddConstraint(
            model_name="bonusitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("effect", "points"), ("points__isnull", False), models.Q(("points", 0), _negated=True)),
                    models.Q(
                        models.Q(("effect", "points"), _negated=True),
                        ("cap__isnull", True),
                        ("group__isnull", True),
                        ("points__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="bonus_item_points",
                violation_error_message="加扣分项须填分值（不为 0）；一票否决不填分值、上限和就高组",
            ),
        ),
        migrations.AddConstraint(
            model_name="bonusitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("cap__isnull", True), ("cap__gte", 0), _connector="OR"),
                name="bonus_item_cap",
                violation_error_message="上限请填 0 或正数",
            ),
        ),
        migrations.AddConstraint(
            model_name="bonusitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("effect", "dimension_zero"), _negated=True), ("dimension__isnull", False), _connector="OR"
                ),
                name="bonus_item_zero_dimension",
                violation_error_message="“该维度记零分”须选维度",
            ),
        ),
        migrations.AddConstraint(
            model_name="bonusgroup",
            constraint=models.UniqueConstraint(fields=("scheme", "code"), name="bonus_group_code"),
        ),
        migrations.AddConstraint(
            model_name="awardrule",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("scheme", "order"),
                name="award_rule_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("counted_kind__isnull", True),
                        ("number__isnull", True),
                        ("places_by", "share"),
                        ("share__gt", 0),
                        ("share__isnull", False),
                        ("share__lte", 1),
                        ("threshold__isnull", True),
                    ),
                    models.Q(
                        ("counted_kind__isnull", True),
                        ("number__gte", 1),
                        ("number__isnull", False),
                        ("places_by", "number"),
                        ("share__isnull", True),
                        ("threshold__isnull", True),
                    ),
                    models.Q(
                        ("counted_kind__isnull", True),
                        ("maximum__isnull", False),
                        ("minimum__gte", 1),
                        ("number__isnull", True),
                        ("places_by", "range"),
                        ("share__isnull", True),
                        ("threshold__isnull", True),
                    ),
                    models.Q(
                        ("counted_kind__isnull", True),
                        ("number__isnull", True),
                        ("places_by", "threshold"),
                        ("share__isnull", True),
                        ("threshold__isnull", False),
                    ),
                    models.Q(
                        ("counted_kind__isnull", False),
                        ("number__gte", 1),
                        ("number__isnull", False),
                        ("places_by", "award_count"),
                        ("share__isnull", True),
                        ("threshold__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="award_rule_places",
                violation_error_message="按比例请填 0–1 的比例，固定名额填个数，幅度填至少和至多，分数线填分数，计数填种类和个数；不填其他方式的项",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("maximum__isnull", True), ("maximum__gte", models.F("minimum")), _connector="OR"),
                name="award_rule_bounds",
                violation_error_message="至多不能小于至少",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("holder_share__gt", 0),
                        ("holder_share__isnull", False),
                        ("holder_share__lt", 1),
                        ("recipient", "both"),
                    ),
                    models.Q(models.Q(("recipient", "both"), _negated=True), ("holder_share__isnull", True)),
                    _connector="OR",
                ),
                name="award_rule_holder_share",
                violation_error_message="两者分享须填负责人所得比例（0–1），否则不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                name="award_rule_amount",
                violation_error_message="奖金须大于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemenote",
            constraint=models.UniqueConstraint(fields=("scheme", "path"), name="scheme_note_path"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(fields=("component", "rater", "entry"), name="sheet_of_rater_and_entry"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "submitted"), ("total__isnull", False)),
                    models.Q(models.Q(("status", "submitted"), _negated=True), ("total__isnull", True)),
                    _connector="OR",
                ),
                name="sheet_total_when_submitted",
                violation_error_message="已提交的评分表须有合计，未提交的没有",
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(fields=("sheet", "field"), name="score_cell"),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gte", 0)),
                name="score_not_negative",
                violation_error_message="分数不能小于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkscore",
            constraint=models.UniqueConstraint(fields=("sheet", "field"), name="check_score_cell"),
        ),
        migrations.AddConstraint(
            model_name="checkscore",
            constraint=models.CheckConstraint(condition=models.Q(("points__gte", 0)), name="check_score_not_negative"),
        ),
        migrations.AddConstraint(
            model_name="kindstage",
            constraint=models.UniqueConstraint(fields=("kind", "stage"), name="kind_stage_once"),
        ),
        migrations.AddConstraint(
            model_name="kindstage",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("begins", 0), _negated=True), ("days__gte", 1)),
                name="kind_stage_days",
                violation_error_message="开始不能为 0，工作日数至少 1",
            ),
        ),
        migrations.AddConstraint(
            model_name="conteststage",
            constraint=models.UniqueConstraint(fields=("contest", "kind"), name="contest_stage_kind"),
        ),
        migrations.AddConstraint(
            model_name="conteststage",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="contest_stage_dates",
                violation_error_message="截止不能早于开始",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepart",
            constraint=models.UniqueConstraint(fields=("standing", "measure"), name="figure_part_once"),
        ),
        migrations.AddIndex(
            model_name="countyrank",
            index=models.Index(fields=["ranking", "rank"], name="county_rank_order"),
        ),
        migrations.AddConstraint(
            model_name="countyrank",
            constraint=models.UniqueConstraint(fields=("ranking", "standing"), name="county_rank_once"),
        ),
        migrations.AddConstraint(
            model_name="categoryrank",
            constraint=models.UniqueConstraint(
                fields=("standing", "category"), name="category_rank_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="standingpart",
            constraint=models.UniqueConstraint(fields=("standing", "component"), name="standing_part"),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(fields=("contest", "version"), name="tally_version"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["tally", "rank"], name="standing_rank"),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(fields=("tally", "entry"), name="standing_entry"),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("final__isnull", False), ("rank__isnull", False), ("status", "active")),
                    models.Q(models.Q(("status", "active"), _negated=True), ("rank__isnull", True)),
                    _connector="OR",
                ),
                name="standing_ranked_when_active",
                violation_error_message="参评的须有得分和名次，其余没有名次",
            ),
        ),
        migrations.AddConstraint(
            model_name="contestnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="contests_contestnotice_dates",
                violation_error_message="公示截止不能早于开始",
            ),
        ),
        migrations.AddConstraint(
            model_name="contestnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "open")),
                fields=("contest",),
                name="contest_one_open_notice",
                violation_error_message="这场比武已在公示",
            ),
        ),
        migrations.AddConstraint(
            model_name="contestnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects__isnull", False), ("kind", "correction")),
                    models.Q(("corrects__isnull", True), ("kind", "result")),
                    _connector="OR",
                ),
                name="contest_notice_corrects",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing__isnull", True), ("state", "waiting")),
                    models.Q(models.Q(("state", "waiting"), _negated=True), ("standing__isnull", False)),
                    _connector="OR",
                ),
                name="award_has_standing_unless_waiting",
                violation_error_message="授出的奖项须有得奖村，待定的没有",
            ),
        ),
        migrations.AddConstraint(
            model_name="tiebreak",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("scheme", "order"),
                name="tie_break_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="tiebreak",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("component__isnull", False), ("dimension__isnull", True), ("kind", "component")),
                    models.Q(("component__isnull", True), ("dimension__isnull", False), ("kind", "dimension")),
                    models.Q(
                        ("component__isnull", True),
                        ("dimension__isnull", True),
                        ("kind__in", ["bonus_count", "previous_rank"]),
                    ),
                    _connector="OR",
                ),
                name="tie_break_target",
                violation_error_message="请选与“比什么”相符的评分项或维度",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_awardkindevent" ("code", "id", "is_cup", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."is_cup", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="14d0da84df712d7575790d19897e74ed459c0cd5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_972ec",
                    table="contests_awardkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardkind",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_awardkindevent" ("code", "id", "is_cup", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."is_cup", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="0d0cc1a9db244d4e58a3e58ab5206f7e61054dbd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5c048",
                    table="contests_awardkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_contestkindevent" ("asks_declaration", "by_nomination", "clause", "code", "elective_topics", "electives_max", "electives_min", "id", "name", "needs_approval", "nominations_max", "nominations_min", "notice_days", "order", "organiser", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_days", "required_topics") VALUES (OLD."asks_declaration", OLD."by_nomination", OLD."clause", OLD."code", OLD."elective_topics", OLD."electives_max", OLD."electives_min", OLD."id", OLD."name", OLD."needs_approval", OLD."nominations_max", OLD."nominations_min", OLD."notice_days", OLD."order", OLD."organiser", OLD."period_kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reminder_days", OLD."required_topics"); RETURN NULL;',
                    hash="b879ea4d7c6e275fd6a24afd967cc99eddf9f6ff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_699bd",
                    table="contests_contestkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestkind",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_contestkindevent" ("asks_declaration", "by_nomination", "clause", "code", "elective_topics", "electives_max", "electives_min", "id", "name", "needs_approval", "nominations_max", "nominations_min", "notice_days", "order", "organiser", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_days", "required_topics") VALUES (OLD."asks_declaration", OLD."by_nomination", OLD."clause", OLD."code", OLD."elective_topics", OLD."electives_max", OLD."electives_min", OLD."id", OLD."name", OLD."needs_approval", OLD."nominations_max", OLD."nominations_min", OLD."notice_days", OLD."order", OLD."organiser", OLD."period_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reminder_days", OLD."required_topics"); RETURN NULL;',
                    hash="2bfc5fd5ed89dd7022b8be939891b6eec55062bd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0ea3a",
                    table="contests_contestkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratergroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_ratergroupevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="2df8f7e2bcbf4d8dbdd4e8a631b52008f80f4b3a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1b026",
                    table="contests_ratergroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratergroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_ratergroupevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="c3572ebb269ff636b1ea4fe929dafed8215b5761",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_30cbb",
                    table="contests_ratergroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagekind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_stagekindevent" ("code", "id", "is_scoring", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."is_scoring", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="48634a057a37837f525f76b516c88407b81d91e7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_45861",
                    table="contests_stagekind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagekind",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_stagekindevent" ("code", "id", "is_scoring", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."is_scoring", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="5abca405f40884f5c8e350109c289e27002a95dc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8d131",
                    table="contests_stagekind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardkindevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="61467e8808958c08da9ead198f9f925c9212bb9b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8939f",
                    table="contests_awardkindevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carrysourceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b97f20d73ea188cc8ac8b243a9a62c79cec347c4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2f0dc",
                    table="contests_carrysourceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carrysource",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_carrysourceevent" ("component_id", "contest_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (OLD."component_id", OLD."contest_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."source_id"); RETURN NULL;',
                    hash="e9c31d657984cff65f4a755e152eff9d5dd5e50f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5d687",
                    table="contests_carrysource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carrysource",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_carrysourceevent" ("component_id", "contest_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (OLD."component_id", OLD."contest_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_id"); RETURN NULL;',
                    hash="a70e30a9abef6b9dfccfea10e466f363f8221e8f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9b89b",
                    table="contests_carrysource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basisdocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a5685a8b9fbb53361ae6819d1ce5e3d4a9893215",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1a474",
                    table="contests_basisdocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basisdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_basisdocumentevent" ("contest_id", "file_id", "id", "issued_on", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."contest_id", OLD."file_id", OLD."id", OLD."issued_on", OLD."issuer", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."title"); RETURN NULL;',
                    hash="00840b79cd199fe7e97e1f78017c6a30bb82bbaa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5ec59",
                    table="contests_basisdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basisdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_basisdocumentevent" ("contest_id", "file_id", "id", "issued_on", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."contest_id", OLD."file_id", OLD."id", OLD."issued_on", OLD."issuer", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;',
                    hash="e44d14f7f434eca1601455384b2bb8dbc7dd5b2b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ed89f",
                    table="contests_basisdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestkindevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a03a616808b55d6481b50e988c41a6c15b907805",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_eb54a",
                    table="contests_contestkindevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declarationfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_declarationfileevent" ("declaration_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."declaration_id", OLD."file_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="bf83744281593fddb762de49163ddd9e79268a0c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bff5a",
                    table="contests_declarationfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declarationfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_declarationfileevent" ("declaration_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."declaration_id", OLD."file_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="8e8147e84806aa69f8237f964a1f214f5724d9e9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_32fd0",
                    table="contests_declarationfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declarationfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="96b56924ea74013cee4980a736c225f7a689352d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_86195",
                    table="contests_declarationfileevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declarationitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_declarationitemevent" ("content", "declaration_id", "id", "is_required", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (OLD."content", OLD."declaration_id", OLD."id", OLD."is_required", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."topic"); RETURN NULL;',
                    hash="876ca23928d7f93f3839e44ccc7c28bb353326ac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ff97",
                    table="contests_declarationitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declarationitem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_declarationitemevent" ("content", "declaration_id", "id", "is_required", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (OLD."content", OLD."declaration_id", OLD."id", OLD."is_required", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."topic"); RETURN NULL;',
                    hash="f7ca3b08b25d4aee5887b3ea8c4fb403c5b8a803",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_91875",
                    table="contests_declarationitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declarationitemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6e79ab6372a9fa4274a526e9b3cc9c6197ba6799",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_02ede",
                    table="contests_declarationitemevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="51ede640a5b0ac2328622f7b7d5bbc8eec2be73d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c5cdb",
                    table="contests_decisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_decisionevent" ("category_id", "contest_id", "decided_at", "decided_by_id", "decided_on", "dimension_id", "id", "kind", "panel", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "reason", "rule_id", "township_id") VALUES (OLD."category_id", OLD."contest_id", OLD."decided_at", OLD."decided_by_id", OLD."decided_on", OLD."dimension_id", OLD."id", OLD."kind", OLD."panel", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."places", OLD."reason", OLD."rule_id", OLD."township_id"); RETURN NULL;',
                    hash="4b7047ea0057e6b993baac486d5a8f1fdfbc65c0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a50eb",
                    table="contests_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_decisionevent" ("category_id", "contest_id", "decided_at", "decided_by_id", "decided_on", "dimension_id", "id", "kind", "panel", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "reason", "rule_id", "township_id") VALUES (OLD."category_id", OLD."contest_id", OLD."decided_at", OLD."decided_by_id", OLD."decided_on", OLD."dimension_id", OLD."id", OLD."kind", OLD."panel", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."places", OLD."reason", OLD."rule_id", OLD."township_id"); RETURN NULL;',
                    hash="2b37492459ed60f69ec71f6377bd9b97a1135074",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_435da",
                    table="contests_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declarationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="916db1c62ad51607c360629ab91360741afdde58",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9cb97",
                    table="contests_declarationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declaration",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_declarationevent" ("entry_id", "highlights", "id", "measures", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "results", "status", "submitted_at", "submitted_by_id", "version") VALUES (OLD."entry_id", OLD."highlights", OLD."id", OLD."measures", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."results", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."version"); RETURN NULL;',
                    hash="92a12a3984eb03cef33228c137e6fae1918fde30",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b58d6",
                    table="contests_declaration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declaration",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_declarationevent" ("entry_id", "highlights", "id", "measures", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "results", "status", "submitted_at", "submitted_by_id", "version") VALUES (OLD."entry_id", OLD."highlights", OLD."id", OLD."measures", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."results", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."version"); RETURN NULL;',
                    hash="da8204e7aa961c0268e6e075beabb0cf1305baa1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_642eb",
                    table="contests_declaration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionentryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6e1d14213d4297bc35a69c9a0118a5f61f882ee0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c22bc",
                    table="contests_decisionentryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_decisionentryevent" ("decision_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "wins") VALUES (OLD."decision_id", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place", OLD."wins"); RETURN NULL;',
                    hash="a45cab5ea12e7b7517ff4a6053465a753f6036da",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3988a",
                    table="contests_decisionentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_decisionentryevent" ("decision_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "wins") VALUES (OLD."decision_id", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."wins"); RETURN NULL;',
                    hash="a1fc6c4e8cf81d5bf3061eac79581d699845677a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bedd6",
                    table="contests_decisionentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestobjectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="78eb4dc3fbc0b76d48a0d1d4f54187bc42c7e007",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_28140",
                    table="contests_contestobjectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_contestobjectionevent" ("contact", "content", "decided_at", "decided_by_id", "entered_at", "entered_by_id", "entry_id", "id", "notice_id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "reply", "status") VALUES (OLD."contact", OLD."content", OLD."decided_at", OLD."decided_by_id", OLD."entered_at", OLD."entered_by_id", OLD."entry_id", OLD."id", OLD."notice_id", OLD."person", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reason", OLD."received_on", OLD."reply", OLD."status"); RETURN NULL;',
                    hash="8b59ebcd749fe6025229a34a6126d865a5299df8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a088b",
                    table="contests_contestobjection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_contestobjectionevent" ("contact", "content", "decided_at", "decided_by_id", "entered_at", "entered_by_id", "entry_id", "id", "notice_id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "reply", "status") VALUES (OLD."contact", OLD."content", OLD."decided_at", OLD."decided_by_id", OLD."entered_at", OLD."entered_by_id", OLD."entry_id", OLD."id", OLD."notice_id", OLD."person", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."received_on", OLD."reply", OLD."status"); RETURN NULL;',
                    hash="346e3deae24f51998f435ad402548c1caf5dfe13",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4b7b9",
                    table="contests_contestobjection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_entryevent" ("area_id", "basis_file_id", "contest_id", "holder_id", "holder_name", "id", "label", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "township_id") VALUES (OLD."area_id", OLD."basis_file_id", OLD."contest_id", OLD."holder_id", OLD."holder_name", OLD."id", OLD."label", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."status", OLD."township_id"); RETURN NULL;',
                    hash="ff220cc0fb9b831b73772d5bee9332a8217d57e6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_07dde",
                    table="contests_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_entryevent" ("area_id", "basis_file_id", "contest_id", "holder_id", "holder_name", "id", "label", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "township_id") VALUES (OLD."area_id", OLD."basis_file_id", OLD."contest_id", OLD."holder_id", OLD."holder_name", OLD."id", OLD."label", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status", OLD."township_id"); RETURN NULL;',
                    hash="fe98e7bbc0ceef780770c7bae916039a24e6f1c1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d15f2",
                    table="contests_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="235d6dd5ed394bb1fc4bf0f9c7ce6563b22ad2bb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3e022",
                    table="contests_entryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2444c3c5a755e63865b2b4411ef71e2e703c7f0e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2760c",
                    table="contests_figureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_figureevent" ("entered_at", "entered_by_id", "entry_id", "evidence", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "value") VALUES (OLD."entered_at", OLD."entered_by_id", OLD."entry_id", OLD."evidence", OLD."id", OLD."measure_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."target", OLD."value"); RETURN NULL;',
                    hash="3248847f67ee375213eabf8c793fe0448c0b2b5f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5f3ec",
                    table="contests_figure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_figureevent" ("entered_at", "entered_by_id", "entry_id", "evidence", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "value") VALUES (OLD."entered_at", OLD."entered_by_id", OLD."entry_id", OLD."evidence", OLD."id", OLD."measure_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."target", OLD."value"); RETURN NULL;',
                    hash="509f8344ee977b9062714baafb63934a9bbf8909",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_95abe",
                    table="contests_figure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectionfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_objectionfileevent" ("file_id", "id", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."file_id", OLD."id", OLD."objection_id", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="93f0b1a2a8f68224adef649d80b62412a94936f0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c83ba",
                    table="contests_objectionfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectionfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_objectionfileevent" ("file_id", "id", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."file_id", OLD."id", OLD."objection_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="a2e4a3feb095b7cc852205f57863d932244ba408",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_686f3",
                    table="contests_objectionfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectionfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fb7a2558e2ba1092dcb29edb10766c0d0835619a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b64f2",
                    table="contests_objectionfileevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_occurrenceevent" ("approved", "approved_by_id", "case", "entry_id", "evidence", "file_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."approved", OLD."approved_by_id", OLD."case", OLD."entry_id", OLD."evidence", OLD."file_id", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="434b8f9b99835bbd7a6e463fdfeb8a42e18f55f1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d283d",
                    table="contests_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_occurrenceevent" ("approved", "approved_by_id", "case", "entry_id", "evidence", "file_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."approved", OLD."approved_by_id", OLD."case", OLD."entry_id", OLD."evidence", OLD."file_id", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="b0c7159b3161a9694bac66c3ab8d67fcadef1916",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aca07",
                    table="contests_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9f8a35febd5d06727710dcdedbd278c36b382862",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7c901",
                    table="contests_occurrenceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicaccess",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_publicaccessevent" ("area_id", "changed_at", "changed_by_id", "id", "is_open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."changed_at", OLD."changed_by_id", OLD."id", OLD."is_open", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="1df6af321903f6ab1842f4a02ce7eadd496a178a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a2a3a",
                    table="contests_publicaccess",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicaccess",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_publicaccessevent" ("area_id", "changed_at", "changed_by_id", "id", "is_open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."changed_at", OLD."changed_by_id", OLD."id", OLD."is_open", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="5fe77f9434bec880a28f2123718732b0213f8d00",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fa0d2",
                    table="contests_publicaccess",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicaccessevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c037dae844edb25dc0c3f6e287c61acdabbe8bda",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_800fa",
                    table="contests_publicaccessevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papersheetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dff8852d077adf4cb80d42853211e7a23285aadb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ac154",
                    table="contests_papersheetevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papersheet",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_papersheetevent" ("component_id", "id", "monitor", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "scan_id", "teller") VALUES (OLD."component_id", OLD."id", OLD."monitor", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rater_id", OLD."scan_id", OLD."teller"); RETURN NULL;',
                    hash="c7929f0cd85252fc884dfdb8a3caa4c08537b930",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dfb76",
                    table="contests_papersheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papersheet",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_papersheetevent" ("component_id", "id", "monitor", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "scan_id", "teller") VALUES (OLD."component_id", OLD."id", OLD."monitor", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rater_id", OLD."scan_id", OLD."teller"); RETURN NULL;',
                    hash="31de043bc11a63d549587cc25bff71d5bd0a6ca6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6d3c3",
                    table="contests_papersheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conflictevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e1bf4b4d4bf4ebc22a7a5c78f23e7f3117bf5abf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_457c3",
                    table="contests_conflictevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conflict",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_conflictevent" ("declared_at", "declared_by_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "reason") VALUES (OLD."declared_at", OLD."declared_by_id", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rater_id", OLD."reason"); RETURN NULL;',
                    hash="d2a7eeca3c983ed26f89f3bb332f558d21dd46a7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cb35c",
                    table="contests_conflict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conflict",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_conflictevent" ("declared_at", "declared_by_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "reason") VALUES (OLD."declared_at", OLD."declared_by_id", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rater_id", OLD."reason"); RETURN NULL;',
                    hash="37936ea45f20d3a39631ea6fcbe9a3929a425f74",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a6863",
                    table="contests_conflict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratercode",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."failures" IS DISTINCT FROM (NEW."failures") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locked_until" IS DISTINCT FROM (NEW."locked_until") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."rater_id" IS DISTINCT FROM (NEW."rater_id") OR OLD."redeemed_at" IS DISTINCT FROM (NEW."redeemed_at"))',
                    func='INSERT INTO "contests_ratercodeevent" ("ended_at", "expires_at", "failures", "id", "locked_until", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "redeemed_at") VALUES (OLD."ended_at", OLD."expires_at", OLD."failures", OLD."id", OLD."locked_until", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rater_id", OLD."redeemed_at"); RETURN NULL;',
                    hash="a48362ce59562d4547bf787c50e42e625676f552",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d5a91",
                    table="contests_ratercode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratercode",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_ratercodeevent" ("ended_at", "expires_at", "failures", "id", "locked_until", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "redeemed_at") VALUES (OLD."ended_at", OLD."expires_at", OLD."failures", OLD."id", OLD."locked_until", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rater_id", OLD."redeemed_at"); RETURN NULL;',
                    hash="f00f11e58c605e2bd54b44e1db1e4818473dea17",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dd43b",
                    table="contests_ratercode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratercodeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="56960fdcd5d647e5815e9569b364641addbe2559",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e8a4c",
                    table="contests_ratercodeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="raterevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1930ec39f72bf9aee5459ca970495fd5a5f63383",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f9636",
                    table="contests_raterevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rater",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_raterevent" ("area_id", "contest_id", "group_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "unit", "user_id") VALUES (OLD."area_id", OLD."contest_id", OLD."group_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."seat", OLD."unit", OLD."user_id"); RETURN NULL;',
                    hash="18b91283e3e12aa5ce26ef803449c938b1854b29",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_49ea5",
                    table="contests_rater",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rater",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_raterevent" ("area_id", "contest_id", "group_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "unit", "user_id") VALUES (OLD."area_id", OLD."contest_id", OLD."group_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seat", OLD."unit", OLD."user_id"); RETURN NULL;',
                    hash="ffe3e72862aecebb368cb3377e14ad6473721921",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_00240",
                    table="contests_rater",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratergroupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="75934ea99db42d89ca1a53aee72abe5edc54711c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_db906",
                    table="contests_ratergroupevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_reminderevent" ("contest_id", "day", "entry_id", "id", "is_automatic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "seen_at", "sent_at", "sent_by_id", "text", "user_id") VALUES (OLD."contest_id", OLD."day", OLD."entry_id", OLD."id", OLD."is_automatic", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rater_id", OLD."seen_at", OLD."sent_at", OLD."sent_by_id", OLD."text", OLD."user_id"); RETURN NULL;',
                    hash="8680621e08f252f262abbb79b4aec244f0a9aeae",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a033d",
                    table="contests_reminder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_reminderevent" ("contest_id", "day", "entry_id", "id", "is_automatic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "seen_at", "sent_at", "sent_by_id", "text", "user_id") VALUES (OLD."contest_id", OLD."day", OLD."entry_id", OLD."id", OLD."is_automatic", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rater_id", OLD."seen_at", OLD."sent_at", OLD."sent_by_id", OLD."text", OLD."user_id"); RETURN NULL;',
                    hash="0d60013b374120765f9408a5288b095b56b1893d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b5893",
                    table="contests_reminder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="76b06e4c2cd762582449ab7a9cdd736fd27e1d0f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c3c25",
                    table="contests_reminderevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_schemeevent" ("allow_negative", "area_id", "base_points", "basis", "bonus_cap", "cap_at_full_mark", "code", "copied_from_id", "decimals", "deduction_cap", "edition", "exclusion_level", "full_mark", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_decimals", "round_components", "status", "subject", "version", "year") VALUES (OLD."allow_negative", OLD."area_id", OLD."base_points", OLD."basis", OLD."bonus_cap", OLD."cap_at_full_mark", OLD."code", OLD."copied_from_id", OLD."decimals", OLD."deduction_cap", OLD."edition", OLD."exclusion_level", OLD."full_mark", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."point_decimals", OLD."round_components", OLD."status", OLD."subject", OLD."version", OLD."year"); RETURN NULL;',
                    hash="5d6f93810de00667715bfb3ccabcf9f202d8e6eb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c90a8",
                    table="contests_scheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_schemeevent" ("allow_negative", "area_id", "base_points", "basis", "bonus_cap", "cap_at_full_mark", "code", "copied_from_id", "decimals", "deduction_cap", "edition", "exclusion_level", "full_mark", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_decimals", "round_components", "status", "subject", "version", "year") VALUES (OLD."allow_negative", OLD."area_id", OLD."base_points", OLD."basis", OLD."bonus_cap", OLD."cap_at_full_mark", OLD."code", OLD."copied_from_id", OLD."decimals", OLD."deduction_cap", OLD."edition", OLD."exclusion_level", OLD."full_mark", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."point_decimals", OLD."round_components", OLD."status", OLD."subject", OLD."version", OLD."year"); RETURN NULL;',
                    hash="3c1b586a0eaec78d90873c3abcaefbb4e3a015f8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_59e9e",
                    table="contests_scheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1157d8de3c8c96a3f91220aa1485b56410a4c449",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_43a14",
                    table="contests_measureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurebandevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="734716c29d5b899cbcf0107ece0e3923864d33b6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_48c94",
                    table="contests_measurebandevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureband",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_measurebandevent" ("id", "lower", "measure_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme_id") VALUES (OLD."id", OLD."lower", OLD."measure_id", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."points", OLD."scheme_id"); RETURN NULL;',
                    hash="d09443371e6210d5c313901e57ea259e7d358420",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_814db",
                    table="contests_measureband",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureband",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_measurebandevent" ("id", "lower", "measure_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme_id") VALUES (OLD."id", OLD."lower", OLD."measure_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."scheme_id"); RETURN NULL;',
                    hash="907b30c3f7b0a935b9ee0b8a999f3a6dbdc7a4a9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_77aa5",
                    table="contests_measureband",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_measureevent" ("component_id", "id", "indicator_id", "less_is_better", "method", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "source_id", "target", "unit", "zero") VALUES (OLD."component_id", OLD."id", OLD."indicator_id", OLD."less_is_better", OLD."method", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id", OLD."source_id", OLD."target", OLD."unit", OLD."zero"); RETURN NULL;',
                    hash="f46d9becc4a77b677c38a4af5965b3d865a2e10d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bbcaa",
                    table="contests_measure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_measureevent" ("component_id", "id", "indicator_id", "less_is_better", "method", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "source_id", "target", "unit", "zero") VALUES (OLD."component_id", OLD."id", OLD."indicator_id", OLD."less_is_better", OLD."method", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id", OLD."source_id", OLD."target", OLD."unit", OLD."zero"); RETURN NULL;',
                    hash="c982ff6e1e1aebf453686cb3204dacc6095598ea",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a9b8d",
                    table="contests_measure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicatorlevelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="673b9a5bb3667458ed4dca00f497b3050a45094f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_be42d",
                    table="contests_indicatorlevelevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicatorlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_indicatorlevelevent" ("high", "id", "indicator_id", "low", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."high", OLD."id", OLD."indicator_id", OLD."low", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="ba8627e68f645821519d898dc787ce6006ac2f80",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_039ec",
                    table="contests_indicatorlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicatorlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_indicatorlevelevent" ("high", "id", "indicator_id", "low", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."high", OLD."id", OLD."indicator_id", OLD."low", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="bae9b1a54df014de4249f0b8c71021f5147d199f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33ab1",
                    table="contests_indicatorlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicatorevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b6cb67952eebe60b51158170cab827e0dd4f3204",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_937e8",
                    table="contests_indicatorevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_indicatorevent" ("code", "dimension_id", "guidance", "id", "maximum", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."dimension_id", OLD."guidance", OLD."id", OLD."maximum", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="95063e07ec050bff97aa906d58df3f5010e02c1d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_877cd",
                    table="contests_indicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_indicatorevent" ("code", "dimension_id", "guidance", "id", "maximum", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."dimension_id", OLD."guidance", OLD."id", OLD."maximum", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="f02e3fb404f9cfcb2003d922cbb1de6f7ec944b3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_510da",
                    table="contests_indicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dimensionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="21f8810084647887c43a0a3b80c3d66800b49eda",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_69732",
                    table="contests_dimensionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dimension",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_dimensionevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="13799d5bb8cd8a5f9b2d80279d3b2b050033b212",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_19fab",
                    table="contests_dimension",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dimension",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_dimensionevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="80cfd4c1721c23caad0b8a538d093ba2418ad9ed",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_401fd",
                    table="contests_dimension",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="75606c7ef93ffd929b1f8fc30849f7f55090fa16",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_760e0",
                    table="contests_contestevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_contestevent" ("announced_at", "area_id", "asks_declaration", "by_nomination", "double_entry", "elective_topics", "electives_max", "electives_min", "final_version", "id", "is_trial", "kind_id", "name", "needs_approval", "nominations_max", "nominations_min", "notice_days", "number", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "plan_file_id", "reminder_days", "required_topics", "round", "scheme_id", "series_id", "status", "theme", "version", "year") VALUES (OLD."announced_at", OLD."area_id", OLD."asks_declaration", OLD."by_nomination", OLD."double_entry", OLD."elective_topics", OLD."electives_max", OLD."electives_min", OLD."final_version", OLD."id", OLD."is_trial", OLD."kind_id", OLD."name", OLD."needs_approval", OLD."nominations_max", OLD."nominations_min", OLD."notice_days", OLD."number", OLD."period_kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plan", OLD."plan_file_id", OLD."reminder_days", OLD."required_topics", OLD."round", OLD."scheme_id", OLD."series_id", OLD."status", OLD."theme", OLD."version", OLD."year"); RETURN NULL;',
                    hash="54364621675da76d9eee899e535403b6ef3f21dd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_96d26",
                    table="contests_contest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_contestevent" ("announced_at", "area_id", "asks_declaration", "by_nomination", "double_entry", "elective_topics", "electives_max", "electives_min", "final_version", "id", "is_trial", "kind_id", "name", "needs_approval", "nominations_max", "nominations_min", "notice_days", "number", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "plan_file_id", "reminder_days", "required_topics", "round", "scheme_id", "series_id", "status", "theme", "version", "year") VALUES (OLD."announced_at", OLD."area_id", OLD."asks_declaration", OLD."by_nomination", OLD."double_entry", OLD."elective_topics", OLD."electives_max", OLD."electives_min", OLD."final_version", OLD."id", OLD."is_trial", OLD."kind_id", OLD."name", OLD."needs_approval", OLD."nominations_max", OLD."nominations_min", OLD."notice_days", OLD."number", OLD."period_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan", OLD."plan_file_id", OLD."reminder_days", OLD."required_topics", OLD."round", OLD."scheme_id", OLD."series_id", OLD."status", OLD."theme", OLD."version", OLD."year"); RETURN NULL;',
                    hash="53f83123ba70219f535381b110cbd289db2aeea1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_17ca3",
                    table="contests_contest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="componentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="25358adca39e6e4edc93902a5debd3e35c0347b7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e0b3c",
                    table="contests_componentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="component",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_componentevent" ("code", "combine", "coverage", "drop_high", "drop_low", "factor", "id", "is_second_round", "kind", "minimum_sheets", "name", "order", "overall_maximum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_group_id", "scheme_id", "short_name", "too_few", "weight") VALUES (OLD."code", OLD."combine", OLD."coverage", OLD."drop_high", OLD."drop_low", OLD."factor", OLD."id", OLD."is_second_round", OLD."kind", OLD."minimum_sheets", OLD."name", OLD."order", OLD."overall_maximum", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rater_group_id", OLD."scheme_id", OLD."short_name", OLD."too_few", OLD."weight"); RETURN NULL;',
                    hash="31c82952e34f32249586a2c737ba8ca2a20caa4a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3bef5",
                    table="contests_component",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="component",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_componentevent" ("code", "combine", "coverage", "drop_high", "drop_low", "factor", "id", "is_second_round", "kind", "minimum_sheets", "name", "order", "overall_maximum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_group_id", "scheme_id", "short_name", "too_few", "weight") VALUES (OLD."code", OLD."combine", OLD."coverage", OLD."drop_high", OLD."drop_low", OLD."factor", OLD."id", OLD."is_second_round", OLD."kind", OLD."minimum_sheets", OLD."name", OLD."order", OLD."overall_maximum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rater_group_id", OLD."scheme_id", OLD."short_name", OLD."too_few", OLD."weight"); RETURN NULL;',
                    hash="ea887134abc2fb7524779ab7d552be97cfebf9ad",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_55ee1",
                    table="contests_component",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bonusitemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ba1a3902fc4d65e76880a62f6e42065aa3c22bf9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_40199",
                    table="contests_bonusitemevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bonusitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_bonusitemevent" ("cap", "code", "dimension_id", "effect", "group_id", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme_id") VALUES (OLD."cap", OLD."code", OLD."dimension_id", OLD."effect", OLD."group_id", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."points", OLD."scheme_id"); RETURN NULL;',
                    hash="27c9773e14c95013acdd1412f8f19d1a2e1388a2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f1c31",
                    table="contests_bonusitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bonusitem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_bonusitemevent" ("cap", "code", "dimension_id", "effect", "group_id", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme_id") VALUES (OLD."cap", OLD."code", OLD."dimension_id", OLD."effect", OLD."group_id", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."scheme_id"); RETURN NULL;',
                    hash="83097de0718164c71ea9210faf9e46ca1f42c233",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dcd54",
                    table="contests_bonusitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bonusgroupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d583cb22f44bd4f49ae4df0f7b1575705470a4b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4c8b6",
                    table="contests_bonusgroupevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bonusgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_bonusgroupevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="90bad05e39eee8807abfe0cc0515196b7fd2450a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36d73",
                    table="contests_bonusgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bonusgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_bonusgroupevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="411e2a10837cde20e44c82eadc5e958deea0b88d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_25325",
                    table="contests_bonusgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5799180a2d4be4827f33e9d5e70a46bbea11dce4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bba63",
                    table="contests_awardruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_awardruleevent" ("amount", "counted_kind_id", "from_bottom", "group", "holder_share", "id", "kind_id", "maximum", "minimum", "minimum_participants", "name", "number", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places_by", "recipient", "rounding", "scheme_id", "share", "shrink", "threshold", "tie_policy", "unit") VALUES (OLD."amount", OLD."counted_kind_id", OLD."from_bottom", OLD."group", OLD."holder_share", OLD."id", OLD."kind_id", OLD."maximum", OLD."minimum", OLD."minimum_participants", OLD."name", OLD."number", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."places_by", OLD."recipient", OLD."rounding", OLD."scheme_id", OLD."share", OLD."shrink", OLD."threshold", OLD."tie_policy", OLD."unit"); RETURN NULL;',
                    hash="f9811511c3ce6704769c2047b189a1c87abf981e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_66d52",
                    table="contests_awardrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_awardruleevent" ("amount", "counted_kind_id", "from_bottom", "group", "holder_share", "id", "kind_id", "maximum", "minimum", "minimum_participants", "name", "number", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places_by", "recipient", "rounding", "scheme_id", "share", "shrink", "threshold", "tie_policy", "unit") VALUES (OLD."amount", OLD."counted_kind_id", OLD."from_bottom", OLD."group", OLD."holder_share", OLD."id", OLD."kind_id", OLD."maximum", OLD."minimum", OLD."minimum_participants", OLD."name", OLD."number", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."places_by", OLD."recipient", OLD."rounding", OLD."scheme_id", OLD."share", OLD."shrink", OLD."threshold", OLD."tie_policy", OLD."unit"); RETURN NULL;',
                    hash="d07ecfbed682abf9c02e6345b2c5e63b594b1248",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_85fde",
                    table="contests_awardrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="883b4445b5536d81035228a9f889839572a2b9a2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ea655",
                    table="contests_schemeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemenote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_schemenoteevent" ("clause", "confirmed_at", "confirmed_by_id", "id", "is_unset", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."clause", OLD."confirmed_at", OLD."confirmed_by_id", OLD."id", OLD."is_unset", OLD."path", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="eeb56f0e93543d28090f02622bf7e4c61811a4b7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_055a2",
                    table="contests_schemenote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemenote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_schemenoteevent" ("clause", "confirmed_at", "confirmed_by_id", "id", "is_unset", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."clause", OLD."confirmed_at", OLD."confirmed_by_id", OLD."id", OLD."is_unset", OLD."path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="bcdd23d0995019dbbca23e3e281cc90a9ebf9fae",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fc166",
                    table="contests_schemenote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemenoteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c44c93677e8f1463bb81fe98c030e11b29f376b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_318d2",
                    table="contests_schemenoteevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheet",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_sheetevent" ("component_id", "contest_id", "dimension_points", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points_line", "rater_id", "rater_name", "status", "submitted_at", "submitted_by_id", "total", "unlocked_at", "waived_reason") VALUES (OLD."component_id", OLD."contest_id", OLD."dimension_points", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."points_line", OLD."rater_id", OLD."rater_name", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."total", OLD."unlocked_at", OLD."waived_reason"); RETURN NULL;',
                    hash="c5c5e1a0e2ab40067f59471bf48436141d196fa8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e0a54",
                    table="contests_sheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheet",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_sheetevent" ("component_id", "contest_id", "dimension_points", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points_line", "rater_id", "rater_name", "status", "submitted_at", "submitted_by_id", "total", "unlocked_at", "waived_reason") VALUES (OLD."component_id", OLD."contest_id", OLD."dimension_points", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points_line", OLD."rater_id", OLD."rater_name", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."total", OLD."unlocked_at", OLD."waived_reason"); RETURN NULL;',
                    hash="b476853bfd171c690d08e2a31d2caa5181c737e3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dce5a",
                    table="contests_sheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoreevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="97a2cd226dc65c0d3eb5968a4bbcd5d98167abab",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6b3cf",
                    table="contests_scoreevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="score",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_scoreevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "saved_at", "saved_by_id", "sheet_id") VALUES (OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."points", OLD."saved_at", OLD."saved_by_id", OLD."sheet_id"); RETURN NULL;',
                    hash="72e9a2b3781909d1cc79c9f2494843159851a043",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0beb9",
                    table="contests_score",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="score",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_scoreevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "saved_at", "saved_by_id", "sheet_id") VALUES (OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."saved_at", OLD."saved_by_id", OLD."sheet_id"); RETURN NULL;',
                    hash="97be54b61beacc0ab76fffffd92d611a00042cf4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_05723",
                    table="contests_score",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkscoreevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2a134a16002f0047f0f8faf35fa09ae3b91b5319",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7d758",
                    table="contests_checkscoreevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkscore",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_checkscoreevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "saved_at", "saved_by_id", "sheet_id") VALUES (OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."points", OLD."saved_at", OLD."saved_by_id", OLD."sheet_id"); RETURN NULL;',
                    hash="b9fb37ebc012fc4021cd72d772fce35cc5c37a4e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_171a7",
                    table="contests_checkscore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkscore",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_checkscoreevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "saved_at", "saved_by_id", "sheet_id") VALUES (OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."saved_at", OLD."saved_by_id", OLD."sheet_id"); RETURN NULL;',
                    hash="1abeee7c27516d27734f526ab03d068b3a8effd5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4ec71",
                    table="contests_checkscore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="67d3c788886416c8d3909843bd38e620e29c819d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8cbcf",
                    table="contests_sheetevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kindstageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1ec96bbe5f17be7b631fa80e964f3f5f3d706ae9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_145ce",
                    table="contests_kindstageevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kindstage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_kindstageevent" ("begins", "days", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") VALUES (OLD."begins", OLD."days", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."stage_id"); RETURN NULL;',
                    hash="620df5e999e41d3e8cfed0bb357b4cc7f6acca3e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8d6c3",
                    table="contests_kindstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kindstage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_kindstageevent" ("begins", "days", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") VALUES (OLD."begins", OLD."days", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stage_id"); RETURN NULL;',
                    hash="1109657720ed9b53bd7e422524c4ef06fac60f62",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6fb5c",
                    table="contests_kindstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conteststageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cd61c0a6b8e6132ae8f75020ac9c22a4d2052fc2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_39841",
                    table="contests_conteststageevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conteststage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_conteststageevent" ("contest_id", "ends_on", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."contest_id", OLD."ends_on", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."starts_on"); RETURN NULL;',
                    hash="7efed3b84b40ae76aa47c356aacef250c8dbd340",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f6cbb",
                    table="contests_conteststage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conteststage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_conteststageevent" ("contest_id", "ends_on", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."contest_id", OLD."ends_on", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;',
                    hash="a30fa2fe17e1202f035e5a52fcfa76267671ac81",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_86105",
                    table="contests_conteststage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagekindevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c6771cd4c9d632dde68ff59af28f74cb59f3cd8b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6e629",
                    table="contests_stagekindevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="substitution",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_substitutionevent" ("from_on", "id", "made_at", "made_by_id", "new_name", "new_unit", "old_name", "old_unit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "reason") VALUES (OLD."from_on", OLD."id", OLD."made_at", OLD."made_by_id", OLD."new_name", OLD."new_unit", OLD."old_name", OLD."old_unit", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rater_id", OLD."reason"); RETURN NULL;',
                    hash="30dd0f3abb54ff3cf461ddb5ebf4a1d882d695b9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7609",
                    table="contests_substitution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="substitution",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_substitutionevent" ("from_on", "id", "made_at", "made_by_id", "new_name", "new_unit", "old_name", "old_unit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "reason") VALUES (OLD."from_on", OLD."id", OLD."made_at", OLD."made_by_id", OLD."new_name", OLD."new_unit", OLD."old_name", OLD."old_unit", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rater_id", OLD."reason"); RETURN NULL;',
                    hash="8c8589c4ebbc715e552ab22063f58364b95a9a6a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4f9f3",
                    table="contests_substitution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="substitutionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ae91a7519265bdb4efe2c0127c96778f6bb3a5e6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_de2bc",
                    table="contests_substitutionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestnoticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1d218cfe41a3cf65f3e027ea8c3fca171e49e379",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_27254",
                    table="contests_contestnoticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_contestnoticeevent" ("contact", "contest_id", "corrects_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rows", "starts_on", "status", "tally_id", "text", "title", "with_points") VALUES (OLD."contact", OLD."contest_id", OLD."corrects_id", OLD."ends_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."rows", OLD."starts_on", OLD."status", OLD."tally_id", OLD."text", OLD."title", OLD."with_points"); RETURN NULL;',
                    hash="193ef1c3adc6cccd8509ce8783084a4fbe394ff9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8370e",
                    table="contests_contestnotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contestnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_contestnoticeevent" ("contact", "contest_id", "corrects_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rows", "starts_on", "status", "tally_id", "text", "title", "with_points") VALUES (OLD."contact", OLD."contest_id", OLD."corrects_id", OLD."ends_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."rows", OLD."starts_on", OLD."status", OLD."tally_id", OLD."text", OLD."title", OLD."with_points"); RETURN NULL;',
                    hash="e00fa681fbd5aa1adbbecf493d905490c9b01e94",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8c74",
                    table="contests_contestnotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contests_tiebreakevent" ("component_id", "dimension_id", "id", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."component_id", OLD."dimension_id", OLD."id", OLD."kind", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="8bec44e09606d0246f2238ed31d019576ffd7bdf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6e0a6",
                    table="contests_tiebreak",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contests_tiebreakevent" ("component_id", "dimension_id", "id", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."component_id", OLD."dimension_id", OLD."id", OLD."kind", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;',
                    hash="7e2a7eedcd49a0e32f41b19f675986c162c42414",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_98252",
                    table="contests_tiebreak",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiebreakevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="08f82ada94b35f316388dc467fef2c1c8447250e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d2bf6",
                    table="contests_tiebreakevent",
                    when="BEFORE",
                ),
            ),
        ),
        *written_by_hand(),
    ])
