"""The trail knows who saw a sensitive value whole."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_holidays'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='accessrecord',
            name='action',
            field=models.CharField(choices=[('login', '登录'), ('failed', '输错'), ('delayed', '输错须等'), ('logout', '退出'), ('timed_out', '到时退出'), ('ended', '结束登录'), ('code', '代码进入'), ('export', '导出'), ('download', '下载'), ('print', '打印'), ('reveal', '查看全号')], max_length=10, verbose_name='事项'),
        ),
        migrations.AddIndex(
            model_name='accessrecord',
            index=models.Index(condition=models.Q(('action', 'reveal')), fields=['subject'], name='access_record_revealed', opclasses=['varchar_pattern_ops']),
        ),
    ]
