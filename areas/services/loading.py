"""Loading division codes from files: half a million rows in a few set-based statements (A1)."""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from areas import policy
from areas.choices import Level
from areas.models import Area
from core.errors import TouyanError
from core.values.names import initials

MAX_ERRORS = 20  # a wrong file is wrong everywhere; nobody reads more
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # not str.isprintable: rare characters come as private-use ones
_NAME_LENGTH = Area._meta.get_field("name").max_length


@dataclass(frozen=True)
class AreaFile:
    """A CSV file (UTF-8, ``.gz`` allowed) with columns ``code`` and ``name``.

    With ``level`` its codes have just the digits of that level (the national files); without, a column
    ``level`` says it and codes have 12 digits (our own files).
    """

    path: Path
    level: Level | None = None


@dataclass(frozen=True)
class Loaded:
    """Counts of one loading: areas. ``same_place`` are rows that name their parent again (东莞市 has no counties)."""

    added: int
    renamed: int
    unchanged: int
    same_place: int

    @property
    def changed(self) -> bool:
        return bool(self.added or self.renamed)


class _Errors:
    def __init__(self):
        self.items: list[str] = []

    def add(self, path: Path, line: int, column: str, problem: str):
        self.items.append(f"{path.name} 第 {line} 行“{column}”列：{problem}")
        if len(self.items) >= MAX_ERRORS:
            self.stop()

    def stop(self):
        if self.items:
            raise TouyanError("文件有误，没有导入任何数据", items=self.items)


def load_areas(files: list[AreaFile]) -> Loaded:
    """Add the areas of ``files`` and rename those whose name changed; a second run changes nothing.

    Parents are found by prefix, in the files or in the database. Raises ``TouyanError`` naming file, line and
    column; then nothing is written.
    """
    text = _as_copy_text(files)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            'CREATE TEMP TABLE area_load (code varchar(12) COLLATE "C", name varchar, short_name varchar,'
            " initials varchar, level smallint, file smallint, line integer) ON COMMIT DROP"
        )
        cursor.copy_expert("COPY area_load FROM STDIN", text)
        cursor.execute("CREATE INDEX ON area_load (code); ANALYZE area_load")
        same_place = _drop_same_places(cursor)
        _check(cursor, files)
        total = _count(cursor, "SELECT count(*) FROM area_load")
        added = renamed = 0
        for level in Level.values:
            new, changed = _upsert(cursor, level)
            added, renamed = added + new, renamed + changed
        cursor.execute("DROP TABLE area_load")
    if added:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE areas_area")
    return Loaded(added, renamed, total - added - renamed, same_place)


@contextmanager
def _open(path: Path):
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8-sig", newline="") as stream:
            yield stream
    except UnicodeDecodeError as error:
        raise TouyanError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8 后再导入") from error
    except (OSError, EOFError) as error:
        raise TouyanError(f"{path.name} 打不开或已损坏，请检查文件") from error


def _rows(file: AreaFile, number: int, errors: _Errors) -> Iterator[tuple]:
    with _open(file.path) as stream:
        reader = csv.reader(stream)
        header = next(reader, [])
        wanted = ["code", "name"] if file.level else ["code", "name", "level"]
        if missing := [column for column in wanted if column not in header]:
            raise TouyanError(f"{file.path.name} 缺少列：{'、'.join(missing)}")
        places = [header.index(column) for column in wanted]
        for row in reader:
            if not row:
                continue
            if len(row) <= max(places):
                errors.add(file.path, reader.line_num, wanted[-1], "这一行的列数不够")
                continue
            code, name = row[places[0]].strip(), row[places[1]].strip()
            level = file.level or _level(row[places[2]])
            if problem := _problem(code, name, level, file):
                errors.add(file.path, reader.line_num, *problem)
            else:
                short = policy.short_name(name)
                yield policy.padded(code), name, short, initials(short), int(level), number, reader.line_num


def _level(text: str) -> int | None:
    text = text.strip()
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


