"""What of a sensitive value may be seen, and free text without such values. findings.md "Security facts"."""

import re

HIDDEN = "***"
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def mask_all(text: str) -> str:
    return HIDDEN if text else ""


def mask_id_number(text: str) -> str:
    """360730***********X: with more of the end, whoever knows county, birth month and sex is left with 2.7 people."""
    return f"{text[:6]}{'*' * 11}{text[-1]}" if len(text) == 18 else mask_all(text)


def mask_phone(text: str) -> str:
    """138****1234; of a number that is no mobile's the last four figures."""
    if re.fullmatch(r"1\d{10}", text):
        return f"{text[:3]}****{text[-4:]}"
    return mask_tail(text)


def mask_tail(text: str) -> str:
    """****1234: the last four figures, where at least as many stay hidden."""
    return f"****{text[-4:]}" if len(text) >= 8 else mask_all(text)


def redact(text: str) -> str:
    """Free text (an address, a line of the log) with masks where ID or mobile numbers stood."""
    text = _ID_NUMBER.sub(lambda found: mask_id_number(found[0]), text)
    return _MOBILE.sub(lambda found: mask_phone(found[0]), text)
