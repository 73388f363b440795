import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
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
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '后台任务',
                'indexes': [models.Index(condition=models.Q(('status__in', ['queued', 'running'])), fields=['id'], name='job_unfinished')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['queued', 'running']), models.Q(('key', ''), _negated=True)), fields=('key',), name='one_unfinished_job_per_key')],
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
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人')),
            ],
            options={
                'verbose_name': '状态变更',
                'indexes': [models.Index(fields=['subject', 'subject_id', 'at'], name='state_change_subject'), models.Index(fields=['-at'], name='state_change_at')],
            },
        ),
    ]
