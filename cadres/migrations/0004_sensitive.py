"""Sensitive values of persons are encrypted: their columns. What the history had of telephone numbers goes."""

import core.data.sealed
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_kinds'),
        ('cadres', '0003_kinds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
        migrations.RemoveField(
            model_name='personevent',
            name='phone',
        ),
        migrations.AddField(
            model_name='person',
            name='bank_account',
            field=core.data.sealed.SecretField(blank=True, default='', verbose_name='银行账号'),
        ),
        migrations.AddField(
            model_name='person',
            name='bank_account_index',
            field=core.data.sealed.BlindIndexField(blank=True, db_collation='C', default='', editable=False, max_length=32, of='bank_account', verbose_name='银行账号'),
        ),
        migrations.AddField(
            model_name='person',
            name='bank_name',
            field=models.CharField(blank=True, max_length=60, verbose_name='开户行'),
        ),
        migrations.AddField(
            model_name='person',
            name='id_number',
            field=core.data.sealed.SecretField(blank=True, default='', verbose_name='身份证号'),
        ),
        migrations.AddField(
            model_name='person',
            name='id_number_index',
            field=core.data.sealed.BlindIndexField(blank=True, db_collation='C', default='', editable=False, max_length=32, of='id_number', verbose_name='身份证号'),
        ),
        migrations.AddField(
            model_name='person',
            name='phone_index',
            field=core.data.sealed.BlindIndexField(blank=True, db_collation='C', default='', editable=False, max_length=32, of='phone', verbose_name='手机'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='bank_account_index',
            field=core.data.sealed.BlindIndexField(blank=True, db_collation='C', default='', editable=False, max_length=32, of='bank_account', verbose_name='银行账号'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='bank_name',
            field=models.CharField(blank=True, max_length=60, verbose_name='开户行'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='id_number_index',
            field=core.data.sealed.BlindIndexField(blank=True, db_collation='C', default='', editable=False, max_length=32, of='id_number', verbose_name='身份证号'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='phone_index',
            field=core.data.sealed.BlindIndexField(blank=True, db_collation='C', default='', editable=False, max_length=32, of='phone', verbose_name='手机'),
        ),
        migrations.AlterField(
            model_name='person',
            name='phone',
            field=core.data.sealed.SecretField(blank=True, default='', verbose_name='手机'),
        ),
    ]
