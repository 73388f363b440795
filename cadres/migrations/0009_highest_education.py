"""The higher of the two is the education; triggers of the history with the new columns."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('cadres', '0008_copy_studies')]

    operations = [
        migrations.RemoveField(
            model_name='person',
            name='education',
        ),
        migrations.RemoveField(
            model_name='person',
            name='education_form',
        ),
        migrations.AddField(
            model_name='person',
            name='education',
            field=models.GeneratedField(choices=[('11', '博士研究生'), ('14', '硕士研究生'), ('21', '大学本科'), ('31', '大专'), ('41', '中专'), ('44', '职业高中'), ('47', '技工学校'), ('61', '高中'), ('71', '初中'), ('81', '小学'), ('90', '其他')], db_persist=True, expression=models.Case(models.When(models.Q(('in_service_education', ''), models.Q(models.Q(('full_time_education', ''), _negated=True), ('full_time_education__lte', models.F('in_service_education'))), _connector='OR'), then='full_time_education'), default='in_service_education'), output_field=models.CharField(max_length=2, verbose_name='学历'), verbose_name='学历'),
        ),
        migrations.AddField(
            model_name='person',
            name='education_form',
            field=models.GeneratedField(choices=[('full_time', '全日制'), ('in_service', '在职')], db_persist=True, expression=models.Case(models.When(full_time_education='', in_service_education='', then=models.Value('')), models.When(models.Q(('in_service_education', ''), models.Q(models.Q(('full_time_education', ''), _negated=True), ('full_time_education__lte', models.F('in_service_education'))), _connector='OR'), then=models.Value('full_time')), default=models.Value('in_service')), output_field=models.CharField(max_length=10, verbose_name='学历类别'), verbose_name='学历类别'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."bank_account_index" IS DISTINCT FROM (NEW."bank_account_index") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."full_time_degree" IS DISTINCT FROM (NEW."full_time_degree") OR OLD."full_time_education" IS DISTINCT FROM (NEW."full_time_education") OR OLD."full_time_school" IS DISTINCT FROM (NEW."full_time_school") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."id_number_index" IS DISTINCT FROM (NEW."id_number_index") OR OLD."in_service_degree" IS DISTINCT FROM (NEW."in_service_degree") OR OLD."in_service_education" IS DISTINCT FROM (NEW."in_service_education") OR OLD."in_service_school" IS DISTINCT FROM (NEW."in_service_school") OR OLD."initials" IS DISTINCT FROM (NEW."initials") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nationality" IS DISTINCT FROM (NEW."nationality") OR OLD."party_joined_on" IS DISTINCT FROM (NEW."party_joined_on") OR OLD."phone_index" IS DISTINCT FROM (NEW."phone_index") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."speciality" IS DISTINCT FROM (NEW."speciality") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "cadres_personevent" ("area_id", "bank_account_index", "bank_name", "birth_date", "full_time_degree", "full_time_education", "full_time_school", "id", "id_number_index", "in_service_degree", "in_service_education", "in_service_school", "initials", "name", "nationality", "party_joined_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "pinyin", "sex", "source_id", "speciality", "user_id", "uuid", "version") VALUES (OLD."area_id", OLD."bank_account_index", OLD."bank_name", OLD."birth_date", OLD."full_time_degree", OLD."full_time_education", OLD."full_time_school", OLD."id", OLD."id_number_index", OLD."in_service_degree", OLD."in_service_education", OLD."in_service_school", OLD."initials", OLD."name", OLD."nationality", OLD."party_joined_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone_index", OLD."pinyin", OLD."sex", OLD."source_id", OLD."speciality", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;', hash='e1ead3f11721d3f8d574ae9a0b5b94db1a3e5c11', operation='UPDATE', pgid='pgtrigger_update_update_e11cb', table='cadres_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_personevent" ("area_id", "bank_account_index", "bank_name", "birth_date", "full_time_degree", "full_time_education", "full_time_school", "id", "id_number_index", "in_service_degree", "in_service_education", "in_service_school", "initials", "name", "nationality", "party_joined_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "pinyin", "sex", "source_id", "speciality", "user_id", "uuid", "version") VALUES (OLD."area_id", OLD."bank_account_index", OLD."bank_name", OLD."birth_date", OLD."full_time_degree", OLD."full_time_education", OLD."full_time_school", OLD."id", OLD."id_number_index", OLD."in_service_degree", OLD."in_service_education", OLD."in_service_school", OLD."initials", OLD."name", OLD."nationality", OLD."party_joined_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone_index", OLD."pinyin", OLD."sex", OLD."source_id", OLD."speciality", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;', hash='f32ce608ee17cc24049fad76691ca3848368c705', operation='DELETE', pgid='pgtrigger_delete_delete_d1167', table='cadres_person', when='AFTER')),
        ),
    ]
