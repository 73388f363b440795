"""Names of downloads."""

import re
import unicodedata

RESERVED = re.compile(r'[\\/:*?"<>|]')  # what Windows takes in no name; offices type it all the same


def file_name(text: str) -> str:
    """``text`` as the name of a file: one line, no folders, nothing invisible that could turn its ending round."""
    plain = (sign for sign in text if unicodedata.category(sign)[0] != "C" and sign not in "\u2028\u2029")
    return RESERVED.sub("_", "".join(plain)).strip(" .") or "_"
