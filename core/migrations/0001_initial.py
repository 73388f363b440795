"""All tables of the app; steps of one kind together, so that Django reads the models once."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.data.operations import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('date', models.DateField(error_messages={'unique': '这一天已经录入'}, unique=True, verbose_name='日期')),
                ('is_working', models.BooleanField(choices=[(False, '放假'), (True, '上班（调休）')], default=False, verbose_name='安排')),
                ('name', models.CharField(max_length=20, verbose_name='节日')),
            ],
            options={
                'verbose_name': '放假与调休',
                'ordering': ['date'],
            },
        ),
        migrations.CreateModel(
            name='CalendarDayEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('date', models.DateField(error_messages={'unique': '这一天已经录入'}, verbose_name='日期')),
                ('is_working', models.BooleanField(choices=[(False, '放假'), (True, '上班（调休）')], default=False, verbose_name='安排')),
                ('name', models.CharField(max_length=20, verbose_name='节日')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Download',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=150, verbose_name='文件名')),
                ('content', models.BinaryField(verbose_name='文件')),
                ('size', models.PositiveIntegerField(help_text='字节', verbose_name='大小')),
                ('expires_at', models.DateTimeField(verbose_name='保留到')),
            ],
            options={
                'verbose_name': '下载',
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='登记表')),
                ('subject', models.CharField(max_length=200, verbose_name='对象')),
                ('filename', models.CharField(max_length=150, verbose_name='文件名')),
                ('content', models.BinaryField(verbose_name='原文件')),
                ('items', models.JSONField(verbose_name='内容')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='导入时间')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('receipt', models.CharField(blank=True, max_length=200, verbose_name='回执')),
            ],
            options={
                'verbose_name': '导入',
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=120, verbose_name='任务')),
                ('kwargs', models.JSONField(default=dict, verbose_name='参数')),
                ('key', models.CharField(blank=True, max_length=200, verbose_name='去重键')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='名称')),
                ('status', models.CharField(choices=[('queued', '排队中'), ('running', '进行中'), ('done', '已完成'), ('failed', '未完成'), ('cancelled', '已取消')], default='queued', max_length=10, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                ('done_count', models.PositiveIntegerField(default=0, verbose_name='已完成数')),
                ('total_count', models.PositiveIntegerField(default=0, verbose_name='总数')),
                ('result', models.TextField(blank=True, verbose_name='结果')),
                ('error', models.TextField(blank=True, verbose_name='错误')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='提交时间')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='派发时间')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='占用至')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
            ],
            options={
                'verbose_name': '后台任务',
            },
        ),
        migrations.CreateModel(
            name='StateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=60, verbose_name='对象类型')),
                ('subject_id', models.BigIntegerField(verbose_name='对象编号')),
                ('title', models.CharField(max_length=200, verbose_name='对象')),
                ('source', models.CharField(blank=True, max_length=30, verbose_name='原状态')),
                ('target', models.CharField(max_length=30, verbose_name='新状态')),
                ('reason', models.TextField(blank=True, verbose_name='原因')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
            ],
            options={
                'verbose_name': '状态变更',
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='标识')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('url', models.TextField(blank=True, verbose_name='回到')),
                ('messages', models.JSONField(default=list, verbose_name='提示')),
            ],
            options={
                'verbose_name': '提交',
            },
        ),
        migrations.CreateModel(
            name='AccessRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('login', '登录'), ('failed', '输错'), ('delayed', '输错须等'), ('logout', '退出'), ('timed_out', '到时退出'), ('ended', '结束登录'), ('code', '代码进入'), ('export', '导出'), ('download', '下载'), ('print', '打印')], max_length=10, verbose_name='事项')),
                ('actor', models.CharField(blank=True, max_length=120, verbose_name='谁')),
                ('acting', models.CharField(blank=True, max_length=120, verbose_name='身份')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='地址')),
                ('subject', models.CharField(blank=True, max_length=300, verbose_name='内容')),
                ('count', models.PositiveIntegerField(null=True, verbose_name='行数')),
                ('page', models.CharField(blank=True, max_length=300, verbose_name='页面')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '访问记录',
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='文件名')),
                ('kind', models.CharField(max_length=10, verbose_name='类型')),
                ('size', models.PositiveBigIntegerField(help_text='字节', verbose_name='大小')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('path', models.CharField(max_length=100, unique=True, verbose_name='存放位置')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'verbose_name': '附件',
            },
        ),
        migrations.CreateModel(
            name='AttachmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=150, verbose_name='文件名')),
                ('kind', models.CharField(max_length=10, verbose_name='类型')),
                ('size', models.PositiveBigIntegerField(help_text='字节', verbose_name='大小')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('path', models.CharField(max_length=100, verbose_name='存放位置')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.attachment')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attempts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10, verbose_name='种类')),
                ('key', models.CharField(blank=True, max_length=64, verbose_name='钥匙')),
                ('source', models.CharField(max_length=64, verbose_name='来源')),
                ('failures', models.FloatField(verbose_name='输错次数')),
                ('tried_at', models.DateTimeField(verbose_name='最近一次')),
                ('blocked_until', models.DateTimeField(verbose_name='等到')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '输错记录',
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendarday',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "core_calendardayevent" ("date", "id", "is_working", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."date", OLD."id", OLD."is_working", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."version"); RETURN NULL;', hash='f862b51befa6a2834d92efb7459128f662f4080e', operation='UPDATE', pgid='pgtrigger_update_update_36b7b', table='core_calendarday', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendarday',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_calendardayevent" ("date", "id", "is_working", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."date", OLD."id", OLD."is_working", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='057a370f6f1b324b9b540e2eaf778fb870833f86', operation='DELETE', pgid='pgtrigger_delete_delete_94941', table='core_calendarday', when='AFTER')),
        ),
        migrations.AddField(
            model_name='calendardayevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='calendardayevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.calendarday'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人'),
        ),
        migrations.AddField(
            model_name='job',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='download',
            name='job',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='download', to='core.job', verbose_name='任务'),
        ),
        migrations.AddField(
            model_name='statechange',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['at'], name='submission_at'),
        ),
        migrations.AddIndex(
            model_name='accessrecord',
            index=models.Index(fields=['-at'], name='access_record_at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "core_attachmentevent" ("id", "kind", "name", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (OLD."id", OLD."kind", OLD."name", OLD."path", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='3728c2df59f60faef735853fb1b5394b8e6b0d1a', operation='UPDATE', pgid='pgtrigger_update_update_b73a5', table='core_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_attachmentevent" ("id", "kind", "name", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (OLD."id", OLD."kind", OLD."name", OLD."path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='7c8545675d335deb6b6c8b771f29525e98f04f43', operation='DELETE', pgid='pgtrigger_delete_delete_5704f', table='core_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d62f5f1882bd2f4cb320ca654facee23353ef019', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cbda9', table='core_attachmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attempts',
            constraint=models.UniqueConstraint(fields=('kind', 'key', 'source'), name='attempts_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendardayevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fed8464da39ecb1b67a427d3992fed644f87d4db', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b86fd', table='core_calendardayevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(fields=['created_at'], name='import_run_created'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('status__in', ['queued', 'running'])), fields=['id'], name='job_unfinished'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['queued', 'running']), models.Q(('key', ''), _negated=True)), fields=('key',), name='one_unfinished_job_per_key'),
        ),
        migrations.AddIndex(
            model_name='download',
            index=models.Index(fields=['expires_at'], name='download_expires'),
        ),
        migrations.AddIndex(
            model_name='statechange',
            index=models.Index(fields=['subject', 'subject_id', 'at'], name='state_change_subject'),
        ),
        migrations.AddIndex(
            model_name='statechange',
            index=models.Index(fields=['-at'], name='state_change_at'),
        ),
    ])
