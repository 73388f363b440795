"""Encrypt all sensitive values under the first key of TOUYAN_FIELD_KEYS."""

from django.core.management.base import BaseCommand

from core.data.sealed import keyring, reseal_all


class Command(BaseCommand):
    help = "把全部敏感信息换成用 TOUYAN_FIELD_KEYS 中的第一把密钥加密；可以随时中断，重新运行接着换"

    def handle(self, *args, **options):
        written = reseal_all(told=self.stdout.write)
        self.stdout.write(f"换好了：{written} 条改用密钥 {keyring().current}，其余本来就是。现在可以去掉旧密钥")
