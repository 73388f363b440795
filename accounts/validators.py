"""Passwords that whoever knows the person would try first."""

import re
from itertools import islice, product

from django.core.exceptions import ValidationError
from pypinyin import Style, pinyin

READINGS = 64  # of one name: signs with several sounds multiply
SHORT = 4  # shorter parts are found in passwords by chance


class OwnNameValidator:
    """Refuses a password that holds the user name or the own name in pinyin, or is the initials and no other letters.

    张莉: zhangli1980, Li.Zhang@8, zl19800101. Signs with several sounds are tried in all of them; a birth year alone
    is no name and is left to the other validators.
    """

    def validate(self, password: str, user=None) -> None:
        if user is None:
            return
        letters = re.sub(r"[^a-z]", "", password.lower())
        plain = re.sub(r"[^a-z0-9]", "", password.lower())
        username = re.sub(r"[^a-z0-9]", "", user.username.lower())
        held = {username} if len(username) >= SHORT else set()
        initials = {username}
        for sounds in _readings(user.name):
            family, given = sounds[0], sounds[1:]
            held |= {"".join(sounds), "".join([*given, family])}
            if len(given) > 1:
                held.add("".join(given))
            initials |= {"".join(sound[0] for sound in each) for each in (sounds, [*given, family])}
        if any(name in letters or name in plain for name in held if len(name) >= SHORT) or letters in initials:
            raise ValidationError(self.get_help_text(), code="password_holds_name")

    def get_help_text(self) -> str:
        return "密码不能含有自己姓名的拼音或用户名，也不能是姓名首字母加数字，请换一个。"


def _readings(name: str) -> list[list[str]]:
    """The name in pinyin without tones, ü as v and as u, in each of its readings; nothing for a name not in Chinese."""
    signs = "".join(re.findall(r"[一-鿿]", name))
    if len(signs) < 2:
        return []
    sounds = [
        sorted({spelt for each in row for spelt in (each, each.replace("v", "u"))})
        for row in pinyin(signs, style=Style.NORMAL, heteronym=True)
    ]
    return [list(each) for each in islice(product(*sounds), READINGS)]
