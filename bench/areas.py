"""Loading the national division codes: about 620,000 villages.

    python -m bench.areas FOLDER

FOLDER holds ``provinces``, ``cities``, ``areas`` (counties), ``streets`` (townships) and ``villages``, each ``.csv`` or
``.csv.gz`` with columns ``code`` and ``name``.
"""

import argparse
import sys
from pathlib import Path

from django.core.management import call_command

from bench import common

LIMIT = 60.0
FILES = {
    "provinces": "provinces", "cities": "cities", "counties": "areas", "townships": "streets", "villages": "villages",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    files = {level: found(folder, name) for level, name in FILES.items()}
    if missing := [FILES[level] for level, path in files.items() if path is None]:
        print(f"skipped: {folder} has no {', '.join(missing)}")
        sys.exit(0)
    common.setup("areas")
    report = common.Report("national division codes")
    spent = common.seconds(lambda: call_command("load_areas", stdout=sys.stdout, **files))
    report.line(f"{common.value('SELECT count(*) FROM areas_area'):,} areas", spent, LIMIT, "s")
    report.end()


def found(folder: Path, name: str) -> Path | None:
    return next((path for end in (".csv", ".csv.gz") if (path := folder / f"{name}{end}").is_file()), None)


if __name__ == "__main__":
    main()
