"""The photo of a cadre file."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0009_highest_education'),
        ('core', '0004_reveals'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='person',
            name='photo',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment', verbose_name='照片'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='photo',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='照片'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."bank_account_index" IS DISTINCT FROM (NEW."bank_account_index") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."full_time_degree" IS DISTINCT FROM (NEW."full_time_degree") OR OLD."full_time_education" IS DISTINCT FROM (NEW."full_time_education") OR OLD."full_time_school" IS DISTINCT FROM (NEW."full_time_school") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."id_number_index" IS DISTINCT FROM (NEW."id_number_index") OR OLD."in_service_degree" IS DISTINCT FROM (NEW."in_service_degree") OR OLD."in_service_education" IS DISTINCT FROM (NEW."in_service_education") OR OLD."in_service_school" IS DISTINCT FROM (NEW."in_service_school") OR OLD."initials" IS DISTINCT FROM (NEW."initials") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nationality" IS DISTINCT FROM (NEW."nationality") OR OLD."party_joined_on" IS DISTINCT FROM (NEW."party_joined_on") OR OLD."phone_index" IS DISTINCT FROM (NEW."phone_index") OR OLD."photo_id" IS DISTINCT FROM (NEW."photo_id") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."speciality" IS DISTINCT FROM (NEW."speciality") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "cadres_personevent" ("area_id", "bank_account_index", "bank_name", "birth_date", "full_time_degree", "full_time_education", "full_time_school", "id", "id_number_index", "in_service_degree", "in_service_education", "in_service_school", "initials", "name", "nationality", "party_joined_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "photo_id", "pinyin", "sex", "source_id", "speciality", "user_id", "uuid", "version") VALUES (OLD."area_id", OLD."bank_account_index", OLD."bank_name", OLD."birth_date", OLD."full_time_degree", OLD."full_time_education", OLD."full_time_school", OLD."id", OLD."id_number_index", OLD."in_service_degree", OLD."in_service_education", OLD."in_service_school", OLD."initials", OLD."name", OLD."nationality", OLD."party_joined_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone_index", OLD."photo_id", OLD."pinyin", OLD."sex", OLD."source_id", OLD."speciality", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;', hash='be0e95205f34eb0b0ea5659b99cb538b5209669a', operation='UPDATE', pgid='pgtrigger_update_update_e11cb', table='cadres_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_personevent" ("area_id", "bank_account_index", "bank_name", "birth_date", "full_time_degree", "full_time_education", "full_time_school", "id", "id_number_index", "in_service_degree", "in_service_education", "in_service_school", "initials", "name", "nationality", "party_joined_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "photo_id", "pinyin", "sex", "source_id", "speciality", "user_id", "uuid", "version") VALUES (OLD."area_id", OLD."bank_account_index", OLD."bank_name", OLD."birth_date", OLD."full_time_degree", OLD."full_time_education", OLD."full_time_school", OLD."id", OLD."id_number_index", OLD."in_service_degree", OLD."in_service_education", OLD."in_service_school", OLD."initials", OLD."name", OLD."nationality", OLD."party_joined_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone_index", OLD."photo_id", OLD."pinyin", OLD."sex", OLD."source_id", OLD."speciality", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;', hash='049d3883b222caf1146dee55795136a392a390a6', operation='DELETE', pgid='pgtrigger_delete_delete_d1167', table='cadres_person', when='AFTER')),
        ),
    ]
