"""Full-time and in-service studies apart, and what somebody is good at."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0006_sensitive_guards'),
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
            name='education',
        ),
        migrations.RemoveField(
            model_name='personevent',
            name='education_form',
        ),
        migrations.AddField(
            model_name='person',
            name='full_time_degree',
            field=models.CharField(blank=True, max_length=30, verbose_name='全日制学位'),
        ),
        migrations.AddField(
            model_name='person',
            name='full_time_education',
            field=models.CharField(blank=True, choices=[('11', '博士研究生'), ('14', '硕士研究生'), ('21', '大学本科'), ('31', '大专'), ('41', '中专'), ('44', '职业高中'), ('47', '技工学校'), ('61', '高中'), ('71', '初中'), ('81', '小学'), ('90', '其他')], max_length=2, verbose_name='全日制学历'),
        ),
        migrations.AddField(
            model_name='person',
            name='full_time_school',
            field=models.CharField(blank=True, max_length=80, verbose_name='全日制院校和专业'),
        ),
        migrations.AddField(
            model_name='person',
            name='in_service_degree',
            field=models.CharField(blank=True, max_length=30, verbose_name='在职学位'),
        ),
        migrations.AddField(
            model_name='person',
            name='in_service_education',
            field=models.CharField(blank=True, choices=[('11', '博士研究生'), ('14', '硕士研究生'), ('21', '大学本科'), ('31', '大专'), ('41', '中专'), ('44', '职业高中'), ('47', '技工学校'), ('61', '高中'), ('71', '初中'), ('81', '小学'), ('90', '其他')], max_length=2, verbose_name='在职学历'),
        ),
        migrations.AddField(
            model_name='person',
            name='in_service_school',
            field=models.CharField(blank=True, max_length=80, verbose_name='在职院校和专业'),
        ),
        migrations.AddField(
            model_name='person',
            name='speciality',
            field=models.CharField(blank=True, max_length=100, verbose_name='专长'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='full_time_degree',
            field=models.CharField(blank=True, max_length=30, verbose_name='全日制学位'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='full_time_education',
            field=models.CharField(blank=True, choices=[('11', '博士研究生'), ('14', '硕士研究生'), ('21', '大学本科'), ('31', '大专'), ('41', '中专'), ('44', '职业高中'), ('47', '技工学校'), ('61', '高中'), ('71', '初中'), ('81', '小学'), ('90', '其他')], max_length=2, verbose_name='全日制学历'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='full_time_school',
            field=models.CharField(blank=True, max_length=80, verbose_name='全日制院校和专业'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='in_service_degree',
            field=models.CharField(blank=True, max_length=30, verbose_name='在职学位'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='in_service_education',
            field=models.CharField(blank=True, choices=[('11', '博士研究生'), ('14', '硕士研究生'), ('21', '大学本科'), ('31', '大专'), ('41', '中专'), ('44', '职业高中'), ('47', '技工学校'), ('61', '高中'), ('71', '初中'), ('81', '小学'), ('90', '其他')], max_length=2, verbose_name='在职学历'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='in_service_school',
            field=models.CharField(blank=True, max_length=80, verbose_name='在职院校和专业'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='speciality',
            field=models.CharField(blank=True, max_length=100, verbose_name='专长'),
        ),
    ]
