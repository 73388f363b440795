"""What people type or paste as a day, read in one way everywhere. Pure.

``static/touyan.js`` (``asDay``) reads the same way in the browser, so that the field shows at once what was understood.
"""

import re
from datetime import date

_DASH = r"[-./\uff0d\uff0e\uff0f\u2013\u2014]"
_PARTED = re.compile(rf"(\d{{4}})\s*(?:年|{_DASH})\s*(\d{{1,2}})\s*(?:月|{_DASH})\s*(\d{{1,2}})\s*日?")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_day(text: str) -> date | None:
    """``2026-9-30``, ``2026.09.30``, ``2026/9/30``, ``2026年9月30日`` or ``20260930``; ``None`` for anything else."""
    found = _PARTED.fullmatch(text.strip()) or _TOGETHER.fullmatch(text.strip())
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
