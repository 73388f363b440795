"""``manage.py load_demo [--print-accounts]``"""

import random

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from areas.choices import Level
from areas.models import Area
from presets.demo import contests, people, special

COUNTY = "610703000000"
SEED = 610703


class Command(BaseCommand):
    help = "载入演示数据：南郑区 22 个乡镇 313 个村（真实地名、虚构人员），四个已定稿季度，一个评分中的季度"

    def add_arguments(self, parser):
        parser.add_argument("--print-accounts", action="store_true", help="只打印演示账号")

    def handle(self, *args, print_accounts, **options):
        if not print_accounts:
            self.load()
        self.stdout.write(f"演示账号（密码都是 {people.PASSWORD}）：")
        for account in people.shown_accounts():
            self.stdout.write(f"  {account.username:<16}{account.who}")

    @transaction.atomic
    def load(self) -> None:
        if User.objects.exists():
            raise CommandError("数据库里已有账号，不再载入演示数据；要重新开始请用 scripts/demo --reset")
        with connection.cursor() as cursor:  # history triggers slow down behind a queue of deferred checks
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        today = timezone.localdate()
        rng = random.Random(SEED)  # noqa: S311 (nothing secret: the same people every time)
        call_command("load_areas", stdout=self.stdout)
        county = Area.objects.get(code=COUNTY)
        townships = list(Area.objects.below(county).filter(level=Level.TOWNSHIP).order_by("code"))
        villages = list(Area.objects.villages().below(county).select_related("parent").order_by("code"))
        people.make_villages(villages, rng, today)
        secretaries = people.make_cadres(villages, rng, today)
        users = people.make_accounts(county, townships, secretaries, today)
        clerks = {township.pk: users[people.pinyin(township.short_name)] for township in townships}
        contests.make_contests(county, townships, users, clerks, rng, today)
        people.make_township_secretaries(townships, rng, today)
        special.make_special(county, townships, users, clerks, today)
        with connection.cursor() as cursor:  # the first pages must not be planned for empty tables
            cursor.execute("ANALYZE")
