"""``manage.py load_preset FILE --area CODE --year Y``"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from areas.models import Area
from core.errors import TouyanError
from scoring import presets
from scoring.services import schemes


class Command(BaseCommand):
    help = "载入评分方案文件，在指定区域和年度建一份草稿；内容相同的方案已有时不做改动"

    def add_arguments(self, parser):
        parser.add_argument("file", help="TOML 文件，或随系统提供的方案名，如 touyan_2021")
        parser.add_argument("--area", required=True, help="12 位区划代码")
        parser.add_argument("--year", type=int, required=True, help="年度，如 2026")

    def handle(self, *args, file, area, year, **options):
        path = presets.shipped().get(file, Path(file))
        place = Area.objects.filter(code=area).first()
        if place is None:
            raise CommandError(f"没有代码为 {area} 的区域")
        try:
            loaded = schemes.load_preset(text=path.read_text("utf-8"), area=place, year=year)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"读不出文件 {path}：{error}") from error
        except TouyanError as error:
            raise CommandError("\n".join([error.message, *error.items])) from error
        self.stdout.write(str(loaded))
        if problems := loaded.problems():
            self.stdout.write("\n".join(["启用前还要处理：", *(f"· {problem}" for problem in problems)]))
