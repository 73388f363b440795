"""The second half: tables, keys, constraints and triggers that refer to those of scoring."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.data.operations import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        ('contests', '0001_initial'),
        ('core', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('scoring', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.AddField(
            model_name='basisdocument',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='basisdocumentevent',
            name='file',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='basisdocumentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='basisdocumentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.basisdocument'),
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('assessment_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='scoring.assessment')),
                ('by_nomination', models.BooleanField(db_default=False, default=False, help_text='不勾则由主办单位选定参赛单位', verbose_name='由乡镇推荐参赛')),
                ('nominations_min', models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='每乡镇至少推荐')),
                ('nominations_max', models.PositiveSmallIntegerField(blank=True, help_text='不填则不限', null=True, verbose_name='每乡镇至多推荐')),
                ('asks_declaration', models.BooleanField(db_default=False, default=False, verbose_name='须填申报表')),
                ('needs_approval', models.BooleanField(db_default=False, default=False, help_text='主办单位核准后才能参赛，不勾则提交即生效', verbose_name='申报须核准')),
                ('required_topics', models.TextField(blank=True, db_default='', default='', help_text='一行一项，每份申报都要填', verbose_name='规定动作')),
                ('elective_topics', models.TextField(blank=True, db_default='', default='', help_text='一行一项，供申报单位选，也可自拟', verbose_name='自选动作范围')),
                ('electives_min', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='自选动作至少')),
                ('electives_max', models.PositiveSmallIntegerField(blank=True, help_text='不填则不限', null=True, verbose_name='自选动作至多')),
                ('notice_days', models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name='结果公示工作日')),
                ('reminder_days', models.PositiveSmallIntegerField(db_default=3, default=3, help_text='申报截止前几个工作日起在工作台提醒', verbose_name='提前提醒工作日')),
                ('theme', models.CharField(blank=True, max_length=120, verbose_name='主题')),
                ('plan', models.TextField(blank=True, db_default='', default='', verbose_name='工作方案')),
                ('announced_at', models.DateTimeField(blank=True, editable=False, help_text='发布以后乡镇才看得到，可以推荐和申报', null=True, verbose_name='发布时间')),
                ('plan_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment', verbose_name='工作方案文件')),
            ],
            options={
                'verbose_name': '比武',
                'ordering': ['-year', '-number', 'pk'],
                'abstract': False,
            },
            bases=('scoring.assessment', models.Model),
        ),
        migrations.AddField(
            model_name='basisdocumentevent',
            name='contest',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contest', verbose_name='比武'),
        ),
        migrations.AddField(
            model_name='basisdocument',
            name='contest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='contests.contest', verbose_name='比武'),
        ),
        migrations.CreateModel(
            name='ContestKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('by_nomination', models.BooleanField(db_default=False, default=False, help_text='不勾则由主办单位选定参赛单位', verbose_name='由乡镇推荐参赛')),
                ('nominations_min', models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='每乡镇至少推荐')),
                ('nominations_max', models.PositiveSmallIntegerField(blank=True, help_text='不填则不限', null=True, verbose_name='每乡镇至多推荐')),
                ('asks_declaration', models.BooleanField(db_default=False, default=False, verbose_name='须填申报表')),
                ('needs_approval', models.BooleanField(db_default=False, default=False, help_text='主办单位核准后才能参赛，不勾则提交即生效', verbose_name='申报须核准')),
                ('required_topics', models.TextField(blank=True, db_default='', default='', help_text='一行一项，每份申报都要填', verbose_name='规定动作')),
                ('elective_topics', models.TextField(blank=True, db_default='', default='', help_text='一行一项，供申报单位选，也可自拟', verbose_name='自选动作范围')),
                ('electives_min', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='自选动作至少')),
                ('electives_max', models.PositiveSmallIntegerField(blank=True, help_text='不填则不限', null=True, verbose_name='自选动作至多')),
                ('notice_days', models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name='结果公示工作日')),
                ('reminder_days', models.PositiveSmallIntegerField(db_default=3, default=3, help_text='申报截止前几个工作日起在工作台提醒', verbose_name='提前提醒工作日')),
                ('organiser', models.CharField(choices=[('township', '乡镇'), ('county', '县区')], default='township', max_length=10, verbose_name='主办')),
                ('period_kind', models.CharField(choices=[('month', '月度'), ('quarter', '季度'), ('half_year', '半年'), ('year', '年度')], default='quarter', max_length=10, verbose_name='周期')),
                ('clause', models.CharField(blank=True, max_length=120, verbose_name='出处')),
                ('area', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='范围')),
            ],
            options={
                'verbose_name': '比武种类',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('by_nomination', models.BooleanField(db_default=False, default=False, help_text='不勾则由主办单位选定参赛单位', verbose_name='由乡镇推荐参赛')),
                ('nominations_min', models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='每乡镇至少推荐')),
                ('nominations_max', models.PositiveSmallIntegerField(blank=True, help_text='不填则不限', null=True, verbose_name='每乡镇至多推荐')),
                ('asks_declaration', models.BooleanField(db_default=False, default=False, verbose_name='须填申报表')),
                ('needs_approval', models.BooleanField(db_default=False, default=False, help_text='主办单位核准后才能参赛，不勾则提交即生效', verbose_name='申报须核准')),
                ('required_topics', models.TextField(blank=True, db_default='', default='', help_text='一行一项，每份申报都要填', verbose_name='规定动作')),
                ('elective_topics', models.TextField(blank=True, db_default='', default='', help_text='一行一项，供申报单位选，也可自拟', verbose_name='自选动作范围')),
                ('electives_min', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='自选动作至少')),
                ('electives_max', models.PositiveSmallIntegerField(blank=True, help_text='不填则不限', null=True, verbose_name='自选动作至多')),
                ('notice_days', models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name='结果公示工作日')),
                ('reminder_days', models.PositiveSmallIntegerField(db_default=3, default=3, help_text='申报截止前几个工作日起在工作台提醒', verbose_name='提前提醒工作日')),
                ('theme', models.CharField(blank=True, max_length=120, verbose_name='主题')),
                ('plan', models.TextField(blank=True, db_default='', default='', verbose_name='工作方案')),
                ('announced_at', models.DateTimeField(blank=True, editable=False, help_text='发布以后乡镇才看得到，可以推荐和申报', null=True, verbose_name='发布时间')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='contest_events', to='contests.contest')),
                ('plan_file', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='工作方案文件')),
                ('kind', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contestkind', verbose_name='种类')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='contest',
            name='kind',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='contests.contestkind', verbose_name='种类'),
        ),
        migrations.CreateModel(
            name='ContestKindEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('by_nomination', models.BooleanField(db_default=False, default=False, help_text='不勾则由主办单位选定参赛单位', verbose_name='由乡镇推荐参赛')),
                ('nominations_min', models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='每乡镇至少推荐')),
                ('nominations_max', models.PositiveSmallIntegerField(blank=True, help_text='不填则不限', null=True, verbose_name='每乡镇至多推荐')),
                ('asks_declaration', models.BooleanField(db_default=False, default=False, verbose_name='须填申报表')),
                ('needs_approval', models.BooleanField(db_default=False, default=False, help_text='主办单位核准后才能参赛，不勾则提交即生效', verbose_name='申报须核准')),
                ('required_topics', models.TextField(blank=True, db_default='', default='', help_text='一行一项，每份申报都要填', verbose_name='规定动作')),
                ('elective_topics', models.TextField(blank=True, db_default='', default='', help_text='一行一项，供申报单位选，也可自拟', verbose_name='自选动作范围')),
                ('electives_min', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='自选动作至少')),
                ('electives_max', models.PositiveSmallIntegerField(blank=True, help_text='不填则不限', null=True, verbose_name='自选动作至多')),
                ('notice_days', models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name='结果公示工作日')),
                ('reminder_days', models.PositiveSmallIntegerField(db_default=3, default=3, help_text='申报截止前几个工作日起在工作台提醒', verbose_name='提前提醒工作日')),
                ('organiser', models.CharField(choices=[('township', '乡镇'), ('county', '县区')], default='township', max_length=10, verbose_name='主办')),
                ('period_kind', models.CharField(choices=[('month', '月度'), ('quarter', '季度'), ('half_year', '半年'), ('year', '年度')], default='quarter', max_length=10, verbose_name='周期')),
                ('clause', models.CharField(blank=True, max_length=120, verbose_name='出处')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='范围')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.contestkind')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContestNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('text', models.TextField(verbose_name='正文')),
                ('contact', models.CharField(blank=True, max_length=120, verbose_name='受理电话和地址')),
                ('starts_on', models.DateField(verbose_name='公示开始')),
                ('ends_on', models.DateField(verbose_name='公示截止')),
                ('status', models.CharField(choices=[('open', '公示中'), ('done', '公示结束'), ('withdrawn', '已撤回'), ('corrected', '已更正')], default='open', max_length=10, verbose_name='状态')),
                ('published_at', models.DateTimeField(verbose_name='发布时间')),
                ('kind', models.CharField(choices=[('result', '结果公示'), ('correction', '更正公告')], default='result', max_length=10, verbose_name='种类')),
                ('rows', models.CharField(choices=[('all', '全部名次'), ('winners', '只列获奖的')], default='all', max_length=10, verbose_name='列出')),
                ('with_points', models.BooleanField(default=True, verbose_name='写明得分')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='contests.contest', verbose_name='比武')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scoring.tally', verbose_name='更正前的版本')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
                ('tally', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='scoring.tally', verbose_name='版本')),
            ],
            options={
                'verbose_name': '结果公示',
                'ordering': ['-published_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContestNoticeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('text', models.TextField(verbose_name='正文')),
                ('contact', models.CharField(blank=True, max_length=120, verbose_name='受理电话和地址')),
                ('starts_on', models.DateField(verbose_name='公示开始')),
                ('ends_on', models.DateField(verbose_name='公示截止')),
                ('status', models.CharField(choices=[('open', '公示中'), ('done', '公示结束'), ('withdrawn', '已撤回'), ('corrected', '已更正')], default='open', max_length=10, verbose_name='状态')),
                ('published_at', models.DateTimeField(verbose_name='发布时间')),
                ('kind', models.CharField(choices=[('result', '结果公示'), ('correction', '更正公告')], default='result', max_length=10, verbose_name='种类')),
                ('rows', models.CharField(choices=[('all', '全部名次'), ('winners', '只列获奖的')], default='all', max_length=10, verbose_name='列出')),
                ('with_points', models.BooleanField(default=True, verbose_name='写明得分')),
                ('contest', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contest', verbose_name='比武')),
                ('corrects', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.tally', verbose_name='更正前的版本')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.contestnotice')),
                ('published_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
                ('tally', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.tally', verbose_name='版本')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContestObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(max_length=40, verbose_name='提出人')),
                ('contact', models.CharField(max_length=60, verbose_name='联系方式')),
                ('content', models.TextField(max_length=2000, verbose_name='异议内容')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('status', models.CharField(choices=[('open', '待答复'), ('accepted', '成立'), ('rejected', '不成立')], default='open', max_length=10, verbose_name='状态')),
                ('reply', models.TextField(blank=True, max_length=2000, verbose_name='答复')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='认定理由')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scoring.entry', verbose_name='涉及的参赛单位')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='contests.contestnotice', verbose_name='公示')),
            ],
            options={
                'verbose_name': '异议',
                'ordering': ['notice_id', 'received_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContestObjectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('person', models.CharField(max_length=40, verbose_name='提出人')),
                ('contact', models.CharField(max_length=60, verbose_name='联系方式')),
                ('content', models.TextField(max_length=2000, verbose_name='异议内容')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('status', models.CharField(choices=[('open', '待答复'), ('accepted', '成立'), ('rejected', '不成立')], default='open', max_length=10, verbose_name='状态')),
                ('reply', models.TextField(blank=True, max_length=2000, verbose_name='答复')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='认定理由')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                ('entered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.entry', verbose_name='涉及的参赛单位')),
                ('notice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contestnotice', verbose_name='公示')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.contestobjection')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContestStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='截止')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='contests.contest', verbose_name='比武')),
            ],
            options={
                'verbose_name': '阶段',
                'ordering': ['contest_id', 'starts_on', 'kind__order'],
            },
        ),
        migrations.CreateModel(
            name='CountyRanking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_kind', models.CharField(choices=[('month', '月度'), ('quarter', '季度'), ('half_year', '半年'), ('year', '年度')], max_length=10, verbose_name='周期')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('number', models.PositiveSmallIntegerField(verbose_name='期次')),
                ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                ('digest', models.CharField(max_length=64, verbose_name='输入摘要')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='县区')),
            ],
            options={
                'verbose_name': '县级汇总',
            },
        ),
        migrations.CreateModel(
            name='CountyRank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField(verbose_name='全县名次')),
                ('previous_rank', models.PositiveIntegerField(null=True, verbose_name='上期全县名次')),
                ('standing', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='county_ranks', to='scoring.standing', verbose_name='名次')),
                ('ranking', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='ranks', to='contests.countyranking', verbose_name='县级汇总')),
            ],
            options={
                'verbose_name': '全县名次',
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('status', models.CharField(choices=[('draft', '填写中'), ('submitted', '待核准'), ('returned', '退回修改'), ('approved', '已核准')], default='draft', max_length=10, verbose_name='状态')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('measures', models.TextField(blank=True, verbose_name='主要做法')),
                ('highlights', models.TextField(blank=True, verbose_name='工作亮点')),
                ('results', models.TextField(blank=True, verbose_name='取得成效')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='declaration', to='scoring.entry', verbose_name='参赛单位')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
            ],
            options={
                'verbose_name': '申报',
                'ordering': ['entry__assessment_id', 'entry__number'],
            },
        ),
        migrations.CreateModel(
            name='DeclarationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('status', models.CharField(choices=[('draft', '填写中'), ('submitted', '待核准'), ('returned', '退回修改'), ('approved', '已核准')], default='draft', max_length=10, verbose_name='状态')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('measures', models.TextField(blank=True, verbose_name='主要做法')),
                ('highlights', models.TextField(blank=True, verbose_name='工作亮点')),
                ('results', models.TextField(blank=True, verbose_name='取得成效')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.entry', verbose_name='参赛单位')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.declaration')),
                ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeclarationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='contests.declaration', verbose_name='申报')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment', verbose_name='文件')),
            ],
            options={
                'verbose_name': '申报附件',
                'ordering': ['declaration_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DeclarationFileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('declaration', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.declaration', verbose_name='申报')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='文件')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.declarationfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeclarationItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('topic', models.CharField(max_length=60, verbose_name='项目')),
                ('is_required', models.BooleanField(default=False, verbose_name='规定动作')),
                ('content', models.TextField(blank=True, verbose_name='内容')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='contests.declaration', verbose_name='申报')),
            ],
            options={
                'verbose_name': '申报项目',
                'ordering': ['declaration_id', 'order'],
            },
        ),
        migrations.CreateModel(
            name='DeclarationItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('topic', models.CharField(max_length=60, verbose_name='项目')),
                ('is_required', models.BooleanField(default=False, verbose_name='规定动作')),
                ('content', models.TextField(blank=True, verbose_name='内容')),
                ('declaration', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.declaration', verbose_name='申报')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.declarationitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KindStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins', models.SmallIntegerField(verbose_name='开始于')),
                ('days', models.PositiveSmallIntegerField(verbose_name='工作日数')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='contests.contestkind', verbose_name='比武种类')),
            ],
            options={
                'verbose_name': '种类的阶段',
                'ordering': ['kind_id', 'begins', 'stage__order'],
            },
        ),
        migrations.CreateModel(
            name='ObjectionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment', verbose_name='附件')),
                ('objection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='contests.contestobjection', verbose_name='异议')),
            ],
            options={
                'verbose_name': '异议附件',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ObjectionFileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='附件')),
                ('objection', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contestobjection', verbose_name='异议')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.objectionfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PublicAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_open', models.BooleanField(default=False, verbose_name='对外公开')),
                ('changed_at', models.DateTimeField(verbose_name='改动时间')),
                ('area', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='县区')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='改动人')),
            ],
            options={
                'verbose_name': '结果对外公开',
            },
        ),
        migrations.CreateModel(
            name='PublicAccessEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_open', models.BooleanField(default=False, verbose_name='对外公开')),
                ('changed_at', models.DateTimeField(verbose_name='改动时间')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='县区')),
                ('changed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='改动人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.publicaccess')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='内容')),
                ('day', models.DateField(verbose_name='日期')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='自动提醒')),
                ('sent_at', models.DateTimeField(verbose_name='时间')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='知道了')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='areas.area', verbose_name='还没有建比武的单位')),
                ('contest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='contests.contest', verbose_name='比武')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='scoring.entry', verbose_name='参赛单位')),
                ('rater', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='scoring.rater', verbose_name='评委')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发送人')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提醒谁')),
            ],
            options={
                'verbose_name': '提醒',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReminderEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=300, verbose_name='内容')),
                ('day', models.DateField(verbose_name='日期')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='自动提醒')),
                ('sent_at', models.DateTimeField(verbose_name='时间')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='知道了')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='还没有建比武的单位')),
                ('contest', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contest', verbose_name='比武')),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.entry', verbose_name='参赛单位')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.reminder')),
                ('rater', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.rater', verbose_name='评委')),
                ('sent_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发送人')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提醒谁')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StageKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_scoring', models.BooleanField(default=False, help_text='评委在这一阶段填评分表，每场比武只有一个', verbose_name='打分阶段')),
                ('area', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='范围')),
            ],
            options={
                'verbose_name': '阶段种类',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KindStageEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('begins', models.SmallIntegerField(verbose_name='开始于')),
                ('days', models.PositiveSmallIntegerField(verbose_name='工作日数')),
                ('kind', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contestkind', verbose_name='比武种类')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.kindstage')),
                ('stage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.stagekind', verbose_name='阶段')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='kindstage',
            name='stage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.stagekind', verbose_name='阶段'),
        ),
        migrations.CreateModel(
            name='ContestStageEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='截止')),
                ('contest', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contest', verbose_name='比武')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.conteststage')),
                ('kind', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.stagekind', verbose_name='阶段')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='conteststage',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contests.stagekind', verbose_name='阶段'),
        ),
        migrations.CreateModel(
            name='StageKindEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_scoring', models.BooleanField(default=False, help_text='评委在这一阶段填评分表，每场比武只有一个', verbose_name='打分阶段')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='范围')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.stagekind')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='basisdocumentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a5685a8b9fbb53361ae6819d1ce5e3d4a9893215', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1a474', table='contests_basisdocumentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='basisdocument',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('contest', 'number'), name='document_number', violation_error_message='这个文号的文件已经登记过'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='basisdocument',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_basisdocumentevent" ("contest_id", "file_id", "id", "issued_on", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."contest_id", OLD."file_id", OLD."id", OLD."issued_on", OLD."issuer", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."title"); RETURN NULL;', hash='00840b79cd199fe7e97e1f78017c6a30bb82bbaa', operation='UPDATE', pgid='pgtrigger_update_update_5ec59', table='contests_basisdocument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='basisdocument',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_basisdocumentevent" ("contest_id", "file_id", "id", "issued_on", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."contest_id", OLD."file_id", OLD."id", OLD."issued_on", OLD."issuer", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;', hash='e44d14f7f434eca1601455384b2bb8dbc7dd5b2b', operation='DELETE', pgid='pgtrigger_delete_delete_ed89f', table='contests_basisdocument', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='contestkind',
            constraint=models.UniqueConstraint(fields=('area', 'name'), name='contests_contestkind_name_once', nulls_distinct=False, violation_error_message='已有这个名称，请换一个'),
        ),
        migrations.AddConstraint(
            model_name='contestkind',
            constraint=models.CheckConstraint(condition=models.Q(('nominations_max', None), ('nominations_max__gte', models.F('nominations_min')), _connector='OR'), name='contestkind_nominations', violation_error_message='至多推荐不能少于至少推荐'),
        ),
        migrations.AddConstraint(
            model_name='contestkind',
            constraint=models.CheckConstraint(condition=models.Q(('electives_max', None), ('electives_max__gte', models.F('electives_min')), _connector='OR'), name='contestkind_electives', violation_error_message='自选动作至多不能少于至少'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestkind',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_contestkindevent" ("area_id", "asks_declaration", "by_nomination", "clause", "code", "elective_topics", "electives_max", "electives_min", "id", "name", "needs_approval", "nominations_max", "nominations_min", "notice_days", "order", "organiser", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_days", "required_topics") VALUES (OLD."area_id", OLD."asks_declaration", OLD."by_nomination", OLD."clause", OLD."code", OLD."elective_topics", OLD."electives_max", OLD."electives_min", OLD."id", OLD."name", OLD."needs_approval", OLD."nominations_max", OLD."nominations_min", OLD."notice_days", OLD."order", OLD."organiser", OLD."period_kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reminder_days", OLD."required_topics"); RETURN NULL;', hash='57c5f98ca4803603595ea0788d39f92338ab065b', operation='UPDATE', pgid='pgtrigger_update_update_699bd', table='contests_contestkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestkind',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_contestkindevent" ("area_id", "asks_declaration", "by_nomination", "clause", "code", "elective_topics", "electives_max", "electives_min", "id", "name", "needs_approval", "nominations_max", "nominations_min", "notice_days", "order", "organiser", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_days", "required_topics") VALUES (OLD."area_id", OLD."asks_declaration", OLD."by_nomination", OLD."clause", OLD."code", OLD."elective_topics", OLD."electives_max", OLD."electives_min", OLD."id", OLD."name", OLD."needs_approval", OLD."nominations_max", OLD."nominations_min", OLD."notice_days", OLD."order", OLD."organiser", OLD."period_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reminder_days", OLD."required_topics"); RETURN NULL;', hash='1c560eb6b0dc47214a7d02d38739ecf475f08853', operation='DELETE', pgid='pgtrigger_delete_delete_0ea3a', table='contests_contestkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='75606c7ef93ffd929b1f8fc30849f7f55090fa16', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_760e0', table='contests_contestevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(('nominations_max', None), ('nominations_max__gte', models.F('nominations_min')), _connector='OR'), name='contest_nominations', violation_error_message='至多推荐不能少于至少推荐'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(('electives_max', None), ('electives_max__gte', models.F('electives_min')), _connector='OR'), name='contest_electives', violation_error_message='自选动作至多不能少于至少'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."announced_at" IS DISTINCT FROM (NEW."announced_at") OR OLD."asks_declaration" IS DISTINCT FROM (NEW."asks_declaration") OR OLD."by_nomination" IS DISTINCT FROM (NEW."by_nomination") OR OLD."elective_topics" IS DISTINCT FROM (NEW."elective_topics") OR OLD."electives_max" IS DISTINCT FROM (NEW."electives_max") OR OLD."electives_min" IS DISTINCT FROM (NEW."electives_min") OR OLD."kind_id" IS DISTINCT FROM (NEW."kind_id") OR OLD."needs_approval" IS DISTINCT FROM (NEW."needs_approval") OR OLD."nominations_max" IS DISTINCT FROM (NEW."nominations_max") OR OLD."nominations_min" IS DISTINCT FROM (NEW."nominations_min") OR OLD."notice_days" IS DISTINCT FROM (NEW."notice_days") OR OLD."plan" IS DISTINCT FROM (NEW."plan") OR OLD."plan_file_id" IS DISTINCT FROM (NEW."plan_file_id") OR OLD."reminder_days" IS DISTINCT FROM (NEW."reminder_days") OR OLD."required_topics" IS DISTINCT FROM (NEW."required_topics") OR OLD."theme" IS DISTINCT FROM (NEW."theme"))', func='INSERT INTO "contests_contestevent" ("announced_at", "asks_declaration", "by_nomination", "elective_topics", "electives_max", "electives_min", "kind_id", "needs_approval", "nominations_max", "nominations_min", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "plan_file_id", "reminder_days", "required_topics", "theme") VALUES (OLD."announced_at", OLD."asks_declaration", OLD."by_nomination", OLD."elective_topics", OLD."electives_max", OLD."electives_min", OLD."kind_id", OLD."needs_approval", OLD."nominations_max", OLD."nominations_min", OLD."notice_days", _pgh_attach_context(), NOW(), \'update\', OLD."assessment_ptr_id", OLD."plan", OLD."plan_file_id", OLD."reminder_days", OLD."required_topics", OLD."theme"); RETURN NULL;', hash='9e71e03f5f3544e56ed4d1464a3e0c28230afa65', operation='UPDATE', pgid='pgtrigger_update_update_96d26', table='contests_contest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_contestevent" ("announced_at", "asks_declaration", "by_nomination", "elective_topics", "electives_max", "electives_min", "kind_id", "needs_approval", "nominations_max", "nominations_min", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "plan_file_id", "reminder_days", "required_topics", "theme") VALUES (OLD."announced_at", OLD."asks_declaration", OLD."by_nomination", OLD."elective_topics", OLD."electives_max", OLD."electives_min", OLD."kind_id", OLD."needs_approval", OLD."nominations_max", OLD."nominations_min", OLD."notice_days", _pgh_attach_context(), NOW(), \'delete\', OLD."assessment_ptr_id", OLD."plan", OLD."plan_file_id", OLD."reminder_days", OLD."required_topics", OLD."theme"); RETURN NULL;', hash='1ab3f0af8dab608aa977f4ea48f6eb846a6969c2', operation='DELETE', pgid='pgtrigger_delete_delete_17ca3', table='contests_contest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestkindevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a03a616808b55d6481b50e988c41a6c15b907805', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eb54a', table='contests_contestkindevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='contestnotice',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='contests_contestnotice_dates', violation_error_message='公示截止不能早于开始'),
        ),
        migrations.AddConstraint(
            model_name='contestnotice',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('contest',), name='contest_one_open_notice', violation_error_message='这场比武已在公示'),
        ),
        migrations.AddConstraint(
            model_name='contestnotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', False), ('kind', 'correction')), models.Q(('corrects__isnull', True), ('kind', 'result')), _connector='OR'), name='contest_notice_corrects', violation_error_message='更正公告须写明更正哪一版，公示不写'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestnotice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_contestnoticeevent" ("contact", "contest_id", "corrects_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rows", "starts_on", "status", "tally_id", "text", "title", "with_points") VALUES (OLD."contact", OLD."contest_id", OLD."corrects_id", OLD."ends_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."rows", OLD."starts_on", OLD."status", OLD."tally_id", OLD."text", OLD."title", OLD."with_points"); RETURN NULL;', hash='193ef1c3adc6cccd8509ce8783084a4fbe394ff9', operation='UPDATE', pgid='pgtrigger_update_update_8370e', table='contests_contestnotice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestnotice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_contestnoticeevent" ("contact", "contest_id", "corrects_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rows", "starts_on", "status", "tally_id", "text", "title", "with_points") VALUES (OLD."contact", OLD."contest_id", OLD."corrects_id", OLD."ends_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."rows", OLD."starts_on", OLD."status", OLD."tally_id", OLD."text", OLD."title", OLD."with_points"); RETURN NULL;', hash='e00fa681fbd5aa1adbbecf493d905490c9b01e94', operation='DELETE', pgid='pgtrigger_delete_delete_f8c74', table='contests_contestnotice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestnoticeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1d218cfe41a3cf65f3e027ea8c3fca171e49e379', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_27254', table='contests_contestnoticeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='contestobjection',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('decided_at__isnull', False), models.Q(('reply', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='contests_contestobjection_answered', violation_error_message='认定异议须写答复和理由'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestobjection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_contestobjectionevent" ("contact", "content", "decided_at", "decided_by_id", "entered_at", "entered_by_id", "entry_id", "id", "notice_id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "reply", "status") VALUES (OLD."contact", OLD."content", OLD."decided_at", OLD."decided_by_id", OLD."entered_at", OLD."entered_by_id", OLD."entry_id", OLD."id", OLD."notice_id", OLD."person", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reason", OLD."received_on", OLD."reply", OLD."status"); RETURN NULL;', hash='8b59ebcd749fe6025229a34a6126d865a5299df8', operation='UPDATE', pgid='pgtrigger_update_update_a088b', table='contests_contestobjection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestobjection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_contestobjectionevent" ("contact", "content", "decided_at", "decided_by_id", "entered_at", "entered_by_id", "entry_id", "id", "notice_id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "reply", "status") VALUES (OLD."contact", OLD."content", OLD."decided_at", OLD."decided_by_id", OLD."entered_at", OLD."entered_by_id", OLD."entry_id", OLD."id", OLD."notice_id", OLD."person", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."received_on", OLD."reply", OLD."status"); RETURN NULL;', hash='346e3deae24f51998f435ad402548c1caf5dfe13', operation='DELETE', pgid='pgtrigger_delete_delete_4b7b9', table='contests_contestobjection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestobjectionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='78eb4dc3fbc0b76d48a0d1d4f54187bc42c7e007', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_28140', table='contests_contestobjectionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='countyranking',
            constraint=models.UniqueConstraint(fields=('area', 'period_kind', 'year', 'number', 'version'), name='county_ranking_version'),
        ),
        migrations.AddIndex(
            model_name='countyrank',
            index=models.Index(fields=['ranking', 'rank'], name='county_rank_order'),
        ),
        migrations.AddConstraint(
            model_name='countyrank',
            constraint=models.UniqueConstraint(fields=('ranking', 'standing'), name='county_rank_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declaration',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_declarationevent" ("entry_id", "highlights", "id", "measures", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "results", "status", "submitted_at", "submitted_by_id", "version") VALUES (OLD."entry_id", OLD."highlights", OLD."id", OLD."measures", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."results", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."version"); RETURN NULL;', hash='92a12a3984eb03cef33228c137e6fae1918fde30', operation='UPDATE', pgid='pgtrigger_update_update_b58d6', table='contests_declaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declaration',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_declarationevent" ("entry_id", "highlights", "id", "measures", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "results", "status", "submitted_at", "submitted_by_id", "version") VALUES (OLD."entry_id", OLD."highlights", OLD."id", OLD."measures", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."results", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."version"); RETURN NULL;', hash='da8204e7aa961c0268e6e075beabb0cf1305baa1', operation='DELETE', pgid='pgtrigger_delete_delete_642eb', table='contests_declaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declarationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='916db1c62ad51607c360629ab91360741afdde58', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9cb97', table='contests_declarationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declarationfile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_declarationfileevent" ("declaration_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."declaration_id", OLD."file_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='bf83744281593fddb762de49163ddd9e79268a0c', operation='UPDATE', pgid='pgtrigger_update_update_bff5a', table='contests_declarationfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declarationfile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_declarationfileevent" ("declaration_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."declaration_id", OLD."file_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='8e8147e84806aa69f8237f964a1f214f5724d9e9', operation='DELETE', pgid='pgtrigger_delete_delete_32fd0', table='contests_declarationfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declarationfileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='96b56924ea74013cee4980a736c225f7a689352d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86195', table='contests_declarationfileevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='declarationitem',
            constraint=models.UniqueConstraint(fields=('declaration', 'topic'), name='declaration_topic', violation_error_message='这一项已经填过'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declarationitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_declarationitemevent" ("content", "declaration_id", "id", "is_required", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (OLD."content", OLD."declaration_id", OLD."id", OLD."is_required", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."topic"); RETURN NULL;', hash='876ca23928d7f93f3839e44ccc7c28bb353326ac', operation='UPDATE', pgid='pgtrigger_update_update_6ff97', table='contests_declarationitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declarationitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_declarationitemevent" ("content", "declaration_id", "id", "is_required", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (OLD."content", OLD."declaration_id", OLD."id", OLD."is_required", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."topic"); RETURN NULL;', hash='f7ca3b08b25d4aee5887b3ea8c4fb403c5b8a803', operation='DELETE', pgid='pgtrigger_delete_delete_91875', table='contests_declarationitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declarationitemevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6e79ab6372a9fa4274a526e9b3cc9c6197ba6799', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_02ede', table='contests_declarationitemevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objectionfile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_objectionfileevent" ("file_id", "id", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."file_id", OLD."id", OLD."objection_id", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='93f0b1a2a8f68224adef649d80b62412a94936f0', operation='UPDATE', pgid='pgtrigger_update_update_c83ba', table='contests_objectionfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objectionfile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_objectionfileevent" ("file_id", "id", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."file_id", OLD."id", OLD."objection_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='a2e4a3feb095b7cc852205f57863d932244ba408', operation='DELETE', pgid='pgtrigger_delete_delete_686f3', table='contests_objectionfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objectionfileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb7a2558e2ba1092dcb29edb10766c0d0835619a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b64f2', table='contests_objectionfileevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicaccess',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_publicaccessevent" ("area_id", "changed_at", "changed_by_id", "id", "is_open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."changed_at", OLD."changed_by_id", OLD."id", OLD."is_open", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='1df6af321903f6ab1842f4a02ce7eadd496a178a', operation='UPDATE', pgid='pgtrigger_update_update_a2a3a', table='contests_publicaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicaccess',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_publicaccessevent" ("area_id", "changed_at", "changed_by_id", "id", "is_open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."changed_at", OLD."changed_by_id", OLD."id", OLD."is_open", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='5fe77f9434bec880a28f2123718732b0213f8d00', operation='DELETE', pgid='pgtrigger_delete_delete_fa0d2', table='contests_publicaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicaccessevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c037dae844edb25dc0c3f6e287c61acdabbe8bda', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_800fa', table='contests_publicaccessevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('seen_at__isnull', True)), fields=['user'], name='reminder_unseen'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(('is_automatic', True)), fields=('contest', 'rater', 'entry', 'user', 'day'), name='reminder_once_a_day', nulls_distinct=False, violation_error_message='今天已经自动提醒过'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('rater__isnull', True), ('entry__isnull', True), _connector='OR'), name='reminder_of_one_thing', violation_error_message='一条提醒只能针对一名评委或一个参赛单位'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', True), ('contest__isnull', False)), models.Q(('area__isnull', False), ('contest__isnull', True), ('entry__isnull', True), ('rater__isnull', True)), _connector='OR'), name='reminder_of_a_contest_or_none', violation_error_message='提醒要么针对一场比武，要么针对还没有建比武的单位'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reminder',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_reminderevent" ("area_id", "contest_id", "day", "entry_id", "id", "is_automatic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "seen_at", "sent_at", "sent_by_id", "text", "user_id") VALUES (OLD."area_id", OLD."contest_id", OLD."day", OLD."entry_id", OLD."id", OLD."is_automatic", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rater_id", OLD."seen_at", OLD."sent_at", OLD."sent_by_id", OLD."text", OLD."user_id"); RETURN NULL;', hash='137f751e35f0c4dda57d772a9465f23bfd761b04', operation='UPDATE', pgid='pgtrigger_update_update_a033d', table='contests_reminder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reminder',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_reminderevent" ("area_id", "contest_id", "day", "entry_id", "id", "is_automatic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_id", "seen_at", "sent_at", "sent_by_id", "text", "user_id") VALUES (OLD."area_id", OLD."contest_id", OLD."day", OLD."entry_id", OLD."id", OLD."is_automatic", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rater_id", OLD."seen_at", OLD."sent_at", OLD."sent_by_id", OLD."text", OLD."user_id"); RETURN NULL;', hash='24d0828cb0b370129ee606844f91dd0c26e26463', operation='DELETE', pgid='pgtrigger_delete_delete_b5893', table='contests_reminder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reminderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='76b06e4c2cd762582449ab7a9cdd736fd27e1d0f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c3c25', table='contests_reminderevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='stagekind',
            constraint=models.UniqueConstraint(fields=('area', 'name'), name='contests_stagekind_name_once', nulls_distinct=False, violation_error_message='已有这个名称，请换一个'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagekind',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_stagekindevent" ("area_id", "code", "id", "is_scoring", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."code", OLD."id", OLD."is_scoring", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='88312dbc63bad492a4fba0b5ba0934f693e95da3', operation='UPDATE', pgid='pgtrigger_update_update_45861', table='contests_stagekind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagekind',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_stagekindevent" ("area_id", "code", "id", "is_scoring", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."code", OLD."id", OLD."is_scoring", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='8219eee05862a1a8030c8ad8e3058821521fb0e9', operation='DELETE', pgid='pgtrigger_delete_delete_8d131', table='contests_stagekind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kindstageevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1ec96bbe5f17be7b631fa80e964f3f5f3d706ae9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_145ce', table='contests_kindstageevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='kindstage',
            constraint=models.UniqueConstraint(fields=('kind', 'stage'), name='kind_stage_once', violation_error_message='这个阶段已经安排过'),
        ),
        migrations.AddConstraint(
            model_name='kindstage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('begins', 0), _negated=True), ('days__gte', 1)), name='kind_stage_days', violation_error_message='开始不能为 0，工作日数至少 1'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kindstage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_kindstageevent" ("begins", "days", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") VALUES (OLD."begins", OLD."days", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."stage_id"); RETURN NULL;', hash='620df5e999e41d3e8cfed0bb357b4cc7f6acca3e', operation='UPDATE', pgid='pgtrigger_update_update_8d6c3', table='contests_kindstage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kindstage',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_kindstageevent" ("begins", "days", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") VALUES (OLD."begins", OLD."days", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stage_id"); RETURN NULL;', hash='1109657720ed9b53bd7e422524c4ef06fac60f62', operation='DELETE', pgid='pgtrigger_delete_delete_6fb5c', table='contests_kindstage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conteststageevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cd61c0a6b8e6132ae8f75020ac9c22a4d2052fc2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39841', table='contests_conteststageevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='conteststage',
            constraint=models.UniqueConstraint(fields=('contest', 'kind'), name='contest_stage_kind', violation_error_message='同一阶段只能安排一次'),
        ),
        migrations.AddConstraint(
            model_name='conteststage',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='contest_stage_dates', violation_error_message='截止不能早于开始'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conteststage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_conteststageevent" ("contest_id", "ends_on", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."contest_id", OLD."ends_on", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."starts_on"); RETURN NULL;', hash='7efed3b84b40ae76aa47c356aacef250c8dbd340', operation='UPDATE', pgid='pgtrigger_update_update_f6cbb', table='contests_conteststage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conteststage',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_conteststageevent" ("contest_id", "ends_on", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."contest_id", OLD."ends_on", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;', hash='a30fa2fe17e1202f035e5a52fcfa76267671ac81', operation='DELETE', pgid='pgtrigger_delete_delete_86105', table='contests_conteststage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagekindevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c6771cd4c9d632dde68ff59af28f74cb59f3cd8b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6e629', table='contests_stagekindevent', when='BEFORE')),
        ),
    ])
