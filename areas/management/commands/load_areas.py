"""Load division codes: the demo county, or the national files."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from areas.choices import Level
from areas.services import AreaFile, load_areas
from core.errors import TouyanError

DEFAULT = settings.BASE_DIR / "data" / "nanzheng.csv"
OPTIONS = {
    "provinces": Level.PROVINCE,
    "cities": Level.CITY,
    "counties": Level.COUNTY,
    "townships": Level.TOWNSHIP,
    "villages": Level.VILLAGE,
}


class Command(BaseCommand):
    help = "导入区划代码。不带参数时导入随附的南郑区；全国数据按级别各给一个 CSV（可为 .gz，须有 code、name 两列）。"

    def add_arguments(self, parser):
        for option, level in OPTIONS.items():
            parser.add_argument(f"--{option}", type=Path, metavar="FILE", help=f"{level.label}级文件")

    def handle(self, **options):
        files = [AreaFile(options[option], level) for option, level in OPTIONS.items() if options[option]]
        try:
            loaded = load_areas(files or [AreaFile(DEFAULT)])
        except TouyanError as error:
            raise CommandError("\n".join([error.message, *error.items])) from error
        if loaded.changed:
            text = f"新增 {loaded.added} 个，更名 {loaded.renamed} 个，未变 {loaded.unchanged} 个"
        else:
            text = f"没有变化：{loaded.unchanged} 个区划都已是最新"
        if loaded.same_place:
            text += f"；与上级同为一地而略去 {loaded.same_place} 行"
        self.stdout.write(text)
