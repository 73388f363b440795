import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('areas', '0002_seed'),
        ('cadres', '0003_seed'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='AwardKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(error_messages={'unique': '已有这个名称，请换一个'}, max_length=40, unique=True, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_cup', models.BooleanField(default=False, help_text='夺杯村在排名里用金色标出（D0 3.3）', verbose_name='夺杯')),
            ],
            options={
                'verbose_name': '奖项种类',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BonusGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
            ],
            options={
                'verbose_name': '就高组',
            },
        ),
        migrations.CreateModel(
            name='Dimension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('code', models.SlugField(max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
            ],
            options={
                'verbose_name': '维度',
                'ordering': ['scheme_id', 'order'],
                'abstract': False,
                'default_related_name': 'dimensions',
            },
        ),
        migrations.CreateModel(
            name='RaterGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(error_messages={'unique': '已有这个名称，请换一个'}, max_length=40, unique=True, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
            ],
            options={
                'verbose_name': '评委组',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Component',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('code', models.SlugField(max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('short_name', models.CharField(help_text='排名表的列名，如“观摩”', max_length=8, verbose_name='简称')),
                ('coverage', models.CharField(choices=[('all', '全部指标'), ('chosen', '部分指标'), ('overall', '只打一个总分')], default='all', max_length=10, verbose_name='打分内容')),
                ('overall_maximum', models.DecimalField(blank=True, decimal_places=4, help_text='只在“只打一个总分”时填，一般 100', max_digits=9, null=True, verbose_name='总分上限')),
                ('combine', models.CharField(choices=[('mean', '平均'), ('trimmed', '去掉最高最低后平均'), ('median', '中位数'), ('sum', '累加')], default='mean', max_length=10, verbose_name='汇总方法')),
                ('drop_high', models.PositiveSmallIntegerField(default=0, verbose_name='去掉最高个数')),
                ('drop_low', models.PositiveSmallIntegerField(default=0, verbose_name='去掉最低个数')),
                ('weight', models.DecimalField(blank=True, decimal_places=4, help_text='占最终得分的分数；累加项不填', max_digits=9, null=True, verbose_name='权重')),
                ('factor', models.DecimalField(blank=True, decimal_places=4, help_text='只在“累加”时填', max_digits=9, null=True, verbose_name='系数')),
                ('minimum_sheets', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='最少份数')),
                ('too_few', models.CharField(choices=[('refuse', '不予计分并列出'), ('plain_mean', '改用普通平均'), ('leave_out', '全体不计该项，其余按比例放大')], default='refuse', max_length=10, verbose_name='份数不足时')),
            ],
            options={
                'verbose_name': '评分项',
                'ordering': ['scheme_id', 'order'],
                'abstract': False,
                'default_related_name': 'components',
            },
        ),
        migrations.CreateModel(
            name='StageKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(error_messages={'unique': '已有这个名称，请换一个'}, max_length=40, unique=True, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_scoring', models.BooleanField(default=False, help_text='评委在这一阶段填评分表，每场比武只有一个', verbose_name='打分阶段')),
            ],
            options={
                'verbose_name': '阶段种类',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AwardKindEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(error_messages={'unique': '已有这个名称，请换一个'}, max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_cup', models.BooleanField(default=False, help_text='夺杯村在排名里用金色标出（D0 3.3）', verbose_name='夺杯')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.awardkind')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AwardRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('name', models.CharField(max_length=40, verbose_name='奖项')),
                ('group', models.CharField(blank=True, help_text='同组奖项在同一范围内每村最多得一个', max_length=40, verbose_name='奖项组')),
                ('unit', models.CharField(choices=[('whole', '全体'), ('category', '每个村类别'), ('dimension', '每个维度'), ('township', '每个乡镇')], default='whole', max_length=10, verbose_name='评奖范围')),
                ('places_by', models.CharField(choices=[('share', '按比例'), ('number', '固定名额')], default='share', max_length=10, verbose_name='名额')),
                ('share', models.DecimalField(blank=True, decimal_places=6, help_text='0–1，如 0.1 表示前 10%', max_digits=7, null=True, verbose_name='比例')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='个数')),
                ('rounding', models.CharField(choices=[('up', '进一'), ('half_up', '四舍五入'), ('down', '舍去')], default='up', max_length=10, verbose_name='取整')),
                ('minimum', models.PositiveSmallIntegerField(default=0, verbose_name='至少')),
                ('maximum', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='至多')),
                ('minimum_participants', models.PositiveSmallIntegerField(default=1, help_text='不足则不设此奖', verbose_name='至少参评数')),
                ('tie_policy', models.CharField(choices=[('include_all', '并列都给'), ('decide', '由领导小组决定')], default='include_all', max_length=15, verbose_name='末位并列')),
                ('shrink', models.BooleanField(default=False, verbose_name='并列多给的从同组后续奖项扣减')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contests.awardkind', verbose_name='种类')),
            ],
            options={
                'verbose_name': '奖项规则',
                'ordering': ['scheme_id', 'order'],
                'abstract': False,
                'default_related_name': 'award_rules',
            },
        ),
        migrations.CreateModel(
            name='BonusItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('code', models.SlugField(max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('points', models.DecimalField(decimal_places=4, help_text='加分为正，扣分为负', max_digits=9, verbose_name='每次分值')),
                ('cap', models.DecimalField(blank=True, decimal_places=4, help_text='绝对值', max_digits=9, null=True, verbose_name='本项上限')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='contests.bonusgroup', verbose_name='就高组')),
                ('dimension', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='contests.dimension', verbose_name='计入维度')),
            ],
            options={
                'verbose_name': '加扣分项',
                'ordering': ['scheme_id', 'order'],
                'abstract': False,
                'default_related_name': 'bonus_items',
            },
        ),
        migrations.CreateModel(
            name='ContestSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('period_kind', models.CharField(choices=[('month', '月度'), ('quarter', '季度'), ('half_year', '半年'), ('year', '年度')], default='quarter', max_length=10, verbose_name='周期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='areas.area', verbose_name='主办')),
            ],
            options={
                'verbose_name': '比武系列',
            },
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('theme', models.CharField(blank=True, max_length=120, verbose_name='主题')),
                ('period_kind', models.CharField(choices=[('month', '月度'), ('quarter', '季度'), ('half_year', '半年'), ('year', '年度')], default='quarter', max_length=10, verbose_name='周期')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('number', models.PositiveSmallIntegerField(default=1, help_text='第几季度（月、半年）；年度填 1', verbose_name='期次')),
                ('status', models.CharField(choices=[('draft', '筹备中'), ('scoring', '评分中'), ('closed', '评分已截止'), ('tallied', '已计分'), ('final', '已定稿')], default='draft', max_length=10, verbose_name='状态')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='areas.area', verbose_name='主办')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='contests.contestseries', verbose_name='系列')),
            ],
            options={
                'verbose_name': '比武',
                'ordering': ['-year', '-number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ContestStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='截止')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='contests.contest', verbose_name='比武')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contests.stagekind', verbose_name='阶段')),
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
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('name', models.CharField(max_length=60, verbose_name='村名')),
                ('holder_name', models.CharField(blank=True, max_length=40, verbose_name='书记姓名')),
                ('status', models.CharField(choices=[('active', '参评'), ('withdrawn', '停赛'), ('excluded', '一票否决')], default='active', max_length=10, verbose_name='状态')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='村')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='contests.contest', verbose_name='比武')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cadres.person', verbose_name='书记')),
                ('township', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='乡镇')),
            ],
            options={
                'verbose_name': '参赛村',
                'ordering': ['contest_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='EntryCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.category', verbose_name='村类别')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contests.entry', verbose_name='参赛村')),
            ],
            options={
                'verbose_name': '参赛村类别',
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='categories',
            field=models.ManyToManyField(through='contests.EntryCategory', to='areas.category', verbose_name='村类别'),
        ),
        migrations.CreateModel(
            name='EntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('name', models.CharField(max_length=60, verbose_name='村名')),
                ('holder_name', models.CharField(blank=True, max_length=40, verbose_name='书记姓名')),
                ('status', models.CharField(choices=[('active', '参评'), ('withdrawn', '停赛'), ('excluded', '一票否决')], default='active', max_length=10, verbose_name='状态')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='村')),
                ('contest', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contest', verbose_name='比武')),
                ('holder', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.person', verbose_name='书记')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.entry')),
                ('township', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='乡镇')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('code', models.SlugField(max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('maximum', models.DecimalField(decimal_places=4, max_digits=9, verbose_name='满分')),
                ('guidance', models.TextField(blank=True, verbose_name='评分说明')),
                ('dimension', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='contests.dimension', verbose_name='维度')),
            ],
            options={
                'verbose_name': '指标',
                'ordering': ['scheme_id', 'order'],
                'abstract': False,
                'default_related_name': 'indicators',
            },
        ),
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('maximum', models.DecimalField(decimal_places=4, max_digits=9, verbose_name='满分')),
                ('component', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='contests.component', verbose_name='评分项')),
                ('indicator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='contests.indicator', verbose_name='指标')),
            ],
            options={
                'verbose_name': '评分栏',
                'ordering': ['component_id', 'order'],
            },
        ),
        migrations.AddField(
            model_name='component',
            name='indicators',
            field=models.ManyToManyField(blank=True, help_text='只在“部分指标”时选', to='contests.indicator', verbose_name='指标'),
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.CharField(max_length=120, verbose_name='事例')),
                ('evidence', models.TextField(blank=True, verbose_name='依据')),
                ('approved', models.BooleanField(default=False, verbose_name='已核准')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核准人')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='contests.entry', verbose_name='参赛村')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occurrences', to='contests.bonusitem', verbose_name='加扣分项')),
            ],
            options={
                'verbose_name': '加扣分',
                'ordering': ['entry_id', 'item_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OccurrenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('case', models.CharField(max_length=120, verbose_name='事例')),
                ('evidence', models.TextField(blank=True, verbose_name='依据')),
                ('approved', models.BooleanField(default=False, verbose_name='已核准')),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核准人')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.entry', verbose_name='参赛村')),
                ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.bonusitem', verbose_name='加扣分项')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.occurrence')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Rater',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.PositiveSmallIntegerField(verbose_name='席号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='单位职务')),
                ('area', models.ForeignKey(blank=True, help_text='用于回避：不评自己的村或乡镇', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='所在村（乡镇）')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='raters', to='contests.contest', verbose_name='比武')),
                ('user', models.ForeignKey(blank=True, help_text='不填则由主办单位代为录入', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contests.ratergroup', verbose_name='评委组')),
            ],
            options={
                'verbose_name': '评委',
                'ordering': ['contest_id', 'group__order', 'seat'],
            },
        ),
        migrations.CreateModel(
            name='RaterEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('seat', models.PositiveSmallIntegerField(verbose_name='席号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='单位职务')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, help_text='用于回避：不评自己的村或乡镇', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='所在村（乡镇）')),
                ('contest', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contest', verbose_name='比武')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.rater')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, help_text='不填则由主办单位代为录入', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.ratergroup', verbose_name='评委组')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='component',
            name='rater_group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contests.ratergroup', verbose_name='评委组'),
        ),
        migrations.CreateModel(
            name='RaterGroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(error_messages={'unique': '已有这个名称，请换一个'}, max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.ratergroup')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Scheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('code', models.SlugField(help_text='同一方案各版本代码相同，用于导出文件名', max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('edition', models.PositiveSmallIntegerField(default=1, verbose_name='版本')),
                ('status', models.CharField(choices=[('draft', '草稿'), ('in_use', '已启用'), ('retired', '已停用')], default='draft', max_length=10, verbose_name='状态')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据文件')),
                ('full_mark', models.DecimalField(decimal_places=4, default=100, max_digits=9, validators=[django.core.validators.MinValueValidator(1)], verbose_name='满分')),
                ('base_points', models.DecimalField(decimal_places=4, default=0, max_digits=9, verbose_name='基础分')),
                ('decimals', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(8)], verbose_name='得分小数位')),
                ('point_decimals', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(2)], verbose_name='打分小数位')),
                ('round_components', models.PositiveSmallIntegerField(blank=True, help_text='不填则各项不先取舍', null=True, validators=[django.core.validators.MaxValueValidator(8)], verbose_name='各项先保留小数位')),
                ('exclusion_level', models.CharField(choices=[('village', '不评本村'), ('township', '不评本乡镇'), ('none', '不回避')], default='village', max_length=10, verbose_name='回避')),
                ('allow_negative', models.BooleanField(default=False, verbose_name='允许负分')),
                ('cap_at_full_mark', models.BooleanField(default=False, verbose_name='最高不超过满分')),
                ('bonus_cap', models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name='加分合计上限')),
                ('deduction_cap', models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name='扣分合计上限')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='areas.area', verbose_name='适用区域')),
                ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='contests.scheme', verbose_name='复制自')),
            ],
            options={
                'verbose_name': '评分方案',
                'ordering': ['-year', 'code', '-edition'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('maximum', models.DecimalField(decimal_places=4, max_digits=9, verbose_name='满分')),
                ('guidance', models.TextField(blank=True, verbose_name='评分说明')),
                ('dimension', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.dimension', verbose_name='维度')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.indicator')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='indicator',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contests.scheme', verbose_name='方案'),
        ),
        migrations.CreateModel(
            name='DimensionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.dimension')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='dimension',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contests.scheme', verbose_name='方案'),
        ),
        migrations.CreateModel(
            name='ContestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('theme', models.CharField(blank=True, max_length=120, verbose_name='主题')),
                ('period_kind', models.CharField(choices=[('month', '月度'), ('quarter', '季度'), ('half_year', '半年'), ('year', '年度')], default='quarter', max_length=10, verbose_name='周期')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('number', models.PositiveSmallIntegerField(default=1, help_text='第几季度（月、半年）；年度填 1', verbose_name='期次')),
                ('status', models.CharField(choices=[('draft', '筹备中'), ('scoring', '评分中'), ('closed', '评分已截止'), ('tallied', '已计分'), ('final', '已定稿')], default='draft', max_length=10, verbose_name='状态')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='主办')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.contest')),
                ('series', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contestseries', verbose_name='系列')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='评分方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='contest',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='contests.scheme', verbose_name='评分方案'),
        ),
        migrations.CreateModel(
            name='ComponentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('short_name', models.CharField(help_text='排名表的列名，如“观摩”', max_length=8, verbose_name='简称')),
                ('coverage', models.CharField(choices=[('all', '全部指标'), ('chosen', '部分指标'), ('overall', '只打一个总分')], default='all', max_length=10, verbose_name='打分内容')),
                ('overall_maximum', models.DecimalField(blank=True, decimal_places=4, help_text='只在“只打一个总分”时填，一般 100', max_digits=9, null=True, verbose_name='总分上限')),
                ('combine', models.CharField(choices=[('mean', '平均'), ('trimmed', '去掉最高最低后平均'), ('median', '中位数'), ('sum', '累加')], default='mean', max_length=10, verbose_name='汇总方法')),
                ('drop_high', models.PositiveSmallIntegerField(default=0, verbose_name='去掉最高个数')),
                ('drop_low', models.PositiveSmallIntegerField(default=0, verbose_name='去掉最低个数')),
                ('weight', models.DecimalField(blank=True, decimal_places=4, help_text='占最终得分的分数；累加项不填', max_digits=9, null=True, verbose_name='权重')),
                ('factor', models.DecimalField(blank=True, decimal_places=4, help_text='只在“累加”时填', max_digits=9, null=True, verbose_name='系数')),
                ('minimum_sheets', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='最少份数')),
                ('too_few', models.CharField(choices=[('refuse', '不予计分并列出'), ('plain_mean', '改用普通平均'), ('leave_out', '全体不计该项，其余按比例放大')], default='refuse', max_length=10, verbose_name='份数不足时')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.component')),
                ('rater_group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.ratergroup', verbose_name='评委组')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='component',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contests.scheme', verbose_name='方案'),
        ),
        migrations.CreateModel(
            name='BonusItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('points', models.DecimalField(decimal_places=4, help_text='加分为正，扣分为负', max_digits=9, verbose_name='每次分值')),
                ('cap', models.DecimalField(blank=True, decimal_places=4, help_text='绝对值', max_digits=9, null=True, verbose_name='本项上限')),
                ('group', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.bonusgroup', verbose_name='就高组')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.bonusitem')),
                ('dimension', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.dimension', verbose_name='计入维度')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='bonusitem',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contests.scheme', verbose_name='方案'),
        ),
        migrations.CreateModel(
            name='BonusGroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.bonusgroup')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='bonusgroup',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bonus_groups', to='contests.scheme', verbose_name='方案'),
        ),
        migrations.CreateModel(
            name='AwardRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('name', models.CharField(max_length=40, verbose_name='奖项')),
                ('group', models.CharField(blank=True, help_text='同组奖项在同一范围内每村最多得一个', max_length=40, verbose_name='奖项组')),
                ('unit', models.CharField(choices=[('whole', '全体'), ('category', '每个村类别'), ('dimension', '每个维度'), ('township', '每个乡镇')], default='whole', max_length=10, verbose_name='评奖范围')),
                ('places_by', models.CharField(choices=[('share', '按比例'), ('number', '固定名额')], default='share', max_length=10, verbose_name='名额')),
                ('share', models.DecimalField(blank=True, decimal_places=6, help_text='0–1，如 0.1 表示前 10%', max_digits=7, null=True, verbose_name='比例')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='个数')),
                ('rounding', models.CharField(choices=[('up', '进一'), ('half_up', '四舍五入'), ('down', '舍去')], default='up', max_length=10, verbose_name='取整')),
                ('minimum', models.PositiveSmallIntegerField(default=0, verbose_name='至少')),
                ('maximum', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='至多')),
                ('minimum_participants', models.PositiveSmallIntegerField(default=1, help_text='不足则不设此奖', verbose_name='至少参评数')),
                ('tie_policy', models.CharField(choices=[('include_all', '并列都给'), ('decide', '由领导小组决定')], default='include_all', max_length=15, verbose_name='末位并列')),
                ('shrink', models.BooleanField(default=False, verbose_name='并列多给的从同组后续奖项扣减')),
                ('kind', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.awardkind', verbose_name='种类')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.awardrule')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='awardrule',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contests.scheme', verbose_name='方案'),
        ),
        migrations.CreateModel(
            name='SchemeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('code', models.SlugField(db_index=False, help_text='同一方案各版本代码相同，用于导出文件名', max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('edition', models.PositiveSmallIntegerField(default=1, verbose_name='版本')),
                ('status', models.CharField(choices=[('draft', '草稿'), ('in_use', '已启用'), ('retired', '已停用')], default='draft', max_length=10, verbose_name='状态')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据文件')),
                ('full_mark', models.DecimalField(decimal_places=4, default=100, max_digits=9, validators=[django.core.validators.MinValueValidator(1)], verbose_name='满分')),
                ('base_points', models.DecimalField(decimal_places=4, default=0, max_digits=9, verbose_name='基础分')),
                ('decimals', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(8)], verbose_name='得分小数位')),
                ('point_decimals', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(2)], verbose_name='打分小数位')),
                ('round_components', models.PositiveSmallIntegerField(blank=True, help_text='不填则各项不先取舍', null=True, validators=[django.core.validators.MaxValueValidator(8)], verbose_name='各项先保留小数位')),
                ('exclusion_level', models.CharField(choices=[('village', '不评本村'), ('township', '不评本乡镇'), ('none', '不回避')], default='village', max_length=10, verbose_name='回避')),
                ('allow_negative', models.BooleanField(default=False, verbose_name='允许负分')),
                ('cap_at_full_mark', models.BooleanField(default=False, verbose_name='最高不超过满分')),
                ('bonus_cap', models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name='加分合计上限')),
                ('deduction_cap', models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name='扣分合计上限')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='适用区域')),
                ('copied_from', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='复制自')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.scheme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SchemeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=120, verbose_name='位置')),
                ('clause', models.CharField(blank=True, max_length=120, verbose_name='条款')),
                ('is_unset', models.BooleanField(default=False, verbose_name='原文未规定，须由本地设定')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'verbose_name': '条款出处',
                'ordering': ['path'],
            },
        ),
        migrations.CreateModel(
            name='SchemeNoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('path', models.CharField(max_length=120, verbose_name='位置')),
                ('clause', models.CharField(blank=True, max_length=120, verbose_name='条款')),
                ('is_unset', models.BooleanField(default=False, verbose_name='原文未规定，须由本地设定')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.schemenote')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='得分')),
                ('saved_at', models.DateTimeField(verbose_name='录入时间')),
                ('field', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.field', verbose_name='评分栏')),
                ('saved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
            ],
            options={
                'verbose_name': '得分',
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', '未提交'), ('submitted', '已提交'), ('waived', '已免评')], default='draft', max_length=10, verbose_name='状态')),
                ('total', models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name='合计')),
                ('dimension_points', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=4, max_digits=9, verbose_name='维度得分'), blank=True, null=True, size=None, verbose_name='各维度得分')),
                ('points_line', models.CharField(blank=True, max_length=400, verbose_name='各栏得分')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('waived_reason', models.CharField(blank=True, max_length=200, verbose_name='免评原因')),
                ('unlocked_at', models.DateTimeField(blank=True, null=True, verbose_name='开锁时间')),
                ('component', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='contests.component', verbose_name='评分项')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='contests.contest', verbose_name='比武')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='contests.entry', verbose_name='参赛村')),
                ('rater', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='contests.rater', verbose_name='评委')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
            ],
            options={
                'verbose_name': '评分表',
            },
        ),
        migrations.CreateModel(
            name='ScoreEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('points', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='得分')),
                ('saved_at', models.DateTimeField(verbose_name='录入时间')),
                ('field', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.field', verbose_name='评分栏')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.score')),
                ('saved_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                ('sheet', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.sheet', verbose_name='评分表')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='score',
            name='sheet',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='contests.sheet', verbose_name='评分表'),
        ),
        migrations.CreateModel(
            name='SheetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('draft', '未提交'), ('submitted', '已提交'), ('waived', '已免评')], default='draft', max_length=10, verbose_name='状态')),
                ('total', models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name='合计')),
                ('dimension_points', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=4, max_digits=9, verbose_name='维度得分'), blank=True, null=True, size=None, verbose_name='各维度得分')),
                ('points_line', models.CharField(blank=True, max_length=400, verbose_name='各栏得分')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('waived_reason', models.CharField(blank=True, max_length=200, verbose_name='免评原因')),
                ('unlocked_at', models.DateTimeField(blank=True, null=True, verbose_name='开锁时间')),
                ('component', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.component', verbose_name='评分项')),
                ('contest', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.contest', verbose_name='比武')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.entry', verbose_name='参赛村')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.sheet')),
                ('rater', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.rater', verbose_name='评委')),
                ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
            ],
            options={
                'abstract': False,
            },
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
        migrations.CreateModel(
            name='StageKindEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(error_messages={'unique': '已有这个名称，请换一个'}, max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_scoring', models.BooleanField(default=False, help_text='评委在这一阶段填评分表，每场比武只有一个', verbose_name='打分阶段')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.stagekind')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('active', '参评'), ('withdrawn', '停赛'), ('excluded', '一票否决')], default='active', max_length=10, verbose_name='状态')),
                ('contributions', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name='项得分'), default=list, size=None, verbose_name='各项得分')),
                ('dimensions', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=8, max_digits=18, verbose_name='维度得分'), default=list, size=None, verbose_name='各维度得分')),
                ('dimensions_full', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=8, max_digits=18, verbose_name='维度满分'), default=list, size=None, verbose_name='各维度满分')),
                ('base', models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name='基础分')),
                ('bonus', models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name='加扣分')),
                ('final', models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name='最终得分')),
                ('ties', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=8, max_digits=18, verbose_name='同分比较'), default=list, size=None, verbose_name='同分比较')),
                ('rank', models.PositiveIntegerField(null=True, verbose_name='名次')),
                ('previous_rank', models.PositiveIntegerField(null=True, verbose_name='上期名次')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='contests.entry', verbose_name='参赛村')),
            ],
            options={
                'verbose_name': '名次',
            },
        ),
        migrations.CreateModel(
            name='CountyRank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField(verbose_name='全县名次')),
                ('previous_rank', models.PositiveIntegerField(null=True, verbose_name='上期全县名次')),
                ('ranking', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='ranks', to='contests.countyranking', verbose_name='县级汇总')),
                ('standing', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='county_ranks', to='contests.standing', verbose_name='名次')),
            ],
            options={
                'verbose_name': '全县名次',
            },
        ),
        migrations.CreateModel(
            name='CategoryRank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField(verbose_name='类内名次')),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.category', verbose_name='村类别')),
                ('standing', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='category_ranks', to='contests.standing', verbose_name='名次')),
            ],
            options={
                'verbose_name': '类内名次',
            },
        ),
        migrations.CreateModel(
            name='BonusPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.CharField(max_length=120, verbose_name='事例')),
                ('points', models.DecimalField(decimal_places=4, max_digits=9, verbose_name='分值')),
                ('counted', models.BooleanField(default=True, verbose_name='计入')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.bonusitem', verbose_name='加扣分项')),
                ('standing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bonus_parts', to='contests.standing', verbose_name='名次')),
            ],
            options={
                'verbose_name': '加扣分构成',
            },
        ),
        migrations.CreateModel(
            name='StandingPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None, verbose_name='席号')),
                ('totals', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=4, max_digits=9), size=None, verbose_name='各评委合计')),
                ('kept', django.contrib.postgres.fields.ArrayField(base_field=models.BooleanField(), size=None, verbose_name='计入')),
                ('value', models.DecimalField(decimal_places=16, max_digits=28, null=True, verbose_name='P')),
                ('full', models.DecimalField(decimal_places=4, max_digits=9, verbose_name='M')),
                ('weight', models.DecimalField(decimal_places=16, max_digits=28, null=True, verbose_name='权重（放大后）或系数')),
                ('contribution', models.DecimalField(decimal_places=8, max_digits=18, null=True, verbose_name='项得分')),
                ('is_plain', models.BooleanField(default=False, verbose_name='份数不足，改用普通平均')),
                ('is_left_out', models.BooleanField(default=False, verbose_name='份数不足，全体不计')),
                ('component', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.component', verbose_name='评分项')),
                ('standing', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='contests.standing', verbose_name='名次')),
            ],
            options={
                'verbose_name': '得分构成',
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                ('digest', models.CharField(max_length=64, verbose_name='输入摘要')),
                ('entries', models.PositiveIntegerField(verbose_name='参评数')),
                ('sheets', models.PositiveIntegerField(verbose_name='评分表数')),
                ('started_at', models.DateTimeField(verbose_name='时间')),
                ('contest', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='contests.contest', verbose_name='比武')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
            ],
            options={
                'verbose_name': '计分',
                'ordering': ['contest_id', '-version'],
            },
        ),
        migrations.AddField(
            model_name='standing',
            name='tally',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='contests.tally', verbose_name='计分'),
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('granted', '获奖'), ('open', '并列待定'), ('waiting', '等前一奖项决定')], default='granted', max_length=10, verbose_name='状态')),
                ('open_places', models.PositiveSmallIntegerField(null=True, verbose_name='待定名额')),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.category', verbose_name='村类别')),
                ('township', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='乡镇')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.awardrule', verbose_name='奖项')),
                ('dimension', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.dimension', verbose_name='维度')),
                ('standing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='awards', to='contests.standing', verbose_name='名次')),
                ('tally', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awards', to='contests.tally', verbose_name='计分')),
            ],
            options={
                'verbose_name': '获奖',
            },
        ),
        migrations.CreateModel(
            name='TieBreak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('kind', models.CharField(choices=[('component', '某项得分'), ('dimension', '某维度得分'), ('bonus_count', '加分次数'), ('previous_rank', '上期名次')], max_length=15, verbose_name='比什么')),
                ('component', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='contests.component', verbose_name='评分项')),
                ('dimension', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='contests.dimension', verbose_name='维度')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'verbose_name': '同分排序',
                'ordering': ['scheme_id', 'order'],
                'abstract': False,
                'default_related_name': 'tie_breaks',
            },
        ),
        migrations.CreateModel(
            name='TieBreakEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                ('kind', models.CharField(choices=[('component', '某项得分'), ('dimension', '某维度得分'), ('bonus_count', '加分次数'), ('previous_rank', '上期名次')], max_length=15, verbose_name='比什么')),
                ('component', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.component', verbose_name='评分项')),
                ('dimension', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.dimension', verbose_name='维度')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contests.tiebreak')),
                ('scheme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contests.scheme', verbose_name='方案')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='contestseries',
            constraint=models.UniqueConstraint(fields=('area', 'name'), name='series_name'),
        ),
        migrations.AddConstraint(
            model_name='countyranking',
            constraint=models.UniqueConstraint(fields=('area', 'period_kind', 'year', 'number', 'version'), name='county_ranking_version'),
        ),
        migrations.AddConstraint(
            model_name='entrycategory',
            constraint=models.UniqueConstraint(fields=('entry', 'category'), name='entry_category'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('contest', 'area'), name='entry_area'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('contest', 'number'), name='entry_number'),
        ),
        migrations.AddConstraint(
            model_name='field',
            constraint=models.UniqueConstraint(fields=('component', 'order'), name='field_order'),
        ),
        migrations.AddConstraint(
            model_name='rater',
            constraint=models.UniqueConstraint(fields=('contest', 'group', 'seat'), name='rater_seat', violation_error_message='这个席号已有评委'),
        ),
        migrations.AddConstraint(
            model_name='scheme',
            constraint=models.UniqueConstraint(fields=('area', 'code', 'year', 'edition'), name='scheme_edition', violation_error_message='本区域该年度已有相同代码和版本的方案'),
        ),
        migrations.AddConstraint(
            model_name='scheme',
            constraint=models.CheckConstraint(condition=models.Q(('full_mark__gt', 0)), name='scheme_full_mark_positive'),
        ),
        migrations.AddConstraint(
            model_name='scheme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bonus_cap__isnull', True), ('bonus_cap__gte', 0), _connector='OR'), models.Q(('deduction_cap__isnull', True), ('deduction_cap__gte', 0), _connector='OR')), name='scheme_caps_not_negative', violation_error_message='上限请填 0 或正数'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('scheme', 'code'), name='indicator_code'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('scheme', 'order'), name='indicator_order'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('maximum__gt', 0)), name='indicator_maximum_positive', violation_error_message='满分须大于 0'),
        ),
        migrations.AddConstraint(
            model_name='dimension',
            constraint=models.UniqueConstraint(fields=('scheme', 'code'), name='dimension_code'),
        ),
        migrations.AddConstraint(
            model_name='dimension',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('scheme', 'order'), name='dimension_order'),
        ),
        migrations.AddIndex(
            model_name='contest',
            index=models.Index(fields=['year', 'number', 'status'], name='contest_period_status'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.UniqueConstraint(fields=('series', 'year', 'number'), name='contest_of_period', violation_error_message='这个系列本期已经建过比武'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number__range', (1, 12)), ('period_kind', 'month')), models.Q(('number__range', (1, 4)), ('period_kind', 'quarter')), models.Q(('number__range', (1, 2)), ('period_kind', 'half_year')), models.Q(('number', 1), ('period_kind', 'year')), _connector='OR'), name='contest_period', violation_error_message='期次与周期不符'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.UniqueConstraint(fields=('scheme', 'code'), name='component_code'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('scheme', 'order'), name='component_order'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('combine', 'sum'), ('factor__isnull', False), ('weight__isnull', True)), models.Q(models.Q(('combine', 'sum'), _negated=True), ('factor__isnull', True), ('weight__gt', 0), ('weight__isnull', False)), _connector='OR'), name='component_weight_or_factor', violation_error_message='累加项填系数、不填权重；其余各项填权重、不填系数'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.CheckConstraint(condition=models.Q(('combine', 'trimmed'), models.Q(('drop_high', 0), ('drop_low', 0)), _connector='OR'), name='component_drops_only_when_trimmed', violation_error_message='只有“去掉最高最低后平均”才填去掉的个数'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.CheckConstraint(condition=models.Q(('combine', 'sum'), ('too_few', 'plain_mean'), _negated=True), name='component_sum_has_no_plain_mean', violation_error_message='累加项份数不足时不能改用普通平均'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('coverage', 'overall'), ('overall_maximum__gt', 0), ('overall_maximum__isnull', False)), models.Q(models.Q(('coverage', 'overall'), _negated=True), ('overall_maximum__isnull', True)), _connector='OR'), name='component_overall_maximum', violation_error_message='“只打一个总分”须填总分上限，其余不填'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_sheets__gte', 1)), name='component_minimum_sheets'),
        ),
        migrations.AddConstraint(
            model_name='bonusitem',
            constraint=models.UniqueConstraint(fields=('scheme', 'code'), name='bonus_item_code'),
        ),
        migrations.AddConstraint(
            model_name='bonusitem',
            constraint=models.CheckConstraint(condition=models.Q(('points', 0), _negated=True), name='bonus_item_points'),
        ),
        migrations.AddConstraint(
            model_name='bonusitem',
            constraint=models.CheckConstraint(condition=models.Q(('cap__isnull', True), ('cap__gte', 0), _connector='OR'), name='bonus_item_cap'),
        ),
        migrations.AddConstraint(
            model_name='bonusgroup',
            constraint=models.UniqueConstraint(fields=('scheme', 'code'), name='bonus_group_code'),
        ),
        migrations.AddConstraint(
            model_name='awardrule',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('scheme', 'order'), name='award_rule_order'),
        ),
        migrations.AddConstraint(
            model_name='awardrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('places_by', 'share'), ('share__gt', 0), ('share__isnull', False), ('share__lte', 1)), models.Q(('number__gte', 1), ('number__isnull', False), ('places_by', 'number'), ('share__isnull', True)), _connector='OR'), name='award_rule_places', violation_error_message='按比例请填 0–1 的比例，固定名额请填个数，两者只填一个'),
        ),
        migrations.AddConstraint(
            model_name='awardrule',
            constraint=models.CheckConstraint(condition=models.Q(('maximum__isnull', True), ('maximum__gte', models.F('minimum')), _connector='OR'), name='award_rule_bounds', violation_error_message='至多不能小于至少'),
        ),
        migrations.AddConstraint(
            model_name='schemenote',
            constraint=models.UniqueConstraint(fields=('scheme', 'path'), name='scheme_note_path'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('component', 'rater', 'entry'), name='sheet_of_rater_and_entry'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'submitted'), ('total__isnull', False)), models.Q(models.Q(('status', 'submitted'), _negated=True), ('total__isnull', True)), _connector='OR'), name='sheet_total_when_submitted'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('sheet', 'field'), name='score_cell'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 0)), name='score_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='conteststage',
            constraint=models.UniqueConstraint(fields=('contest', 'kind'), name='contest_stage_kind'),
        ),
        migrations.AddConstraint(
            model_name='conteststage',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='contest_stage_dates', violation_error_message='截止不能早于开始'),
        ),
        migrations.AddIndex(
            model_name='countyrank',
            index=models.Index(fields=['ranking', 'rank'], name='county_rank_order'),
        ),
        migrations.AddConstraint(
            model_name='countyrank',
            constraint=models.UniqueConstraint(fields=('ranking', 'standing'), name='county_rank_once'),
        ),
        migrations.AddConstraint(
            model_name='categoryrank',
            constraint=models.UniqueConstraint(fields=('standing', 'category'), name='category_rank_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='standingpart',
            constraint=models.UniqueConstraint(fields=('standing', 'component'), name='standing_part'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('contest', 'version'), name='tally_version'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['tally', 'rank'], name='standing_rank'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.UniqueConstraint(fields=('tally', 'entry'), name='standing_entry'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('final__isnull', False), ('rank__isnull', False), ('status', 'active')), models.Q(models.Q(('status', 'active'), _negated=True), ('rank__isnull', True)), _connector='OR'), name='standing_ranked_when_active'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('standing__isnull', False)), _connector='OR'), name='award_has_standing_unless_waiting'),
        ),
        migrations.AddConstraint(
            model_name='tiebreak',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('scheme', 'order'), name='tie_break_order'),
        ),
        migrations.AddConstraint(
            model_name='tiebreak',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('component__isnull', False), ('dimension__isnull', True), ('kind', 'component')), models.Q(('component__isnull', True), ('dimension__isnull', False), ('kind', 'dimension')), models.Q(('component__isnull', True), ('dimension__isnull', True), ('kind__in', ['bonus_count', 'previous_rank'])), _connector='OR'), name='tie_break_target', violation_error_message='请选与“比什么”相符的评分项或维度'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awardkind',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_awardkindevent" ("code", "id", "is_cup", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."is_cup", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='14d0da84df712d7575790d19897e74ed459c0cd5', operation='UPDATE', pgid='pgtrigger_update_update_972ec', table='contests_awardkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awardkind',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_awardkindevent" ("code", "id", "is_cup", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."is_cup", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='0d0cc1a9db244d4e58a3e58ab5206f7e61054dbd', operation='DELETE', pgid='pgtrigger_delete_delete_5c048', table='contests_awardkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratergroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_ratergroupevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='2df8f7e2bcbf4d8dbdd4e8a631b52008f80f4b3a', operation='UPDATE', pgid='pgtrigger_update_update_1b026', table='contests_ratergroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratergroup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_ratergroupevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='c3572ebb269ff636b1ea4fe929dafed8215b5761', operation='DELETE', pgid='pgtrigger_delete_delete_30cbb', table='contests_ratergroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagekind',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_stagekindevent" ("code", "id", "is_scoring", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."is_scoring", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='48634a057a37837f525f76b516c88407b81d91e7', operation='UPDATE', pgid='pgtrigger_update_update_45861', table='contests_stagekind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagekind',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_stagekindevent" ("code", "id", "is_scoring", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."is_scoring", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='5abca405f40884f5c8e350109c289e27002a95dc', operation='DELETE', pgid='pgtrigger_delete_delete_8d131', table='contests_stagekind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awardkindevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='61467e8808958c08da9ead198f9f925c9212bb9b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8939f', table='contests_awardkindevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_entryevent" ("area_id", "contest_id", "holder_id", "holder_name", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "township_id") VALUES (OLD."area_id", OLD."contest_id", OLD."holder_id", OLD."holder_name", OLD."id", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."status", OLD."township_id"); RETURN NULL;', hash='5d7d24a80c0c8e25cf925a1e010048043119c969', operation='UPDATE', pgid='pgtrigger_update_update_07dde', table='contests_entry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_entryevent" ("area_id", "contest_id", "holder_id", "holder_name", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "township_id") VALUES (OLD."area_id", OLD."contest_id", OLD."holder_id", OLD."holder_name", OLD."id", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status", OLD."township_id"); RETURN NULL;', hash='9e67b63def928ddbea53f74b7a7315c86eec9bcd', operation='DELETE', pgid='pgtrigger_delete_delete_d15f2', table='contests_entry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='235d6dd5ed394bb1fc4bf0f9c7ce6563b22ad2bb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3e022', table='contests_entryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occurrence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_occurrenceevent" ("approved", "approved_by_id", "case", "entry_id", "evidence", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."approved", OLD."approved_by_id", OLD."case", OLD."entry_id", OLD."evidence", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='2ee3e6393849f8e32118bb694981855676738204', operation='UPDATE', pgid='pgtrigger_update_update_d283d', table='contests_occurrence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occurrence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_occurrenceevent" ("approved", "approved_by_id", "case", "entry_id", "evidence", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."approved", OLD."approved_by_id", OLD."case", OLD."entry_id", OLD."evidence", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='0f265e87296945fd3f9e50eff31415d4ff21823d', operation='DELETE', pgid='pgtrigger_delete_delete_aca07', table='contests_occurrence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occurrenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9f8a35febd5d06727710dcdedbd278c36b382862', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c901', table='contests_occurrenceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='raterevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1930ec39f72bf9aee5459ca970495fd5a5f63383', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f9636', table='contests_raterevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rater',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_raterevent" ("area_id", "contest_id", "group_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "unit", "user_id") VALUES (OLD."area_id", OLD."contest_id", OLD."group_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."seat", OLD."unit", OLD."user_id"); RETURN NULL;', hash='18b91283e3e12aa5ce26ef803449c938b1854b29', operation='UPDATE', pgid='pgtrigger_update_update_49ea5', table='contests_rater', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rater',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_raterevent" ("area_id", "contest_id", "group_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "unit", "user_id") VALUES (OLD."area_id", OLD."contest_id", OLD."group_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seat", OLD."unit", OLD."user_id"); RETURN NULL;', hash='ffe3e72862aecebb368cb3377e14ad6473721921', operation='DELETE', pgid='pgtrigger_delete_delete_00240', table='contests_rater', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratergroupevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='75934ea99db42d89ca1a53aee72abe5edc54711c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_db906', table='contests_ratergroupevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scheme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_schemeevent" ("allow_negative", "area_id", "base_points", "basis", "bonus_cap", "cap_at_full_mark", "code", "copied_from_id", "decimals", "deduction_cap", "edition", "exclusion_level", "full_mark", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_decimals", "round_components", "status", "version", "year") VALUES (OLD."allow_negative", OLD."area_id", OLD."base_points", OLD."basis", OLD."bonus_cap", OLD."cap_at_full_mark", OLD."code", OLD."copied_from_id", OLD."decimals", OLD."deduction_cap", OLD."edition", OLD."exclusion_level", OLD."full_mark", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."point_decimals", OLD."round_components", OLD."status", OLD."version", OLD."year"); RETURN NULL;', hash='76fea7b1c9990b32b0e53f67468e0109e5a027fe', operation='UPDATE', pgid='pgtrigger_update_update_c90a8', table='contests_scheme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scheme',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_schemeevent" ("allow_negative", "area_id", "base_points", "basis", "bonus_cap", "cap_at_full_mark", "code", "copied_from_id", "decimals", "deduction_cap", "edition", "exclusion_level", "full_mark", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_decimals", "round_components", "status", "version", "year") VALUES (OLD."allow_negative", OLD."area_id", OLD."base_points", OLD."basis", OLD."bonus_cap", OLD."cap_at_full_mark", OLD."code", OLD."copied_from_id", OLD."decimals", OLD."deduction_cap", OLD."edition", OLD."exclusion_level", OLD."full_mark", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."point_decimals", OLD."round_components", OLD."status", OLD."version", OLD."year"); RETURN NULL;', hash='0024d9680e696f652d73aff7591d43381a93ad63', operation='DELETE', pgid='pgtrigger_delete_delete_59e9e', table='contests_scheme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b6cb67952eebe60b51158170cab827e0dd4f3204', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_937e8', table='contests_indicatorevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_indicatorevent" ("code", "dimension_id", "guidance", "id", "maximum", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."dimension_id", OLD."guidance", OLD."id", OLD."maximum", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='95063e07ec050bff97aa906d58df3f5010e02c1d', operation='UPDATE', pgid='pgtrigger_update_update_877cd', table='contests_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_indicatorevent" ("code", "dimension_id", "guidance", "id", "maximum", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."dimension_id", OLD."guidance", OLD."id", OLD."maximum", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='f02e3fb404f9cfcb2003d922cbb1de6f7ec944b3', operation='DELETE', pgid='pgtrigger_delete_delete_510da', table='contests_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimensionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='21f8810084647887c43a0a3b80c3d66800b49eda', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_69732', table='contests_dimensionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimension',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_dimensionevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='13799d5bb8cd8a5f9b2d80279d3b2b050033b212', operation='UPDATE', pgid='pgtrigger_update_update_19fab', table='contests_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimension',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_dimensionevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='80cfd4c1721c23caad0b8a538d093ba2418ad9ed', operation='DELETE', pgid='pgtrigger_delete_delete_401fd', table='contests_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='75606c7ef93ffd929b1f8fc30849f7f55090fa16', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_760e0', table='contests_contestevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_contestevent" ("area_id", "id", "name", "number", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "series_id", "status", "theme", "version", "year") VALUES (OLD."area_id", OLD."id", OLD."name", OLD."number", OLD."period_kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id", OLD."series_id", OLD."status", OLD."theme", OLD."version", OLD."year"); RETURN NULL;', hash='40e68507e3524f695b98cba6a41c41ad6498fdbb', operation='UPDATE', pgid='pgtrigger_update_update_96d26', table='contests_contest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_contestevent" ("area_id", "id", "name", "number", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "series_id", "status", "theme", "version", "year") VALUES (OLD."area_id", OLD."id", OLD."name", OLD."number", OLD."period_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id", OLD."series_id", OLD."status", OLD."theme", OLD."version", OLD."year"); RETURN NULL;', hash='4d9a373d20611ecbba86e24ba79507e39328143d', operation='DELETE', pgid='pgtrigger_delete_delete_17ca3', table='contests_contest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='componentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25358adca39e6e4edc93902a5debd3e35c0347b7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e0b3c', table='contests_componentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='component',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_componentevent" ("code", "combine", "coverage", "drop_high", "drop_low", "factor", "id", "minimum_sheets", "name", "order", "overall_maximum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_group_id", "scheme_id", "short_name", "too_few", "weight") VALUES (OLD."code", OLD."combine", OLD."coverage", OLD."drop_high", OLD."drop_low", OLD."factor", OLD."id", OLD."minimum_sheets", OLD."name", OLD."order", OLD."overall_maximum", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rater_group_id", OLD."scheme_id", OLD."short_name", OLD."too_few", OLD."weight"); RETURN NULL;', hash='43e3523727ff63bd9830afdbff990f7bb48795d6', operation='UPDATE', pgid='pgtrigger_update_update_3bef5', table='contests_component', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='component',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_componentevent" ("code", "combine", "coverage", "drop_high", "drop_low", "factor", "id", "minimum_sheets", "name", "order", "overall_maximum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rater_group_id", "scheme_id", "short_name", "too_few", "weight") VALUES (OLD."code", OLD."combine", OLD."coverage", OLD."drop_high", OLD."drop_low", OLD."factor", OLD."id", OLD."minimum_sheets", OLD."name", OLD."order", OLD."overall_maximum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rater_group_id", OLD."scheme_id", OLD."short_name", OLD."too_few", OLD."weight"); RETURN NULL;', hash='23f84042c2068e85b05120f186469a716688c915', operation='DELETE', pgid='pgtrigger_delete_delete_55ee1', table='contests_component', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bonusitemevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ba1a3902fc4d65e76880a62f6e42065aa3c22bf9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_40199', table='contests_bonusitemevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bonusitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_bonusitemevent" ("cap", "code", "dimension_id", "group_id", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme_id") VALUES (OLD."cap", OLD."code", OLD."dimension_id", OLD."group_id", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."points", OLD."scheme_id"); RETURN NULL;', hash='30d8e98310d4c4feb9e7f895ee2bcfcf1bb78b95', operation='UPDATE', pgid='pgtrigger_update_update_f1c31', table='contests_bonusitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bonusitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_bonusitemevent" ("cap", "code", "dimension_id", "group_id", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme_id") VALUES (OLD."cap", OLD."code", OLD."dimension_id", OLD."group_id", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."scheme_id"); RETURN NULL;', hash='ed466c06e4f2231cbfa444302d74ce45330c8e1f', operation='DELETE', pgid='pgtrigger_delete_delete_dcd54', table='contests_bonusitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bonusgroupevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d583cb22f44bd4f49ae4df0f7b1575705470a4b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4c8b6', table='contests_bonusgroupevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bonusgroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_bonusgroupevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='90bad05e39eee8807abfe0cc0515196b7fd2450a', operation='UPDATE', pgid='pgtrigger_update_update_36d73', table='contests_bonusgroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bonusgroup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_bonusgroupevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."code", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='411e2a10837cde20e44c82eadc5e958deea0b88d', operation='DELETE', pgid='pgtrigger_delete_delete_25325', table='contests_bonusgroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awardruleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5799180a2d4be4827f33e9d5e70a46bbea11dce4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bba63', table='contests_awardruleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awardrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_awardruleevent" ("group", "id", "kind_id", "maximum", "minimum", "minimum_participants", "name", "number", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places_by", "rounding", "scheme_id", "share", "shrink", "tie_policy", "unit") VALUES (OLD."group", OLD."id", OLD."kind_id", OLD."maximum", OLD."minimum", OLD."minimum_participants", OLD."name", OLD."number", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."places_by", OLD."rounding", OLD."scheme_id", OLD."share", OLD."shrink", OLD."tie_policy", OLD."unit"); RETURN NULL;', hash='ac3e201041615950cdf47057073d7f63b6ae46d3', operation='UPDATE', pgid='pgtrigger_update_update_66d52', table='contests_awardrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awardrule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_awardruleevent" ("group", "id", "kind_id", "maximum", "minimum", "minimum_participants", "name", "number", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places_by", "rounding", "scheme_id", "share", "shrink", "tie_policy", "unit") VALUES (OLD."group", OLD."id", OLD."kind_id", OLD."maximum", OLD."minimum", OLD."minimum_participants", OLD."name", OLD."number", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."places_by", OLD."rounding", OLD."scheme_id", OLD."share", OLD."shrink", OLD."tie_policy", OLD."unit"); RETURN NULL;', hash='c04582c814ea219d1c97fb890debdd9a54d4669e', operation='DELETE', pgid='pgtrigger_delete_delete_85fde', table='contests_awardrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='883b4445b5536d81035228a9f889839572a2b9a2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ea655', table='contests_schemeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemenote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_schemenoteevent" ("clause", "confirmed_at", "confirmed_by_id", "id", "is_unset", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."clause", OLD."confirmed_at", OLD."confirmed_by_id", OLD."id", OLD."is_unset", OLD."path", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='eeb56f0e93543d28090f02622bf7e4c61811a4b7', operation='UPDATE', pgid='pgtrigger_update_update_055a2', table='contests_schemenote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemenote',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_schemenoteevent" ("clause", "confirmed_at", "confirmed_by_id", "id", "is_unset", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."clause", OLD."confirmed_at", OLD."confirmed_by_id", OLD."id", OLD."is_unset", OLD."path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='bcdd23d0995019dbbca23e3e281cc90a9ebf9fae', operation='DELETE', pgid='pgtrigger_delete_delete_fc166', table='contests_schemenote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemenoteevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c44c93677e8f1463bb81fe98c030e11b29f376b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_318d2', table='contests_schemenoteevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_sheetevent" ("component_id", "contest_id", "dimension_points", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points_line", "rater_id", "status", "submitted_at", "submitted_by_id", "total", "unlocked_at", "waived_reason") VALUES (OLD."component_id", OLD."contest_id", OLD."dimension_points", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."points_line", OLD."rater_id", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."total", OLD."unlocked_at", OLD."waived_reason"); RETURN NULL;', hash='a296da690c09d92bcd81ef0c25666b7018ac38ee', operation='UPDATE', pgid='pgtrigger_update_update_e0a54', table='contests_sheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_sheetevent" ("component_id", "contest_id", "dimension_points", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points_line", "rater_id", "status", "submitted_at", "submitted_by_id", "total", "unlocked_at", "waived_reason") VALUES (OLD."component_id", OLD."contest_id", OLD."dimension_points", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points_line", OLD."rater_id", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."total", OLD."unlocked_at", OLD."waived_reason"); RETURN NULL;', hash='34a4dd5b219b12915408ab64b284c1d2cec130e3', operation='DELETE', pgid='pgtrigger_delete_delete_dce5a', table='contests_sheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoreevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='97a2cd226dc65c0d3eb5968a4bbcd5d98167abab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6b3cf', table='contests_scoreevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_scoreevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "saved_at", "saved_by_id", "sheet_id") VALUES (OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."points", OLD."saved_at", OLD."saved_by_id", OLD."sheet_id"); RETURN NULL;', hash='72e9a2b3781909d1cc79c9f2494843159851a043', operation='UPDATE', pgid='pgtrigger_update_update_0beb9', table='contests_score', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_scoreevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "saved_at", "saved_by_id", "sheet_id") VALUES (OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."saved_at", OLD."saved_by_id", OLD."sheet_id"); RETURN NULL;', hash='97be54b61beacc0ab76fffffd92d611a00042cf4', operation='DELETE', pgid='pgtrigger_delete_delete_05723', table='contests_score', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='67d3c788886416c8d3909843bd38e620e29c819d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8cbcf', table='contests_sheetevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conteststageevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cd61c0a6b8e6132ae8f75020ac9c22a4d2052fc2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39841', table='contests_conteststageevent', when='BEFORE')),
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
        pgtrigger.migrations.AddTrigger(
            model_name='tiebreak',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contests_tiebreakevent" ("component_id", "dimension_id", "id", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."component_id", OLD."dimension_id", OLD."id", OLD."kind", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='8bec44e09606d0246f2238ed31d019576ffd7bdf', operation='UPDATE', pgid='pgtrigger_update_update_6e0a6', table='contests_tiebreak', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tiebreak',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contests_tiebreakevent" ("component_id", "dimension_id", "id", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") VALUES (OLD."component_id", OLD."dimension_id", OLD."id", OLD."kind", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id"); RETURN NULL;', hash='7e2a7eedcd49a0e32f41b19f675986c162c42414', operation='DELETE', pgid='pgtrigger_delete_delete_98252', table='contests_tiebreak', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tiebreakevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='08f82ada94b35f316388dc467fef2c1c8447250e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d2bf6', table='contests_tiebreakevent', when='BEFORE')),
        ),
    ]
