"""Settings under which nothing starts, neither the web server nor a worker nor a command: pure, read by settings."""

import re
from collections.abc import Sequence

LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "::1"}
SHORTEST_KEY = 32  # characters
FEWEST_SIGNS = 10  # different ones; 32 random hexadecimal digits have 14 of them on average, practically never below 10
KNOWN_KEYS = ("development-only", "django-insecure", "change", "secret", "build")
"""How keys begin that stand in documents or were meant to be replaced."""
INDEX = "index"
PUBLIC_FIELD_KEYS = [f"dev:{'5a' * 32}", f"{INDEX}:{'a5' * 32}"]
"""For development, where nothing is secret."""
HOW_TO_MAKE = "请写成“1:密钥,index:密钥”，每个密钥用 openssl rand -hex 32 生成，另外妥善保存一份"


def dangers(*, debug: bool, key: str, hosts: Sequence[str], https: bool, field_keys: Sequence[str]) -> list[str]:
    """What would expose the system, each with what to do about it; empty if nothing does.

    ``hosts`` are the names under which people reach it. Trying things out on one's own machine needs nothing.
    """
    public = [host for host in hosts if host not in LOCAL_HOSTS]
    found = []
    if debug and public:
        found.append(f"TOUYAN_DEBUG=1 会把内部信息显示给 {public[0]} 的访问者：正式运行请去掉它")
    if not debug and (len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS or key.lower().startswith(KNOWN_KEYS)):
        found.append("TOUYAN_SECRET_KEY 太短或是公开的，登录可以伪造：请用 openssl rand -hex 32 另生成一个")
    if problem := _wrong_with(field_keys, debug=debug):
        found.append(f"TOUYAN_FIELD_KEYS {problem}：敏感信息靠它加密，{HOW_TO_MAKE}")
    if public and not https:
        found.append(f"{public[0]} 没有 HTTPS，密码会以明文传输：请放在 HTTPS 代理后面并设 TOUYAN_HTTPS=1")
    if any(not host.strip("*.") for host in public):
        found.append("TOUYAN_ALLOWED_HOSTS 里的 * 或 . 接受任何域名：请写明域名")
    return found


def _wrong_with(field_keys: Sequence[str], *, debug: bool) -> str:
    """What is wrong with the keys of sensitive values, "" if nothing is."""
    if not field_keys:
        return "没有设"
    pairs = [each.strip().partition(":") for each in field_keys]
    names = [name for name, _, _ in pairs]
    if not all(re.fullmatch(r"\w{1,20}", name) and re.fullmatch(r"[0-9a-fA-F]{64}", key) for name, _, key in pairs):
        return "写法不对"
    if len(set(names)) < len(names) or INDEX not in names or len(names) < 2:
        return f"须有一把名为 {INDEX} 的和至少一把别的，名称不能重复"
    if not debug and any(len(set(key)) < FEWEST_SIGNS for _, _, key in pairs):
        return "是公开的或不是随机的"
    return ""
