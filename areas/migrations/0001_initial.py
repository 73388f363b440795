"""All tables of the app; steps of one kind together, so that Django reads the models once."""

import areas.models
import core.data.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.data.operations import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [django.contrib.postgres.operations.BtreeGistExtension(), *together([
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_collation='C', max_length=12, verbose_name='区划代码')),
                ('name', models.CharField(max_length=60, verbose_name='全称')),
                ('short_name', models.CharField(max_length=60, verbose_name='简称')),
                ('initials', core.data.fields.InitialsField(db_collation='C', default='', editable=False, max_length=60, of='short_name', verbose_name='拼音首字母')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, '省'), (2, '市'), (3, '县区'), (4, '乡镇'), (5, '村')], verbose_name='级别')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('is_official', models.BooleanField(default=True, help_text='开发区等自编代码的地方不勾选', verbose_name='国家统一代码')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='areas.area', verbose_name='上级')),
            ],
            options={
                'verbose_name': '区划',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='AreaCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('valid_from', models.DateField(verbose_name='起')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='止')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='categories', to='areas.area', verbose_name='村')),
            ],
            options={
                'verbose_name': '村类别记录',
                'ordering': ['-valid_from', 'area__code', 'category__order'],
            },
        ),
        migrations.CreateModel(
            name='AreaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(db_collation='C', max_length=12, verbose_name='区划代码')),
                ('name', models.CharField(max_length=60, verbose_name='全称')),
                ('short_name', models.CharField(max_length=60, verbose_name='简称')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, '省'), (2, '市'), (3, '县区'), (4, '乡镇'), (5, '村')], verbose_name='级别')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('is_official', models.BooleanField(default=True, help_text='开发区等自编代码的地方不勾选', verbose_name='国家统一代码')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='上级')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.area')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AreaSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merge', '合并'), ('split', '拆分'), ('rename', '更名'), ('recode', '变更代码')], max_length=10, verbose_name='方式')),
                ('on', models.DateField(verbose_name='生效日期')),
                ('old_name', models.CharField(max_length=60, verbose_name='原名称')),
                ('basis', models.CharField(max_length=200, verbose_name='依据文件')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='areas.area', verbose_name='原区划')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='areas.area', verbose_name='现区划')),
            ],
            options={
                'verbose_name': '区划沿革',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AreaSuccessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('merge', '合并'), ('split', '拆分'), ('rename', '更名'), ('recode', '变更代码')], max_length=10, verbose_name='方式')),
                ('on', models.DateField(verbose_name='生效日期')),
                ('old_name', models.CharField(max_length=60, verbose_name='原名称')),
                ('basis', models.CharField(max_length=200, verbose_name='依据文件')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.areasuccession')),
                ('predecessor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='原区划')),
                ('successor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='现区划')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('clause', models.CharField(blank=True, max_length=60, verbose_name='出处')),
                ('area', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='范围')),
            ],
            options={
                'verbose_name': '村类别',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AreaCategoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('valid_from', models.DateField(verbose_name='起')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='止')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='村')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.areacategory')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.category', verbose_name='类别')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='areacategory',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='areas.category', verbose_name='类别'),
        ),
        migrations.CreateModel(
            name='CategoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('clause', models.CharField(blank=True, max_length=60, verbose_name='出处')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='范围')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.category')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IndicatorKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('unit', models.CharField(max_length=10, verbose_name='单位')),
                ('places', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(2)], verbose_name='小数位')),
                ('area', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='范围')),
            ],
            options={
                'verbose_name': '村指标',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IndicatorKindEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('unit', models.CharField(max_length=10, verbose_name='单位')),
                ('places', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(2)], verbose_name='小数位')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='范围')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.indicatorkind')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VillageIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('value', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='数值')),
                ('source_label', models.CharField(blank=True, max_length=60, verbose_name='来源')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='链接')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='areas.area', verbose_name='村')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.indicatorkind', verbose_name='指标')),
            ],
            options={
                'verbose_name': '村年度指标',
                'ordering': ['-year', 'area__code', 'kind__order'],
            },
        ),
        migrations.CreateModel(
            name='VillageIndicatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('value', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='数值')),
                ('source_label', models.CharField(blank=True, max_length=60, verbose_name='来源')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='链接')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='村')),
                ('kind', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.indicatorkind', verbose_name='指标')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.villageindicator')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VillageProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='人口（人）')),
                ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='户数（户）')),
                ('party_members', models.PositiveIntegerField(blank=True, null=True, verbose_name='党员（人）')),
                ('villager_groups', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='村民小组（个）')),
                ('party_organisation', models.CharField(blank=True, choices=[('committee', '党委'), ('general_branch', '党总支'), ('branch', '党支部')], max_length=20, verbose_name='党组织')),
                ('area', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='profile', to='areas.area', verbose_name='村')),
            ],
            options={
                'verbose_name': '村概况',
            },
        ),
        migrations.CreateModel(
            name='VillageProfileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='人口（人）')),
                ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='户数（户）')),
                ('party_members', models.PositiveIntegerField(blank=True, null=True, verbose_name='党员（人）')),
                ('villager_groups', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='村民小组（个）')),
                ('party_organisation', models.CharField(blank=True, choices=[('committee', '党委'), ('general_branch', '党总支'), ('branch', '党支部')], max_length=20, verbose_name='党组织')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='村')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.villageprofile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VillageRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='日期')),
                ('period_to', models.DateField(blank=True, null=True, verbose_name='至')),
                ('title', models.CharField(max_length=200, verbose_name='事项')),
                ('value', models.CharField(blank=True, max_length=60, verbose_name='结果')),
                ('detail', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('source_label', models.CharField(blank=True, max_length=60, verbose_name='来源')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='链接')),
                ('key', models.CharField(blank=True, editable=False, max_length=120, verbose_name='来源键')),
                ('kind', models.CharField(choices=[('contest', '比武'), ('appraisal', '考核'), ('honour', '荣誉'), ('economy', '集体经济'), ('governance', '治理'), ('area', '区划')], max_length=20, verbose_name='类型')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='areas.area', verbose_name='村')),
            ],
            options={
                'verbose_name': '村档案记录',
                'ordering': ['-date', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VillageRecordEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('date', models.DateField(verbose_name='日期')),
                ('period_to', models.DateField(blank=True, null=True, verbose_name='至')),
                ('title', models.CharField(max_length=200, verbose_name='事项')),
                ('value', models.CharField(blank=True, max_length=60, verbose_name='结果')),
                ('detail', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('source_label', models.CharField(blank=True, max_length=60, verbose_name='来源')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='链接')),
                ('key', models.CharField(blank=True, editable=False, max_length=120, verbose_name='来源键')),
                ('kind', models.CharField(choices=[('contest', '比武'), ('appraisal', '考核'), ('honour', '荣誉'), ('economy', '集体经济'), ('governance', '治理'), ('area', '区划')], max_length=20, verbose_name='类型')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='村')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.villagerecord')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WeakVillageStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('valid_from', models.DateField(verbose_name='起')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='止')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weak_statuses', to='areas.area', verbose_name='村')),
            ],
            options={
                'verbose_name': '后进村整顿',
                'ordering': ['-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='WeakVillageStatusEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('valid_from', models.DateField(verbose_name='起')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='止')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='村')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.weakvillagestatus')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.UniqueConstraint(fields=('code',), name='area_code_once', violation_error_message='该区划代码已存在'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^\\d{2}0{10}$'), ('level', 1)), models.Q(('code__regex', '^\\d{4}0{8}$'), ('level', 2)), models.Q(('code__regex', '^\\d{6}0{6}$'), ('level', 3)), models.Q(('code__regex', '^\\d{6}[0-9A-Z]{3}0{3}$'), ('level', 4)), models.Q(('code__regex', '^\\d{6}[0-9A-Z]{6}$'), ('level', 5)), _connector='OR'), name='area_code_fits_level', violation_error_message='区划代码须为 12 位，且与级别相符'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.CheckConstraint(condition=models.Q(('is_official', False), ('code__regex', '^\\d{12}$'), _connector='OR'), name='official_area_code_is_digits', violation_error_message='国家统一代码只能是数字；自编代码请取消“国家统一代码”'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='area_ends_after_start', violation_error_message='结束日期不能早于开始日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_official" IS DISTINCT FROM (NEW."is_official") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))', func='INSERT INTO "areas_areaevent" ("code", "id", "is_official", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "valid_from", "valid_to") VALUES (OLD."code", OLD."id", OLD."is_official", OLD."level", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."short_name", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='5bd353af00ca21c0b7324beede69b91805881f38', operation='UPDATE', pgid='pgtrigger_update_update_e3393', table='areas_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_areaevent" ("code", "id", "is_official", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "valid_from", "valid_to") VALUES (OLD."code", OLD."id", OLD."is_official", OLD."level", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."short_name", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='62cfaf756544a4272497de869ff393beb6193f6c', operation='DELETE', pgid='pgtrigger_delete_delete_96aa5', table='areas_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areaevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b7bab79dc21f5da97db480fcf7872e0cebfd2e6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7797e', table='areas_areaevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='areasuccession',
            constraint=models.UniqueConstraint(fields=('predecessor', 'successor', 'on'), name='succession_once', violation_error_message='这条沿革已经登记过'),
        ),
        migrations.AddConstraint(
            model_name='areasuccession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'rename'), ('predecessor', models.F('successor'))), models.Q(models.Q(('kind', 'rename'), _negated=True), models.Q(('predecessor', models.F('successor')), _negated=True)), _connector='OR'), name='only_a_rename_keeps_its_row', violation_error_message='只有更名时原区划与现区划相同'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areasuccession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "areas_areasuccessionevent" ("basis", "id", "kind", "old_name", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") VALUES (OLD."basis", OLD."id", OLD."kind", OLD."old_name", OLD."on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."predecessor_id", OLD."successor_id"); RETURN NULL;', hash='c234cc81a97b338ddb0d9da3be7f5634c49be907', operation='UPDATE', pgid='pgtrigger_update_update_4443a', table='areas_areasuccession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areasuccession',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_areasuccessionevent" ("basis", "id", "kind", "old_name", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") VALUES (OLD."basis", OLD."id", OLD."kind", OLD."old_name", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."predecessor_id", OLD."successor_id"); RETURN NULL;', hash='9c048f8f6b2866d565530c4d5f43e78a6ddc1967', operation='DELETE', pgid='pgtrigger_delete_delete_f082f', table='areas_areasuccession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areasuccessionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='14a769d6e4ec014421109189845372fbe0215eab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_589a2', table='areas_areasuccessionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.UniqueConstraint(fields=('area', 'name'), name='areas_category_name_once', nulls_distinct=False, violation_error_message='已有这个名称，请换一个'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "areas_categoryevent" ("area_id", "clause", "code", "description", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."clause", OLD."code", OLD."description", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='ec4ebc75363f4a59119b550e9516090e0347d9d1', operation='UPDATE', pgid='pgtrigger_update_update_3b1c7', table='areas_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_categoryevent" ("area_id", "clause", "code", "description", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."clause", OLD."code", OLD."description", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='5422a6f5ff90cc32750e1a70811ced582954cf4e', operation='DELETE', pgid='pgtrigger_delete_delete_337a4', table='areas_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areacategoryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1723234609c567f76ab410fbc556521318c9a5fc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e36b', table='areas_areacategoryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='areacategory',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='area_category_ends_after_start', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='areacategory',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('area', '='), ('category', '='), (areas.models.DaySpan(), '&&')], name='area_category_once_at_a_time', violation_error_message='该村在此期间已属于这一类别，请先结束原记录'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areacategory',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "areas_areacategoryevent" ("area_id", "category_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to", "version") VALUES (OLD."area_id", OLD."category_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='af57f2948c38fa8b70bf9d7f0d55fca098bf0871', operation='UPDATE', pgid='pgtrigger_update_update_f9ef4', table='areas_areacategory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areacategory',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_areacategoryevent" ("area_id", "category_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to", "version") VALUES (OLD."area_id", OLD."category_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='f81eb4810d22cc1ea4b227cbb1f87ae1fa4f7e9a', operation='DELETE', pgid='pgtrigger_delete_delete_367a1', table='areas_areacategory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categoryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4d44dd4d449017be145a509d553e0d4c2e976c57', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9fafd', table='areas_categoryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='indicatorkind',
            constraint=models.UniqueConstraint(fields=('area', 'name'), name='areas_indicatorkind_name_once', nulls_distinct=False, violation_error_message='已有这个名称，请换一个'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorkind',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "areas_indicatorkindevent" ("area_id", "code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "unit") VALUES (OLD."area_id", OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."places", OLD."unit"); RETURN NULL;', hash='ef778aee727dc33dbfcefc84d9db338b2266048c', operation='UPDATE', pgid='pgtrigger_update_update_c6f16', table='areas_indicatorkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorkind',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_indicatorkindevent" ("area_id", "code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "unit") VALUES (OLD."area_id", OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."places", OLD."unit"); RETURN NULL;', hash='85ac728f9a578147e6dc1f9a1813ff4effa2ac6f', operation='DELETE', pgid='pgtrigger_delete_delete_9ea12', table='areas_indicatorkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorkindevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f85f47c014cb8556d4ede228201faa61c4af530c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_38229', table='areas_indicatorkindevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='villageindicator',
            constraint=models.UniqueConstraint(fields=('area', 'kind', 'year'), name='village_indicator_once_a_year', violation_error_message='该村该年度的这项指标已经登记'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villageindicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "areas_villageindicatorevent" ("area_id", "id", "kind_id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_label", "value", "version", "year") VALUES (OLD."area_id", OLD."id", OLD."kind_id", OLD."link", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."source_label", OLD."value", OLD."version", OLD."year"); RETURN NULL;', hash='d238daa2625e65fabc5522045785750cb7fd3639', operation='UPDATE', pgid='pgtrigger_update_update_72eb3', table='areas_villageindicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villageindicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_villageindicatorevent" ("area_id", "id", "kind_id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_label", "value", "version", "year") VALUES (OLD."area_id", OLD."id", OLD."kind_id", OLD."link", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_label", OLD."value", OLD."version", OLD."year"); RETURN NULL;', hash='a46a9fd3e9b0004d4d8a52a05d1ca9975359280c', operation='DELETE', pgid='pgtrigger_delete_delete_7c3fa', table='areas_villageindicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villageindicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ddc0a3734e44abfbf42e6eed4cd3d68fbc7c677', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a0de9', table='areas_villageindicatorevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='villageprofile',
            constraint=models.CheckConstraint(condition=models.Q(('population', None), ('party_members', None), ('party_members__lte', models.F('population')), _connector='OR'), name='party_members_within_population', violation_error_message='党员数不能超过人口数'),
        ),
        migrations.AddConstraint(
            model_name='villageprofile',
            constraint=models.CheckConstraint(condition=models.Q(('population', None), ('households', None), ('households__lte', models.F('population')), _connector='OR'), name='households_within_population', violation_error_message='户数不能超过人口数'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villageprofile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "areas_villageprofileevent" ("area_id", "households", "id", "party_members", "party_organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "version", "villager_groups") VALUES (OLD."area_id", OLD."households", OLD."id", OLD."party_members", OLD."party_organisation", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."population", OLD."version", OLD."villager_groups"); RETURN NULL;', hash='d0d17bfb4252990e9d7040268d8f2c7f3a45cccf', operation='UPDATE', pgid='pgtrigger_update_update_84ebc', table='areas_villageprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villageprofile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_villageprofileevent" ("area_id", "households", "id", "party_members", "party_organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "version", "villager_groups") VALUES (OLD."area_id", OLD."households", OLD."id", OLD."party_members", OLD."party_organisation", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."population", OLD."version", OLD."villager_groups"); RETURN NULL;', hash='18f9a2dcd909da417b897d9cd64f69ca52235a97', operation='DELETE', pgid='pgtrigger_delete_delete_f7063', table='areas_villageprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villageprofileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c6134d45152658a0e53d8204a5328d8197aa17b3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5a5d2', table='areas_villageprofileevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='villagerecord',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('area', 'key'), name='village_record_once_per_key'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villagerecord',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "areas_villagerecordevent" ("area_id", "date", "detail", "id", "key", "kind", "link", "period_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_label", "title", "value") VALUES (OLD."area_id", OLD."date", OLD."detail", OLD."id", OLD."key", OLD."kind", OLD."link", OLD."period_to", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."source_label", OLD."title", OLD."value"); RETURN NULL;', hash='d32ef5fcdce193fe9600070369c30b88c52bcf45', operation='UPDATE', pgid='pgtrigger_update_update_0f4cc', table='areas_villagerecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villagerecord',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_villagerecordevent" ("area_id", "date", "detail", "id", "key", "kind", "link", "period_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_label", "title", "value") VALUES (OLD."area_id", OLD."date", OLD."detail", OLD."id", OLD."key", OLD."kind", OLD."link", OLD."period_to", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_label", OLD."title", OLD."value"); RETURN NULL;', hash='6c47da3b426fd2bbf1edf51ccbf2c032d032201f', operation='DELETE', pgid='pgtrigger_delete_delete_a2ffa', table='areas_villagerecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='villagerecordevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9f8044cfe1ebbf20ee937c93abf12055b704e27', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a078', table='areas_villagerecordevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='weakvillagestatus',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='weak_status_ends_after_start', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='weakvillagestatus',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('area', '='), (areas.models.DaySpan(), '&&')], name='weak_status_once_at_a_time', violation_error_message='该村在此期间已列为后进村，请先结束原记录'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='weakvillagestatus',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "areas_weakvillagestatusevent" ("area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "valid_from", "valid_to", "version") VALUES (OLD."area_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reason", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='a2145f2bad0c145e5799994cda3a04e10f5cfcf0', operation='UPDATE', pgid='pgtrigger_update_update_c9dda', table='areas_weakvillagestatus', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='weakvillagestatus',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "areas_weakvillagestatusevent" ("area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "valid_from", "valid_to", "version") VALUES (OLD."area_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='5c53c2a675b6ffc427dfb0a151401b188419a123', operation='DELETE', pgid='pgtrigger_delete_delete_312a2', table='areas_weakvillagestatus', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='weakvillagestatusevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='630b71e50de285334c53ac067f60a3271c7ccb63', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_71b1a', table='areas_weakvillagestatusevent', when='BEFORE')),
        ),
    ])]