def _problem(code: str, name: str, level: int | None, file: AreaFile) -> tuple[str, str] | None:
    if level is None:
        return "level", "级别须为 1–5"
    width = policy.WIDTH[level] if file.level else policy.CODE_LENGTH
    if not (code.isascii() and code.isdigit() and len(code) == width):
        return "code", f"“{code}”须为 {width} 位数字"
    if policy.padded(code) != policy.padded(policy.prefix(code, level)):
        return "code", f"“{code}”与级别 {level} 不符"
    if not name or len(name) > _NAME_LENGTH or _CONTROL.search(name):
        return "name", f"名称须为 1–{_NAME_LENGTH} 个字"
    return None


def _as_copy_text(files: list[AreaFile]) -> io.StringIO:
    """Every row of every file in COPY's text format; raises before the database is touched."""
    errors, text = _Errors(), io.StringIO()
    for number, file in enumerate(files):
        for row in _rows(file, number, errors):
            text.write("\t".join(map(str, row)).replace("\\", "\\\\") + "\n")
    errors.stop()
    text.seek(0)
    return text


def _count(cursor, sql: str) -> int:
    cursor.execute(sql)
    return cursor.fetchone()[0]


def _drop_same_places(cursor) -> int:
    """Drop rows that only repeat a higher area under the same padded code: 东莞市 as its own county."""
    cursor.execute(
        "DELETE FROM area_load low WHERE EXISTS (SELECT FROM area_load high WHERE high.code = low.code"
        " AND high.level < low.level) OR EXISTS (SELECT FROM areas_area high WHERE high.code = low.code"
        " AND high.level < low.level)"
    )
    return cursor.rowcount


_CHECKS = (
    ("SELECT file, line, '区划代码重复' FROM (SELECT *, count(*) OVER (PARTITION BY code) AS times,"
     " row_number() OVER (PARTITION BY code ORDER BY file, line) AS nth FROM area_load) t WHERE nth > 1"),
    ("SELECT file, line, '已有区划“' || a.name || '”使用此代码，但级别或性质不同'"
     " FROM area_load t JOIN areas_area a USING (code) WHERE a.level <> t.level OR NOT a.is_official"),
    ("SELECT file, line, '找不到上级区划 ' || p.code FROM area_load t, LATERAL (SELECT"
     " rpad(left(t.code, (ARRAY[0, 2, 4, 6, 9])[t.level]), 12, '0') COLLATE \"C\" AS code) p WHERE t.level > 1"
     " AND NOT EXISTS (SELECT FROM area_load u WHERE u.code = p.code)"
     " AND NOT EXISTS (SELECT FROM areas_area a WHERE a.code = p.code)"),
)  # fmt: skip


def _check(cursor, files: list[AreaFile]):
    errors = _Errors()
    for sql in _CHECKS:
        cursor.execute(f"{sql} ORDER BY file, line LIMIT {MAX_ERRORS}")
        for number, line, problem in cursor.fetchall():
            errors.add(files[number].path, line, "code", problem)
    errors.stop()


def _upsert(cursor, level: int) -> tuple[int, int]:
    """Write one level, whose parents are there already; how many were added and renamed."""
    width = policy.WIDTH.get(level - 1, 0)
    cursor.execute(
        "WITH written AS (INSERT INTO areas_area AS old"
        " (code, name, short_name, initials, level, parent_id, is_official)"
        " SELECT t.code, t.name, t.short_name, t.initials, t.level, p.id, true FROM area_load t LEFT JOIN areas_area p"
        " ON t.level > 1 AND p.code = rpad(left(t.code, %s), 12, '0') COLLATE \"C\" WHERE t.level = %s"
        " ON CONFLICT (code) DO UPDATE SET name = excluded.name, short_name = excluded.short_name,"
        " initials = excluded.initials"
        " WHERE old.name <> excluded.name RETURNING xmax = 0 AS is_new)"
        " SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written",
        [width, level],
    )
    return cursor.fetchone()
