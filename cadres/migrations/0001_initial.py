"""All tables of the app; steps of one kind together, so that Django reads the models once."""

import areas.models
import core.data.fields
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.data.operations import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='DossierEntry',
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
                ('kind', models.CharField(choices=[('appointment', '任职'), ('training', '培训'), ('contest', '比武'), ('appraisal', '考核'), ('pay', '报酬'), ('honour', '奖励'), ('discipline', '惩戒')], max_length=20, verbose_name='类型')),
            ],
            options={
                'verbose_name': '档案记录',
                'ordering': ['-date', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.LPad(django.db.models.functions.comparison.Cast('id', models.CharField()), 8, models.Value('0')), output_field=models.CharField(max_length=8, verbose_name='人员编号'))),
                ('name', core.data.fields.NameField(max_length=40, verbose_name='姓名')),
                ('pinyin', models.CharField(db_collation='C', editable=False, max_length=120, verbose_name='拼音')),
                ('pinyin_plain', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Replace('pinyin', models.Value(' ')), output_field=models.CharField(db_collation='C', max_length=120, verbose_name='连写拼音'))),
                ('initials', models.CharField(db_collation='C', editable=False, max_length=40, verbose_name='拼音首字母')),
                ('sex', models.CharField(choices=[('0', '未知'), ('1', '男'), ('2', '女'), ('9', '未说明')], max_length=1, verbose_name='性别')),
                ('birth_date', models.DateField(verbose_name='出生日期')),
                ('nationality', models.CharField(choices=[('01', '汉族'), ('02', '蒙古族'), ('03', '回族'), ('04', '藏族'), ('05', '维吾尔族'), ('06', '苗族'), ('07', '彝族'), ('08', '壮族'), ('09', '布依族'), ('10', '朝鲜族'), ('11', '满族'), ('12', '侗族'), ('13', '瑶族'), ('14', '白族'), ('15', '土家族'), ('16', '哈尼族'), ('17', '哈萨克族'), ('18', '傣族'), ('19', '黎族'), ('20', '傈僳族'), ('21', '佤族'), ('22', '畲族'), ('23', '高山族'), ('24', '拉祜族'), ('25', '水族'), ('26', '东乡族'), ('27', '纳西族'), ('28', '景颇族'), ('29', '柯尔克孜族'), ('30', '土族'), ('31', '达斡尔族'), ('32', '仫佬族'), ('33', '羌族'), ('34', '布朗族'), ('35', '撒拉族'), ('36', '毛南族'), ('37', '仡佬族'), ('38', '锡伯族'), ('39', '阿昌族'), ('40', '普米族'), ('41', '塔吉克族'), ('42', '怒族'), ('43', '乌孜别克族'), ('44', '俄罗斯族'), ('45', '鄂温克族'), ('46', '德昂族'), ('47', '保安族'), ('48', '裕固族'), ('49', '京族'), ('50', '塔塔尔族'), ('51', '独龙族'), ('52', '鄂伦春族'), ('53', '赫哲族'), ('54', '门巴族'), ('55', '珞巴族'), ('56', '基诺族')], default='01', max_length=2, verbose_name='民族')),
                ('party_joined_on', models.DateField(blank=True, null=True, verbose_name='入党日期')),
                ('education', models.CharField(blank=True, choices=[('11', '博士研究生'), ('14', '硕士研究生'), ('21', '大学本科'), ('31', '大专'), ('41', '中专'), ('44', '职业高中'), ('47', '技工学校'), ('61', '高中'), ('71', '初中'), ('81', '小学'), ('90', '其他')], max_length=2, verbose_name='学历')),
                ('education_form', models.CharField(blank=True, choices=[('full_time', '全日制'), ('in_service', '在职')], max_length=10, verbose_name='学历类别')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='手机')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='areas.area', verbose_name='所在村（单位）')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '干部',
                'ordering': ['pinyin', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DossierEntryEvent',
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
                ('kind', models.CharField(choices=[('appointment', '任职'), ('training', '培训'), ('contest', '比武'), ('appraisal', '考核'), ('pay', '报酬'), ('honour', '奖励'), ('discipline', '惩戒')], max_length=20, verbose_name='类型')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cadres.dossierentry')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.person', verbose_name='干部')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='dossierentry',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossier', to='cadres.person', verbose_name='干部'),
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.PositiveSmallIntegerField(default=1, verbose_name='席位')),
                ('valid_from', models.DateField(verbose_name='任职日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                ('term_ends_on', models.DateField(blank=True, null=True, verbose_name='任期届满')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='依据文件')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='离任原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='areas.area', verbose_name='任职村（单位）')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='cadres.person', verbose_name='干部')),
            ],
            options={
                'verbose_name': '任职',
                'ordering': ['-valid_from', 'post__order'],
            },
        ),
        migrations.CreateModel(
            name='PostKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('short_name', models.CharField(max_length=20, verbose_name='简称')),
                ('is_seconded', models.BooleanField(default=False, verbose_name='派驻')),
                ('single_seat', models.BooleanField(default=False, verbose_name='一职一人')),
                ('warn_days', models.PositiveSmallIntegerField(db_default=180, default=180, help_text='任期届满、到龄前多少天起在档案里标出还剩几天', verbose_name='到期提醒（天）')),
                ('age_limit', models.PositiveSmallIntegerField(blank=True, help_text='留空表示不提示到龄', null=True, verbose_name='到龄（岁）')),
                ('area', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='范围')),
            ],
            options={
                'verbose_name': '职务',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AppointmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('seat', models.PositiveSmallIntegerField(default=1, verbose_name='席位')),
                ('valid_from', models.DateField(verbose_name='任职日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                ('term_ends_on', models.DateField(blank=True, null=True, verbose_name='任期届满')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='依据文件')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='离任原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='任职村（单位）')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cadres.appointment')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.person', verbose_name='干部')),
                ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.postkind', verbose_name='职务')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='appointment',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='cadres.postkind', verbose_name='职务'),
        ),
        migrations.CreateModel(
            name='PostKindEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('short_name', models.CharField(max_length=20, verbose_name='简称')),
                ('is_seconded', models.BooleanField(default=False, verbose_name='派驻')),
                ('single_seat', models.BooleanField(default=False, verbose_name='一职一人')),
                ('warn_days', models.PositiveSmallIntegerField(db_default=180, default=180, help_text='任期届满、到龄前多少天起在档案里标出还剩几天', verbose_name='到期提醒（天）')),
                ('age_limit', models.PositiveSmallIntegerField(blank=True, help_text='留空表示不提示到龄', null=True, verbose_name='到龄（岁）')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='范围')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cadres.postkind')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('area', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='范围')),
            ],
            options={
                'verbose_name': '来源',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PersonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', core.data.fields.NameField(max_length=40, verbose_name='姓名')),
                ('pinyin', models.CharField(db_collation='C', editable=False, max_length=120, verbose_name='拼音')),
                ('initials', models.CharField(db_collation='C', editable=False, max_length=40, verbose_name='拼音首字母')),
                ('sex', models.CharField(choices=[('0', '未知'), ('1', '男'), ('2', '女'), ('9', '未说明')], max_length=1, verbose_name='性别')),
                ('birth_date', models.DateField(verbose_name='出生日期')),
                ('nationality', models.CharField(choices=[('01', '汉族'), ('02', '蒙古族'), ('03', '回族'), ('04', '藏族'), ('05', '维吾尔族'), ('06', '苗族'), ('07', '彝族'), ('08', '壮族'), ('09', '布依族'), ('10', '朝鲜族'), ('11', '满族'), ('12', '侗族'), ('13', '瑶族'), ('14', '白族'), ('15', '土家族'), ('16', '哈尼族'), ('17', '哈萨克族'), ('18', '傣族'), ('19', '黎族'), ('20', '傈僳族'), ('21', '佤族'), ('22', '畲族'), ('23', '高山族'), ('24', '拉祜族'), ('25', '水族'), ('26', '东乡族'), ('27', '纳西族'), ('28', '景颇族'), ('29', '柯尔克孜族'), ('30', '土族'), ('31', '达斡尔族'), ('32', '仫佬族'), ('33', '羌族'), ('34', '布朗族'), ('35', '撒拉族'), ('36', '毛南族'), ('37', '仡佬族'), ('38', '锡伯族'), ('39', '阿昌族'), ('40', '普米族'), ('41', '塔吉克族'), ('42', '怒族'), ('43', '乌孜别克族'), ('44', '俄罗斯族'), ('45', '鄂温克族'), ('46', '德昂族'), ('47', '保安族'), ('48', '裕固族'), ('49', '京族'), ('50', '塔塔尔族'), ('51', '独龙族'), ('52', '鄂伦春族'), ('53', '赫哲族'), ('54', '门巴族'), ('55', '珞巴族'), ('56', '基诺族')], default='01', max_length=2, verbose_name='民族')),
                ('party_joined_on', models.DateField(blank=True, null=True, verbose_name='入党日期')),
                ('education', models.CharField(blank=True, choices=[('11', '博士研究生'), ('14', '硕士研究生'), ('21', '大学本科'), ('31', '大专'), ('41', '中专'), ('44', '职业高中'), ('47', '技工学校'), ('61', '高中'), ('71', '初中'), ('81', '小学'), ('90', '其他')], max_length=2, verbose_name='学历')),
                ('education_form', models.CharField(blank=True, choices=[('full_time', '全日制'), ('in_service', '在职')], max_length=10, verbose_name='学历类别')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='手机')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='所在村（单位）')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cadres.person')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.source', verbose_name='来源')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='person',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='cadres.source', verbose_name='来源'),
        ),
        migrations.CreateModel(
            name='SourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, error_messages={'unique': '已有这个代码，请换一个'}, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='范围')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cadres.source')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dossierentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7028c1169c56b7f84993cab1a56319097a882f7d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_de032', table='cadres_dossierentryevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='dossierentry',
            index=models.Index(fields=['person', '-date'], name='dossier_person_date'),
        ),
        migrations.AddConstraint(
            model_name='dossierentry',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('person', 'key'), name='dossier_entry_once_per_key'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dossierentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cadres_dossierentryevent" ("date", "detail", "id", "key", "kind", "link", "period_to", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_label", "title", "value") VALUES (OLD."date", OLD."detail", OLD."id", OLD."key", OLD."kind", OLD."link", OLD."period_to", OLD."person_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."source_label", OLD."title", OLD."value"); RETURN NULL;', hash='9a3015cd9e8756c2d2dc7b5a2eb69c122243b98a', operation='UPDATE', pgid='pgtrigger_update_update_b9972', table='cadres_dossierentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dossierentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_dossierentryevent" ("date", "detail", "id", "key", "kind", "link", "period_to", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_label", "title", "value") VALUES (OLD."date", OLD."detail", OLD."id", OLD."key", OLD."kind", OLD."link", OLD."period_to", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_label", OLD."title", OLD."value"); RETURN NULL;', hash='51b24dd0991a8bab19e6695507d2777ad961ed72', operation='DELETE', pgid='pgtrigger_delete_delete_7ac07', table='cadres_dossierentry', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='postkind',
            constraint=models.UniqueConstraint(fields=('area', 'name'), name='cadres_postkind_name_once', nulls_distinct=False, violation_error_message='已有这个名称，请换一个'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postkind',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cadres_postkindevent" ("age_limit", "area_id", "code", "id", "is_seconded", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "single_seat", "warn_days") VALUES (OLD."age_limit", OLD."area_id", OLD."code", OLD."id", OLD."is_seconded", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."short_name", OLD."single_seat", OLD."warn_days"); RETURN NULL;', hash='ab1205c480096c88332cc41fa5c6c39254781d38', operation='UPDATE', pgid='pgtrigger_update_update_687b4', table='cadres_postkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postkind',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_postkindevent" ("age_limit", "area_id", "code", "id", "is_seconded", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "single_seat", "warn_days") VALUES (OLD."age_limit", OLD."area_id", OLD."code", OLD."id", OLD."is_seconded", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."short_name", OLD."single_seat", OLD."warn_days"); RETURN NULL;', hash='6573567cc5314a723ac2345e9368b3803c98315d', operation='DELETE', pgid='pgtrigger_delete_delete_6faa2', table='cadres_postkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appointmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7184004abaa27e9777892a095eab8705edcf69b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6760c', table='cadres_appointmentevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['person', 'valid_to'], name='appointment_person'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='appointment_ends_after_start', violation_error_message='离任日期不能早于任职日期'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('term_ends_on', None), ('term_ends_on__gte', models.F('valid_from')), _connector='OR'), name='term_ends_after_start', violation_error_message='任期届满日期不能早于任职日期'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('seat__gte', 1)), name='seat_from_one', violation_error_message='席位从 1 开始编号'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('area', '='), ('post', '='), ('seat', '='), (areas.models.DaySpan(), '&&')], name='one_holder_per_seat', violation_error_message='该村该职务在此期间已有人任职，请先办理离任'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('area', '='), ('post', '='), (areas.models.DaySpan(), '&&')], name='one_seat_per_person_and_post', violation_error_message='此人在此期间已担任该村该职务'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appointment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cadres_appointmentevent" ("area_id", "end_reason", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "seat", "term_ends_on", "valid_from", "valid_to") VALUES (OLD."area_id", OLD."end_reason", OLD."id", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."post_id", OLD."seat", OLD."term_ends_on", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='3cd0c0f501d826cd5d7c0b157520d4586522c9ae', operation='UPDATE', pgid='pgtrigger_update_update_cf1c3', table='cadres_appointment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appointment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_appointmentevent" ("area_id", "end_reason", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "seat", "term_ends_on", "valid_from", "valid_to") VALUES (OLD."area_id", OLD."end_reason", OLD."id", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."seat", OLD."term_ends_on", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='ef8169fafda18e46cd4fc3f34c4756381aa05226', operation='DELETE', pgid='pgtrigger_delete_delete_60bc8', table='cadres_appointment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postkindevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='16a4b838deb1fe1d797da2d5aedb4158f7db4975', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fb8ac', table='cadres_postkindevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(fields=('area', 'name'), name='cadres_source_name_once', nulls_distinct=False, violation_error_message='已有这个名称，请换一个'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cadres_sourceevent" ("area_id", "code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='0d4625376a68a3383692691c8d1bcd91b0421d4e', operation='UPDATE', pgid='pgtrigger_update_update_58330', table='cadres_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_sourceevent" ("area_id", "code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."code", OLD."id", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='5f5b4b308954e88ebaff443a2c7697d5af623ba7', operation='DELETE', pgid='pgtrigger_delete_delete_73feb', table='cadres_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='personevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ff7ba095aa6ce1a060527acc52b2f4a0c387303', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5835f', table='cadres_personevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['pinyin', 'id'], name='person_pinyin'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['initials'], name='person_initials'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['birth_date'], name='person_birth_date'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('party_joined_on', None), ('party_joined_on__gt', models.F('birth_date')), _connector='OR'), name='party_joined_after_birth', violation_error_message='入党日期不能早于出生日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."education" IS DISTINCT FROM (NEW."education") OR OLD."education_form" IS DISTINCT FROM (NEW."education_form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."initials" IS DISTINCT FROM (NEW."initials") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nationality" IS DISTINCT FROM (NEW."nationality") OR OLD."party_joined_on" IS DISTINCT FROM (NEW."party_joined_on") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "cadres_personevent" ("area_id", "birth_date", "education", "education_form", "id", "initials", "name", "nationality", "party_joined_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "sex", "source_id", "user_id", "uuid", "version") VALUES (OLD."area_id", OLD."birth_date", OLD."education", OLD."education_form", OLD."id", OLD."initials", OLD."name", OLD."nationality", OLD."party_joined_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone", OLD."pinyin", OLD."sex", OLD."source_id", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;', hash='4e6ed1fab73b2d0a0d079b8f3286871fc680b76e', operation='UPDATE', pgid='pgtrigger_update_update_e11cb', table='cadres_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_personevent" ("area_id", "birth_date", "education", "education_form", "id", "initials", "name", "nationality", "party_joined_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "sex", "source_id", "user_id", "uuid", "version") VALUES (OLD."area_id", OLD."birth_date", OLD."education", OLD."education_form", OLD."id", OLD."initials", OLD."name", OLD."nationality", OLD."party_joined_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."pinyin", OLD."sex", OLD."source_id", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;', hash='1229864524e7cdbf0a3fbd0fa1eb7ef98b54b267', operation='DELETE', pgid='pgtrigger_delete_delete_d1167', table='cadres_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6de041292d82d9b6b0263c6a1d1aa3c108daa957', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_279d4', table='cadres_sourceevent', when='BEFORE')),
        ),
    ])
