"""What every register keeps, told once: a test file derives from ``RegisterContract`` and names the register.

The rows are those of ``tests.registers``, in the world of the sweeps.
"""

from io import BytesIO

import openpyxl
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.files import imports
from core.models import ImportRun
from core.pages.registers import Register
from tests.filling import client_of, opened
from tests.registers import is_for_all, make_row, sample

HOSTILE = '=1+1<i>"{0}'


# ---------------------------------------------------------------- workbooks
def rows_in(response) -> list[tuple]:
    return list(openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)


def book_of(rows: list) -> SimpleUploadedFile:
    book, file = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(["'" + each if str(each).startswith("=") else each for each in row])
    for row in book.active:
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("'="):
                cell.value, cell.data_type = cell.value[1:], "s"
    book.save(file)
    return SimpleUploadedFile("表.xlsx", file.getvalue())


def head_in(rows: list[tuple], head: str) -> tuple[int, int]:
    """(row, column) of a head."""
    return next((at, row.index(head)) for at, row in enumerate(rows) if head in row)


# ---------------------------------------------------------------- the contract
@pytest.mark.django_db
@pytest.mark.slow
class RegisterContract:
    """Derive from it as ``Test…`` and set ``register``."""

    register: Register

    @pytest.fixture
    def world(self, sweep_world):
        with transaction.atomic():
            yield sweep_world
            transaction.set_rollback(True)

    @pytest.fixture
    def editor(self, world):
        """Who enters rows of our township, or of all."""
        users = [world.here.official, *world.users.values()]
        return next(user for user in users if user.has_perm(self.register.change_verb))

    @pytest.fixture
    def client_here(self, editor):
        return client_of(editor)

    def make(self, world, editor, count: int, **about) -> list:
        """So many rows of our village and no others."""
        self.register.model._default_manager.all().delete()
        area = world.here.village
        return [make_row(self.register, editor, area=area, at=at, **about) for at in range(count)]

    def api(self, *args) -> str:
        return reverse(f"api:{self.register.name}-{'detail' if args else 'list'}", args=args)

    def upload(self, client, rows: list) -> ImportRun:
        answer = client.post(self.register.url("import"), {"file": book_of(rows)})
        assert answer.status_code == 302, answer.context["form"].errors
        return ImportRun.objects.get(pk=answer.url.rstrip("/").rpartition("/")[2])

    @property
    def free(self) -> str:
        """A field that may be changed without another row being meant."""
        fields = self.register.form.base_fields.items()
        kinds = (forms.DecimalField, forms.CharField)
        return next(name for name, field in fields if name not in self.register.key and isinstance(field, kinds))

    def changed(self, data: dict) -> dict:
        value = data[self.free]
        return data | {self.free: f"{value}改" if isinstance(value, str) else value + 7}

    # -------- lists
    def test_lists_need_as_many_queries_for_three_rows_as_for_one(self, world, editor, client_here):
        def queries() -> list[int]:
            counts = []
            for address in (self.register.url("list"), f"{self.register.url('list')}?export=xlsx", self.api()):
                with CaptureQueriesContext(connection) as caught:
                    assert client_here.get(address).status_code == 200
                counts.append(len(caught))
            return counts

        self.make(world, editor, 1)
        queries()  # fills what is filled once per process
        one = queries()
        self.make(world, editor, 3)
        assert queries() == one

    def test_the_workbook_has_the_columns_of_the_screen(self, world, editor, client_here):
        self.make(world, editor, 2)
        page = client_here.get(self.register.url("list")).context["table"]
        heads = [column.header for column in page.columns if column.header]
        rows = rows_in(client_here.get(self.register.url("list"), {"export": "xlsx"}))
        at, _ = head_in(rows, heads[0])
        assert list(rows[at])[: len(heads)] == heads

    # -------- scope
    def test_a_row_of_others_is_not_there(self, world, editor, client_here):
        if is_for_all(self.register):
            pytest.skip("the same rows for everybody")
        foreign = world.there.registers.rows[self.register]
        for page in ("detail", "edit", "delete"):
            assert client_here.post(self.register.url(page, foreign.pk)).status_code in (404, 405), page
        assert client_here.get(self.register.url("detail", foreign.pk)).status_code == 404
        assert client_here.get(self.api(foreign.pk)).status_code == 404
        exported = str(rows_in(client_here.get(self.register.url("list"), {"export": "xlsx"})))
        for shown in (client_here.get(self.api()).text, client_here.get(self.register.url("list")).text, exported):
            assert "外镇标记" not in shown
        county = client_of(world.users["county_official"])
        rows = rows_in(county.get(self.register.url("list"), {"export": "xlsx"}))
        assert "外镇标记" in str(rows)
        items = imports.items_of(self.upload(client_here, rows))
        assert {item.why.rpartition("”")[2] for item in items["error"]} == {"，或不在您的范围内"}
        assert not any("外镇" in item.subject for state in ("new", "changed", "same") for item in items[state])

    def test_who_only_reads_changes_nothing(self, world):
        readers = [user for user in world.users.values() if user.has_perm(self.register.view_verb)]
        readers = [user for user in readers if not user.has_perm(self.register.change_verb)]
        assert readers
        for user in readers:
            client, row = client_of(user), world.here.registers.rows[self.register]
            for page, args in (("create", []), ("import", []), ("template", []), ("edit", [row.pk])):
                assert client.get(self.register.url(page, *args)).status_code == 403
            assert client.post(self.api(), {}, content_type="application/json").status_code == 403
            assert client.patch(self.api(row.pk), {}, content_type="application/json").status_code == 403

    # -------- workbooks in
    def test_a_workbook_that_went_out_comes_back_as_the_same(self, world, editor, client_here):
        self.make(world, editor, 3, words=HOSTILE)
        run = self.upload(client_here, rows_in(client_here.get(self.register.url("list"), {"export": "xlsx"})))
        found = imports.items_of(run)
        assert {state: len(items) for state, items in found.items()} == {"new": 0, "changed": 0, "same": 3, "error": 0}

    def test_a_workbook_adds_and_changes_rows_and_is_taken_back(self, world, editor, client_here):
        made = self.make(world, editor, 3)
        rows = [list(row) for row in rows_in(client_here.get(self.register.url("list"), {"export": "xlsx"}))]
        [free] = [each for each in self.register.importer(editor).inputs if each.name == self.free]
        head, column = head_in(rows, free.header)
        rows[head + 1][column] = self.changed({self.free: rows[head + 1][column]})[self.free]
        gone = made[1]
        before = {row.pk: getattr(row, self.free) for row in made if row is not gone}
        gone.delete()
        run = self.upload(client_here, rows)
        page = client_here.get(self.register.url("import_run", run.pk))
        assert page.context["good"] == 2, imports.items_of(run)
        client_here.post(self.register.url("import_run", run.pk))
        run.refresh_from_db()
        assert run.receipt == "新增 1 行，修改 1 行"
        model = self.register.model._default_manager
        assert model.count() == 3
        assert {row.pk: getattr(row, self.free) for row in model.filter(pk__in=before)} != before
        client_here.post(self.register.url("import_undo", run.pk), {"reason": "传错了"})
        assert {row.pk: getattr(row, self.free) for row in model.all()} == before

    def test_one_wrong_line_and_nothing_is_imported(self, world, editor, client_here):
        self.make(world, editor, 2)
        rows = [list(row) for row in rows_in(client_here.get(self.register.url("list"), {"export": "xlsx"}))]
        self.register.model._default_manager.all().delete()
        key = next(each for each in self.register.importer(editor).inputs if each.name in self.register.key)
        head, column = head_in(rows, key.header)
        rows[head + 1][column] = "没有的"
        run = self.upload(client_here, rows)
        assert len(imports.items_of(run)["error"]) == 1
        client_here.post(self.register.url("import_run", run.pk))
        assert not self.register.model._default_manager.exists()
        marked = client_here.get(self.register.url("import_errors", run.pk))
        assert imports.items_of(run)["error"][0].why in str(rows_in(marked))

    def test_the_template_offers_what_may_be_chosen(self, world, editor, client_here):
        answer = client_here.get(self.register.url("template"))
        book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
        heads = [each.header for each in self.register.importer(editor).inputs]
        head_row = next(row for row in book.active.values if heads[0] in row)
        assert set(heads) <= set(head_row)
        guide = str(list(book["填写说明"].values))
        assert all(head in guide for head in heads)
        chosen = [each for each in self.register.importer(editor).inputs if isinstance(each.field, forms.ChoiceField)]
        assert len(book.active.data_validations.dataValidation) == len(chosen)

    # -------- one row
    def test_who_saves_second_sees_both_versions(self, world, editor, client_here):
        [row] = self.make(world, editor, 1)
        data, other = sample(self.register, editor, area=world.here.village), world.users["county_official"]
        edit = self.register.url("edit", row.pk)
        theirs, mine = self.changed(data), self.changed(self.changed(data))
        first = client_of(other if other.has_perm(self.register.change_verb) else editor)
        assert first.post(edit, theirs | {"version": 1}).status_code == 302
        page = client_here.post(edit, mine | {"version": 1})
        assert page.status_code == 409
        assert str(theirs[self.free]) in page.text
        assert f'value="{mine[self.free]}"' in page.text
        assert client_here.post(edit, mine | {"version": 2}).status_code == 302
        detail = client_here.get(self.register.url("detail", row.pk))
        assert len(detail.context["history"].rows) == 2
        body = {self.free: data[self.free], "version": 2}
        stale = client_here.patch(self.api(row.pk), body, content_type="application/json")
        assert stale.status_code == 409
        answer = client_here.patch(self.api(row.pk), body | {"version": 3}, content_type="application/json")
        assert answer.status_code == 200, answer.json()
        assert answer.json()["version"] == 4

    def test_one_press_makes_one_row(self, world, editor, client_here):
        self.register.model._default_manager.all().delete()
        name = self.register.url_name("create")
        data = opened(client_here, world, name, [])
        for _ in range(2):
            assert client_here.post(reverse(name), data).status_code == 302
        assert self.register.model._default_manager.count() == 1

    def test_text_stays_text(self, world, editor, client_here):
        [row] = self.make(world, editor, 1, words=HOSTILE)
        for address in (self.register.url("list"), self.register.url("detail", row.pk)):
            page = client_here.get(address)
            assert page.status_code == 200
            assert "<i>" not in page.text
        cells = rows_in(client_here.get(self.register.url("list"), {"export": "xlsx"}))
        assert HOSTILE[:8] in str(cells)
