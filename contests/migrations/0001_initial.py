"""All tables of the app; steps of one kind together, so that Django reads the models once."""

from django.db import migrations, models

from core.data.operations import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = together([
        migrations.CreateModel(
            name='BasisDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='文件名称')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('issuer', models.CharField(blank=True, max_length=60, verbose_name='发文单位')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='发文日期')),
            ],
            options={
                'verbose_name': '依据文件',
                'ordering': ['contest_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BasisDocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=120, verbose_name='文件名称')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('issuer', models.CharField(blank=True, max_length=60, verbose_name='发文单位')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='发文日期')),
            ],
            options={
                'abstract': False,
            },
        ),
    ])
