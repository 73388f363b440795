"""Holidays and worked weekends of 2021, 2025 and 2026, as the State Council's office announced them."""

from datetime import date, timedelta

from django.db import migrations

OFF = [  # name, first day, last day
    # 国办发明电〔2020〕27号
    ("元旦", "2021-01-01", "2021-01-03"), ("春节", "2021-02-11", "2021-02-17"), ("清明节", "2021-04-03", "2021-04-05"),
    ("劳动节", "2021-05-01", "2021-05-05"), ("端午节", "2021-06-12", "2021-06-14"), ("中秋节", "2021-09-19", "2021-09-21"),
    ("国庆节", "2021-10-01", "2021-10-07"),
    # 国办发明电〔2024〕12号
    ("元旦", "2025-01-01", "2025-01-01"), ("春节", "2025-01-28", "2025-02-04"), ("清明节", "2025-04-04", "2025-04-06"),
    ("劳动节", "2025-05-01", "2025-05-05"), ("端午节", "2025-05-31", "2025-06-02"), ("国庆节、中秋节", "2025-10-01", "2025-10-08"),
    # 国办发明电〔2025〕7号
    ("元旦", "2026-01-01", "2026-01-03"), ("春节", "2026-02-15", "2026-02-23"), ("清明节", "2026-04-04", "2026-04-06"),
    ("劳动节", "2026-05-01", "2026-05-05"), ("端午节", "2026-06-19", "2026-06-21"), ("中秋节", "2026-09-25", "2026-09-27"),
    ("国庆节", "2026-10-01", "2026-10-07"),
]  # fmt: skip
WORKED = [
    ("春节", "2021-02-07"), ("春节", "2021-02-20"), ("劳动节", "2021-04-25"), ("劳动节", "2021-05-08"), ("中秋节", "2021-09-18"),
    ("国庆节", "2021-09-26"), ("国庆节", "2021-10-09"),
    ("春节", "2025-01-26"), ("春节", "2025-02-08"), ("劳动节", "2025-04-27"), ("国庆节", "2025-09-28"), ("国庆节", "2025-10-11"),
    ("元旦", "2026-01-04"), ("春节", "2026-02-14"), ("春节", "2026-02-28"), ("劳动节", "2026-05-09"), ("国庆节", "2026-09-20"),
    ("国庆节", "2026-10-10"),
]  # fmt: skip


def seed(apps, editor):
    day_model = apps.get_model("core", "CalendarDay")
    for name, first, last in OFF:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            day_model.objects.create(date=day, is_working=False, name=name)
            day += timedelta(days=1)
    for name, day in WORKED:
        day_model.objects.create(date=day, is_working=True, name=f"{name}调休")


def unseed(apps, editor):
    apps.get_model("core", "CalendarDay").objects.filter(date__year__in=[2021, 2025, 2026]).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0003_attachments_calendar")]
    operations = [migrations.RunPython(seed, unseed)]
