"""Triggers of the history with the new columns; one file for an ID number."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('cadres', '0005_seal_phones')]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."bank_account_index" IS DISTINCT FROM (NEW."bank_account_index") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."education" IS DISTINCT FROM (NEW."education") OR OLD."education_form" IS DISTINCT FROM (NEW."education_form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."id_number_index" IS DISTINCT FROM (NEW."id_number_index") OR OLD."initials" IS DISTINCT FROM (NEW."initials") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nationality" IS DISTINCT FROM (NEW."nationality") OR OLD."party_joined_on" IS DISTINCT FROM (NEW."party_joined_on") OR OLD."phone_index" IS DISTINCT FROM (NEW."phone_index") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "cadres_personevent" ("area_id", "bank_account_index", "bank_name", "birth_date", "education", "education_form", "id", "id_number_index", "initials", "name", "nationality", "party_joined_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "pinyin", "sex", "source_id", "user_id", "uuid", "version") VALUES (OLD."area_id", OLD."bank_account_index", OLD."bank_name", OLD."birth_date", OLD."education", OLD."education_form", OLD."id", OLD."id_number_index", OLD."initials", OLD."name", OLD."nationality", OLD."party_joined_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone_index", OLD."pinyin", OLD."sex", OLD."source_id", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;', hash='7640b91eb56b056327d1fc496db8da036087b420', operation='UPDATE', pgid='pgtrigger_update_update_e11cb', table='cadres_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_personevent" ("area_id", "bank_account_index", "bank_name", "birth_date", "education", "education_form", "id", "id_number_index", "initials", "name", "nationality", "party_joined_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "pinyin", "sex", "source_id", "user_id", "uuid", "version") VALUES (OLD."area_id", OLD."bank_account_index", OLD."bank_name", OLD."birth_date", OLD."education", OLD."education_form", OLD."id", OLD."id_number_index", OLD."initials", OLD."name", OLD."nationality", OLD."party_joined_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone_index", OLD."pinyin", OLD."sex", OLD."source_id", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;', hash='59a1ce4d9e0608bdb956bbc3572ac08765dc4318', operation='DELETE', pgid='pgtrigger_delete_delete_d1167', table='cadres_person', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(condition=models.Q(('id_number_index', ''), _negated=True), fields=('id_number_index',), name='one_file_per_id_number', violation_error_message='这个身份证号已有档案，请核对'),
        ),
    ]
