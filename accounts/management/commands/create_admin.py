"""The first accounts of a real installation, and the way back in when an administrator lost his password."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import services
from accounts.choices import Role
from accounts.models import User
from areas.models import Area
from core.errors import TouyanError

_FIRST = ((Role.SYSTEM_ADMIN, "sysadmin"), (Role.SECURITY_ADMIN, "secadmin"))


class Command(BaseCommand):
    help = "开通一个地区的系统管理员和安全管理员账号；--reset 重设一个账号的密码。密码只显示这一次。"

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--area", help="县（市、省）的区划代码，例如 610703")
        what.add_argument("--reset", metavar="USERNAME", help="重设这个账号的密码")
        parser.add_argument("--suffix", default="", help="加在用户名后，例如 -nz：sysadmin-nz、secadmin-nz")

    def handle(self, *args, area=None, reset=None, suffix="", **options):
        try:
            with transaction.atomic():
                rows = [self.reset(reset)] if reset else self.open(area, suffix)
        except TouyanError as error:
            raise CommandError(str(error)) from error
        for user, password in rows:
            self.stdout.write(f"{user.name}  用户名 {user.username}  初始密码 {password}")
        self.stdout.write("首次登录须改密码；密码不再显示，请当面交给本人。")

    def open(self, code: str, suffix: str) -> list[tuple[User, str]]:
        """One account for each of the two roles; who runs the command on the server needs no role himself."""
        area = Area.objects.filter(code=code.ljust(12, "0")).first()
        if area is None:
            raise CommandError(f"没有区划代码为 {code} 的地区，请先运行 load_areas")
        rows = []
        for role, username in _FIRST:
            user, password = services.create_user(username=username + suffix, name=role.label, unit=area.short_name)
            services.grant_role(user=user, role=role, area=area, valid_from=timezone.localdate(), by=None)
            rows.append((user, password))
        return rows

    def reset(self, username: str) -> tuple[User, str]:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有用户名为 {username} 的账号")
        password = services.reset_password(user=user, by=None, reason="在服务器上重设")
        services.unlock(user=user, by=None)
        return user, password
