"""``manage.py tally --year 2026 --quarter 3 [--area CODE]``"""

from django.core.management.base import BaseCommand, CommandError

from areas.models import Area
from contests.services.tally import tally_due
from core.values.periods import Period


class Command(BaseCommand):
    help = "计分：把评分已截止的比武算出名次，并打印比武、版本、参评数和输入摘要"

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True, help="年度，如 2026")
        parser.add_argument("--quarter", type=int, choices=range(1, 5), help="季度；不填为年度比武")
        parser.add_argument("--area", help="12 位区划代码；不填为全部")

    def handle(self, *args, year, quarter, area, **options):
        period = Period("quarter", year, quarter) if quarter else Period("year", year)
        areas = Area.objects.filter(code=area) if area else Area.objects.filter(parent=None)
        if not areas:
            raise CommandError(f"没有代码为 {area} 的区域" if area else "还没有区划，请先运行 load_areas")
        outcomes = [outcome for each in areas for outcome in tally_due(area=each, period=period)]
        for outcome in outcomes:
            if outcome.problems:
                self.stderr.write(f"未计分\t{outcome.assessment}")
                for problem in outcome.problems:
                    self.stderr.write(f"\t{problem}")
            else:
                mark = "新版本" if outcome.is_new else "未变"
                self.stdout.write(
                    f"{outcome.assessment}\t第{outcome.version}版（{mark}）\t{outcome.entries}个参评\t{outcome.digest}"
                )
        if not outcomes:
            self.stdout.write(f"{period.label}没有评分已截止的比武")
        if any(outcome.problems for outcome in outcomes):
            raise CommandError("部分比武未计分，原因见上")
