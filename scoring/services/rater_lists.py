"""Raters as a list from a workbook or a chat: one line each, read, checked and added together. C5"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from accounts.models import User
from core.values.names import tidy_name, why_no_name
from scoring.models import Assessment, Rater, RaterGroup
from scoring.services.raters import add_rater, rating_accounts, suggested_accounts

MAX_NAME, MAX_UNIT = 40, 60  # characters, as the rater's fields
HEADS = {"姓名": "name", "单位": "unit", "工作单位": "unit", "单位职务": "unit", "职务": "post", "电话": "phone"}
HEADS |= {"手机": "phone", "手机号": "phone", "联系电话": "phone", "评委": "name", "评委姓名": "name"}
NUMBER = re.compile(r"[(（]?\d{1,3}[)）.、\uff0e]?")
LEADING = re.compile(r"^\s*[(（]?\d{1,3}[)）.、\uff0e]\s*")
PHONE = re.compile(r"(?:电话|手机|手机号)?[:：]?\s*(\+?\d[\d\- ]{6,15}\d)")
PARTS = re.compile(r"[\t,，;；|\uff5c]|\s+")


@dataclass(frozen=True)
class Line:
    """One person of the list; ``problem`` says why they cannot be added, ``""`` if they can."""

    number: int
    name: str
    unit: str = ""
    account: User | None = None
    problem: str = ""
    phone: str = ""


def read_lines(*, assessment: Assessment, group: RaterGroup, text: str, user: User) -> list[Line]:
    """The persons of ``text`` in its order, each with what keeps them from a seat; blank and heading lines left out."""
    lines, columns = [], None
    for number, raw in enumerate(text.replace("\u3000", " ").splitlines(), 1):
        if not raw.strip():
            continue
        cells = [cell.strip() for cell in PARTS.split(raw) if cell.strip()] if "\t" not in raw else raw.split("\t")
        cells = [cell.strip() for cell in cells]
        known = [HEADS.get(cell.replace(" ", "")) for cell in cells]
        if "name" in known:
            columns = known if "\t" in raw else None
            continue
        lines.append(_in_columns(number, cells, columns) if columns else _in_order(number, raw, cells))
    accounts = _accounts(user, lines)
    return _checked([replace(line, account=accounts.get(line.number)) for line in lines], assessment, group)


def _in_columns(number: int, cells: list[str], columns: list[str | None]) -> Line:
    """Under headings of a workbook, whatever their order."""
    found = {}
    for column, cell in zip(columns, cells, strict=False):
        if column:
            found[column] = f"{found[column]}{cell}" if column in found else cell
    unit = f"{found.get('unit', '')}{found.get('post', '')}"
    return Line(number, _name(found.get("name", "")), unit, phone=_digits(found.get("phone", "")))


def _in_order(number: int, raw: str, cells: list[str]) -> Line:
    """姓名 单位 职务 电话 in this order, a running number in front; what looks like a telephone number is one."""
    if "\t" not in raw:
        raw = LEADING.sub("", raw)
        cells = [cell.strip() for cell in PARTS.split(raw) if cell.strip()]
    phones = [cell for cell in cells if PHONE.fullmatch(cell)]
    words = [cell for cell in cells if cell and cell not in phones]
    if words and NUMBER.fullmatch(words[0]):
        words = words[1:]
    name, *rest = words or [""]
    return Line(number, _name(name), "".join(rest), phone=_digits(phones[0]) if phones else "")


def _name(text: str) -> str:
    """Without the blank that workbooks put into names of two characters, or what chats put in front."""
    return tidy_name(re.sub(r"^(?:姓名|评委)[:：]\s*|\s+", "", text))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _accounts(user: User, lines: Iterable[Line]) -> dict[int, User]:
    """By line the account that alone has its telephone number, else the one that alone has its name and unit."""
    lines = list(lines)
    by_phone, by_name = defaultdict(list), defaultdict(list)
    for account in rating_accounts(user).filter(phone__in={line.phone for line in lines if line.phone}):
        by_phone[account.phone].append(account)
    for account in suggested_accounts(user, "").filter(name__in={line.name for line in lines if line.unit}):
        by_name[account.name].append(account)
    found = {}
    for line in lines:
        named = [each for each in by_name[line.name] if each.unit and line.unit.startswith(each.unit)]
        for accounts in (by_phone[line.phone] if line.phone else [], named):
            if len(accounts) == 1:
                found.setdefault(line.number, accounts[0])
    return found


def _checked(lines: list[Line], assessment: Assessment, group: RaterGroup) -> list[Line]:
    there = list(assessment.raters.filter(group=group))
    accounts = {rater.user_id: rater for rater in there if rater.user_id}
    known: dict[str, list[tuple[str, str]]] = {}  # the units under each name, and where they stand
    for rater in there:
        known.setdefault(rater.name, []).append((rater.unit, f"{group} {rater.seat} 号"))
    checked = []
    for line in lines:
        namesakes = known.setdefault(line.name, [])
        problem = _problem(line) or _already(line, namesakes)
        if not problem and line.account and line.account.pk in accounts:
            problem = f"这个电话的账号已是{group} {accounts[line.account.pk]}"
        if not problem:
            namesakes.append((line.unit, f"第 {line.number} 行"))
        checked.append(replace(line, problem=problem))
    return checked


def _already(line: Line, namesakes: list[tuple[str, str]]) -> str:
    """Two of one name are two persons only where both have a unit, and another one."""
    for unit, where in namesakes:
        if unit == line.unit:
            return f"与{where}重复"
        if not unit or not line.unit:
            return f"{where}也叫{line.name}，是另一个人的，两处都请写上单位"
    return ""


def _problem(line: Line) -> str:
    if not line.name:
        return "没有姓名"
    if re.search(r"[\d@:：/]", line.name):
        return f"“{line.name}”不像姓名，请把姓名写在最前面"
    if problem := why_no_name(line.name):
        return problem
    if len(line.name) > MAX_NAME:
        return f"姓名最多 {MAX_NAME} 个字"
    return f"单位和职务合起来最多 {MAX_UNIT} 个字" if len(line.unit) > MAX_UNIT else ""


@transaction.atomic
def add_raters(*, assessment: Assessment, group: RaterGroup, lines: Iterable[Line], by: User) -> list[Rater]:
    """Seat them in the order of the list: all of them, or none with the error of the first that cannot be."""
    return [
        add_rater(assessment=assessment, group=group, name=line.name, unit=line.unit, user_account=line.account, by=by)
        for line in lines
    ]
