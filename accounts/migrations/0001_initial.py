"""All tables of the app; steps of one kind together, so that Django reads the models once."""

import areas.models
import core.data.fields
import django.contrib.postgres.constraints
import django.core.validators
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
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = together([
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(error_messages={'unique': '该用户名已被使用，请换一个'}, max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_.-]+\\Z', '用户名只能用小写字母、数字和 _ . -')], verbose_name='用户名')),
                ('name', core.data.fields.NameField(max_length=40, verbose_name='姓名')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='单位')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='联系电话')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='下次登录须改密码')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='开通时间')),
            ],
            options={
                'verbose_name': '账号',
                'ordering': ['username'],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('village_cadre', '村干部'), ('township_official', '乡镇党建办'), ('department_rater', '区直部门'), ('county_official', '组织部'), ('leading_group', '领导小组'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('auditor', '审计员')], max_length=20, verbose_name='角色')),
                ('valid_from', models.DateField(verbose_name='起')),
                ('valid_to', models.DateField(blank=True, help_text='当天仍有效；不填为长期', null=True, verbose_name='止')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='收回时间')),
            ],
            options={
                'verbose_name': '角色',
                'ordering': ['-valid_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AssignmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('village_cadre', '村干部'), ('township_official', '乡镇党建办'), ('department_rater', '区直部门'), ('county_official', '组织部'), ('leading_group', '领导小组'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('auditor', '审计员')], max_length=20, verbose_name='角色')),
                ('valid_from', models.DateField(verbose_name='起')),
                ('valid_to', models.DateField(blank=True, help_text='当天仍有效；不填为长期', null=True, verbose_name='止')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='收回时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Login',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True, verbose_name='会话')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='登录时间')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='地址')),
                ('browser', models.CharField(blank=True, max_length=40, verbose_name='浏览器')),
            ],
            options={
                'verbose_name': '登录',
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('username', models.CharField(error_messages={'unique': '该用户名已被使用，请换一个'}, max_length=40, validators=[django.core.validators.RegexValidator('^[a-z0-9_.-]+\\Z', '用户名只能用小写字母、数字和 _ . -')], verbose_name='用户名')),
                ('name', core.data.fields.NameField(max_length=40, verbose_name='姓名')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='单位')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='联系电话')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='下次登录须改密码')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='开通时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."must_change_password" IS DISTINCT FROM (NEW."must_change_password") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."username" IS DISTINCT FROM (NEW."username"))', func='INSERT INTO "accounts_userevent" ("created_at", "id", "is_active", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "unit", "username") VALUES (OLD."created_at", OLD."id", OLD."is_active", OLD."must_change_password", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone", OLD."unit", OLD."username"); RETURN NULL;', hash='20541ed0910d833cf2894fd1f9181a5ae63160b7', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("created_at", "id", "is_active", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "unit", "username") VALUES (OLD."created_at", OLD."id", OLD."is_active", OLD."must_change_password", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."unit", OLD."username"); RETURN NULL;', hash='7f81b60bb184e7eef261b469aba8dc3f90cdc176', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER')),
        ),
        migrations.AddField(
            model_name='assignment',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='所在区划'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='granted_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='substitute_for',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代替谁'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='账号'),
        ),
        migrations.AddField(
            model_name='assignmentevent',
            name='area',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='所在区划'),
        ),
        migrations.AddField(
            model_name='assignmentevent',
            name='granted_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignmentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='assignmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.assignment'),
        ),
        migrations.AddField(
            model_name='assignmentevent',
            name='substitute_for',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代替谁'),
        ),
        migrations.AddField(
            model_name='assignmentevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号'),
        ),
        migrations.AddField(
            model_name='login',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='logins', to=settings.AUTH_USER_MODEL, verbose_name='账号'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['village_cadre', 'township_official', 'department_rater', 'county_official', 'leading_group', 'system_admin', 'security_admin', 'auditor'])), name='assignment_role_known', violation_error_message='没有这个角色'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='assignment_ends_after_start', violation_error_message='止期不能早于起期'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('substitute_for', None), models.Q(('substitute_for', models.F('user')), _negated=True), _connector='OR'), name='nobody_substitutes_for_himself', violation_error_message='不能代替本人'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('revoked_at', None)), expressions=[('user', '='), ('area', '='), ('role', '='), (areas.models.DaySpan(), '&&')], name='assignment_once_at_a_time', violation_error_message='该账号在此期间已有这一角色'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('revoked_at', None), ('role__in', ('system_admin', 'security_admin', 'auditor'))), expressions=[('user', '='), ('role', '<>'), (areas.models.DaySpan(), '&&')], name='one_exclusive_role_per_account', violation_error_message='系统管理员、安全管理员、审计员不能由同一账号兼任，请另开账号'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('revoked_at', None)), expressions=[('user', '='), (models.Case(models.When(role__in=('system_admin', 'security_admin', 'auditor'), then=models.Value(1)), default=models.Value(0)), '<>'), (areas.models.DaySpan(), '&&')], name='administrators_hold_no_business_role', violation_error_message='系统管理员、安全管理员、审计员不能看业务数据，不能兼业务角色，请另开账号'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_assignmentevent" ("area_id", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role", "substitute_for_id", "user_id", "valid_from", "valid_to") VALUES (OLD."area_id", OLD."granted_by_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."revoked_at", OLD."role", OLD."substitute_for_id", OLD."user_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='b8167f888e15455c8960088d59bae1bc4b68747c', operation='UPDATE', pgid='pgtrigger_update_update_93e32', table='accounts_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_assignmentevent" ("area_id", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role", "substitute_for_id", "user_id", "valid_from", "valid_to") VALUES (OLD."area_id", OLD."granted_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."role", OLD."substitute_for_id", OLD."user_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='1dcef75344d6eb630aff72120997cf3cf0948757', operation='DELETE', pgid='pgtrigger_delete_delete_aa09b', table='accounts_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9d1e87891906d66a19efe944576ed3b53d8382fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dfbc9', table='accounts_assignmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE')),
        ),
    ])
