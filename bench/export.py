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
from contests.reads.ranking import COUNTY, Selection
from contests.resources import ranking_sheets
from core.files import excel
from scoring.models import Standing

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
    client, user = Client(), User.objects.get(username="bench")
    client.force_login(user)
    report = common.Report("exports of 10,000 rows")
    floor = common.median_seconds(lambda: bare(10_000, 12), times=RUNS)
    beside = f"XlsxWriter alone for as many cells: {floor:.2f} s"
    people = f"{reverse('cadres:person_list')}?export=xlsx"
    spent = common.median_seconds(lambda: download(client, people), times=RUNS)
    report.line("person list, 12 columns, as a download", spent, LIMIT, "s", beside)
    spent = common.median_seconds(lambda: ranking_sheet(user), times=RUNS)
    report.line("ranking, the sheet of 13 columns", spent, LIMIT, "s", beside)
    whole = f"{reverse('contests:ranking')}?source=county&export=xlsx"
    report.note(
        f"ranking as a download, with matrix and explanations: {common.seconds(lambda: download(client, whole)):.1f} s"
    )
    report.end()


def ranking_sheet(user) -> None:
    chosen = Selection(user, {"source": COUNTY}, data.PERIOD)
    rows = chosen.standings(Standing.objects.for_user(user))
    excel.workbook([next(ranking_sheets(rows, chosen, unit="", seats=True))]).close()


def download(client, url: str) -> int:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answers {response.status_code}")
    return sum(map(len, response.streaming_content))


if __name__ == "__main__":
    main()
