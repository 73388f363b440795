"""Workbooks of 10,000 rows × 12 columns, through the whole stack with a logged-in user.

    python -m bench.export [--keep]

Uses the data of ``bench.lists``. Beside each, what XlsxWriter alone takes for as many cells.
"""

import argparse
import io

import xlsxwriter
from django.test import Client
from django.urls import reverse

from accounts.models import User
from bench import common, data

LIMIT = 2.0
RUNS = 5


def bare(rows: int, columns: int) -> None:
    """The floor: text cells with one format into a streamed workbook."""
    book = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True})
    sheet, look = book.add_worksheet(), book.add_format({"border": 1})
    for row in range(rows):
        for column in range(columns):
            sheet.write_string(row, column, "南郑区高台镇", look)
    book.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", action="store_true", help="reuse the data of the last run")
    if common.setup("county", fresh=not parser.parse_args().keep):
        data.large_county()
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    report = common.Report("exports of 10,000 rows")
    floor = common.median_seconds(lambda: bare(10_000, 12), times=RUNS)
    for what, url in {
        "person list, 12 columns": reverse("cadres:person_list") + "?export=xlsx",
        "ranking, three sheets": reverse("contests:ranking") + "?source=county&export=xlsx",
    }.items():
        spent = common.median_seconds(lambda url=url: download(client, url), times=RUNS)
        report.line(what, spent, LIMIT, "s", f"XlsxWriter alone, one sheet of 10,000 × 12: {floor:.2f} s")
    report.end()


def download(client, url: str) -> int:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answers {response.status_code}")
    return sum(map(len, response.streaming_content))


if __name__ == "__main__":
    main()
