"""The workbook of a score sheet, as a rater fills it in."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scoring.services.cells import CellInput, save_cells
from tests.scoring.grids import Scene
from tests.scoring.grids import enter as enter  # a fixture


class FileScene(Scene):
    def __init__(self):
        super().__init__()
        self.target = {"assessment": self.contest, "component": self.component, "rater": self.paper}
        self.fields = list(self.component.fields.order_by("order"))

    def download(self, client, rater=None):
        answer = client.get(self.url("score_workbook", rater))
        return openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))

    def upload(self, client, book, follow=True):
        file = BytesIO()
        book.save(file)
        return client.post(
            self.url("score_import"), {"file": SimpleUploadedFile("评分表.xlsx", file.getvalue())}, follow=follow
        )  # fmt: skip

    def put(self, number, points, column=0):
        entry = self.contest.entries.get(number=number)
        cell = CellInput(entry.pk, self.fields[column].pk, points, "")
        save_cells(**self.target, cells=[cell], user=self.clerk)


@pytest.fixture
def scene(db):
    return FileScene()


def first_row(sheet) -> int:
    """The row of the first village."""
    return next(row[0].row for row in sheet.iter_rows(min_row=2) if row[1].value == 1)
