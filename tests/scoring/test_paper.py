"""Paper sheets: teller, monitor, scan, and a second entry by another person. C5"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from contests.models import Contest
from core.errors import Stale, TouyanError
from scoring.models import CheckScore, PaperClerk, PaperSheet, Score
from scoring.services import paper
from scoring.services.cells import CellInput, check_cells, save_cells
from scoring.services.sheets import submit
from tests.html import texts
from tests.scoring import factories
from tests.scoring.grids import Scene, save
from tests.scoring.grids import enter as enter  # a fixture

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


class PaperScene(Scene):
    """A township whose paper sheets are entered twice: 张莉 first, 王芳 second. One component with three columns."""

    def __init__(self):
        super().__init__(villages=2)
        scheme = factories.make_scheme(
            area=self.places.county, code="small", indicators={"产业兴旺": {"一村一品": 10, "集体增收": 10}}
        )
        self.contest = factories.make_contest(
            scheme=scheme, area=self.places.township, villages=self.places.villages, number=4, double_entry=True,
            raters=[{"name": "杨志远"}, {"name": "本人", "user": self.rater_user}],
        )  # fmt: skip
        self.component = scheme.components.get()
        self.paper, self.own = self.contest.raters.order_by("seat")
        self.second = factories.make_user(
            username="wangfang", role="township_official", area=self.places.township, name="王芳"
        )
        self.target = {"assessment": self.contest, "component": self.component, "rater": self.paper}
        self.fields = list(self.component.fields.order_by("order"))
        self.entries = list(self.contest.entries.order_by("number"))

    def cells(self, points="8"):
        return [CellInput(entry.pk, field.pk, points, "") for entry in self.entries for field in self.fields]

    def enter_twice(self, other="8"):
        """Both entries complete; the last cell of the second is ``other``."""
        save_cells(**self.target, cells=self.cells(), user=self.clerk)
        cells = self.cells()
        cells[-1] = CellInput(self.entries[-1].pk, self.fields[-1].pk, other, "")
        check_cells(**self.target, cells=cells, user=self.second)
        paper.keep_paper(
            component=self.component, rater=self.paper, teller="赵六", monitor="钱七", scan=None, user=self.clerk
        )


@pytest.fixture
def scene(db):
    return PaperScene()


def states(results):
    return {(result.state, result.message) for result in results}


def test_the_same_person_cannot_make_both_entries(scene):
    save_cells(**scene.target, cells=scene.cells(), user=scene.clerk)
    refused = check_cells(**scene.target, cells=scene.cells(), user=scene.clerk)
    assert states(refused) == {("refused", "第一遍是您录的，第二遍须由另一人录")}
    assert states(check_cells(**scene.target, cells=scene.cells(), user=scene.second)) == {("saved", "")}
    refused = save_cells(**scene.target, cells=scene.cells("9"), user=scene.second)
    assert states(refused) == {("refused", "第二遍是您录的，第一遍须由另一人录")}
    assert set(Score.objects.values_list("points", flat=True)) == {8}
    sheet = PaperSheet.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperClerk.objects.create(paper=sheet, user=scene.clerk, turn=2)


def test_the_second_person_does_not_see_the_first_entry(scene, enter):
    save_cells(**scene.target, cells=scene.cells("8"), user=scene.clerk)
    client = enter(scene.second)
    for name in ("score_grid", "score_phone"):
        assert client.get(scene.url(name)).url == scene.url("score_check")
    page = client.get(scene.url("score_check")).content.decode()
    assert "第二遍录入" in page
    assert 'value="8.0"' not in page
    assert "8.0" not in client.get(scene.url("score_differences")).content.decode()
    answer = save(client, scene.url("score_check_cells"), [scene.entries[0].pk, scene.fields[0].pk, "7", ""])
    assert answer.json()["cells"][0]["state"] == "saved"
    assert CheckScore.objects.get().saved_by == scene.second
    assert enter(scene.clerk).get(scene.url()).status_code == 200


def test_the_api_hides_the_first_entry_like_the_pages(scene, enter):
    """Of the first clerk's sheet the second one gets no points, neither by reading nor by writing into it."""
    save_cells(**scene.target, cells=scene.cells("8"), user=scene.clerk)
    sheet = scene.paper.sheets.order_by("pk").first()
    url, cell = f"/api/v1/sheets/{sheet.pk}/", {"field": scene.fields[0].pk, "value": "7", "was": ""}
    assert {score["points"] for score in enter(scene.clerk).get(url).json()["scores"]} == {"8.0"}
    client = enter(scene.second)
    assert client.get(url).json()["scores"] is None
    assert "8.0" not in client.get(f"/api/v1/sheets/?rater={scene.paper.pk}").content.decode()
    answer = client.post(f"{url}cells/", {"cells": [cell]}, content_type="application/json")
    assert [(each["state"], each["value"]) for each in answer.json()["cells"]] == [("refused", "")]
    assert Score.objects.get(sheet=sheet, field=scene.fields[0]).points == 8
    scene.enter_twice()
    submit(**scene.target, user=scene.clerk)
    assert {score["points"] for score in client.get(url).json()["scores"]} == {"8.0"}


def test_who_begins_both_entries_at_once_keeps_the_one_that_was_first(scene):
    paper.take_turn(component=scene.component, rater=scene.paper, user=scene.clerk, turn=1)
    with pytest.raises(TouyanError, match="第一遍是您录的"):
        paper.take_turn(component=scene.component, rater=scene.paper, user=scene.clerk, turn=2)


def test_differences_are_listed_only_when_the_second_entry_is_complete(scene):
    save_cells(**scene.target, cells=scene.cells(), user=scene.clerk)
    check_cells(**scene.target, cells=scene.cells("7")[:1], user=scene.second)
    assert paper.differences(**scene.target) == []
    check_cells(**scene.target, cells=scene.cells("7")[:2], user=scene.second)
    assert [(each.sheet.entry.number, each.first, each.second) for each in paper.differences(**scene.target)] == [
        (1, 8, 7), (1, 8, 7),
    ]  # fmt: skip


def test_nothing_is_submitted_before_both_entries_are_equal(scene):
    save_cells(**scene.target, cells=scene.cells(), user=scene.clerk)
    with pytest.raises(TouyanError, match="计票人和监票人"):
        submit(**scene.target, user=scene.clerk)
    scene.enter_twice(other="6")
    with pytest.raises(TouyanError, match="两遍相同才能提交") as caught:
        submit(**scene.target, user=scene.clerk)
    assert caught.value.items == ["东新村：集体增收不一致"]
    assert submit(**scene.target, user=scene.clerk, leave_missing=True).submitted == 1
    [difference] = paper.differences(**scene.target)
    choice = {
        "sheet": difference.sheet, "field": difference.field, "takes_second": True,
        "first": str(difference.first), "second": str(difference.second),
    }  # fmt: skip
    for user, own in ((scene.clerk, False), (scene.second, True)):
        with pytest.raises(TouyanError, match="这一遍是您录的"):
            paper.settle(**choice | {"takes_second": own}, user=user)
    points = paper.settle(**choice, user=scene.clerk)
    assert points == 6
    assert paper.differences(**scene.target) == []
    assert submit(**scene.target, user=scene.clerk).submitted == 1
    assert scene.paper.sheets.get(entry=scene.entries[1]).total == 14


def test_a_difference_is_settled_on_the_page_and_only_as_it_was_shown(scene, enter):
    scene.enter_twice(other="6")
    client = enter(scene.second)
    page = client.get(scene.url("score_differences")).content.decode()
    assert "<b>1</b> 格不一致" in page
    [each] = paper.differences(**scene.target)
    data = {"sheet": each.sheet.pk, "field": each.field.pk, "first": "8.00", "second": "6.00", "take": "first"}
    page = client.post(scene.url("score_differences"), {**data, "second": "5.00"}, follow=True).content.decode()
    assert "已被他人处理" in page
    assert "没有不一致的格" not in page
    data |= {"first": str(each.first), "second": str(each.second)}
    assert "没有不一致的格" in client.post(scene.url("score_differences"), data, follow=True).content.decode()
    assert CheckScore.objects.filter(field=each.field, sheet=each.sheet).get().points == 8
    with pytest.raises(Stale):
        paper.settle(sheet=each.sheet, field=each.field, takes_second=True, first="8", second="6", user=scene.clerk)


def test_what_raters_enter_themselves_is_not_entered_twice(scene, enter):
    client = enter(scene.rater_user)
    rows = [[cell.entry_id, cell.field_id, "8", ""] for cell in scene.cells()]
    save(client, scene.url("score_cells", scene.own), *rows)
    page = client.post(scene.url("score_submit", scene.own), follow=True).content.decode()
    assert "2 个村的评分表已提交并锁定" in page
    assert client.get(scene.url("score_check", scene.own)).status_code == 403


def test_without_double_entry_there_is_no_second_entry(scene, enter):
    Contest.objects.update(double_entry=False)
    client = enter(scene.second)
    assert "没有设双人录入" in client.get(scene.url("score_check"), follow=True).content.decode()


def test_teller_monitor_and_scan_stand_with_the_grid(scene, enter, settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "attachments": storage}
    client = enter(scene.clerk)
    url = scene.url("score_paper")
    assert "须是两个人" in client.post(url, {"teller": "赵六", "monitor": "赵　六"}).content.decode()
    page = client.post(url, {"teller": "赵六", "monitor": "赵六"}).content.decode()
    assert "须是两个人" in page
    scan = SimpleUploadedFile("原件.png", PNG, content_type="image/png")
    page = client.post(url, {"teller": "赵六", "monitor": "钱七", "scan": scan}, follow=True).content.decode()
    assert "计票 赵六，监票 钱七" in page
    assert b"".join(client.get(scene.url("score_scan")).streaming_content) == PNG
    client.post(url, {"teller": "赵六", "monitor": "孙八"})
    assert PaperSheet.objects.get().scan.name == "原件.png"
    assert enter(scene.rater_user).get(scene.url("score_scan")).status_code == 403
    stranger = factories.make_user(username="far", role="township_official", area=scene.other.township)
    assert enter(stranger).get(scene.url("score_scan")).status_code == 404


def test_the_office_sets_double_entry_before_scoring_and_not_when_it_would_evade_it(scene, enter):
    url = reverse("contests:contest_edit", args=[scene.contest.pk])
    client = enter(scene.clerk)
    assert "纸质表双人录入" not in client.get(url).text
    client.post(url, {"name": "改名", "version": scene.contest.version})
    assert type(scene.contest).objects.get(pk=scene.contest.pk).double_entry
    type(scene.contest).objects.filter(pk=scene.contest.pk).update(status="draft")
    assert "纸质表双人录入" in client.get(url).text


def test_the_office_enters_for_who_has_an_account_only_from_paper(scene, enter):
    client = enter(scene.clerk)
    cells, grid = scene.url("score_cells", scene.own), scene.url("score_grid", scene.own)
    entry = scene.own.sheets.order_by("entry__number").last().entry
    body = {"cells": [[entry.pk, scene.fields[0].pk, "7", ""]]}
    said = client.post(cells, body, content_type="application/json").json()["cells"][0]
    assert (said["state"], said["message"][:12]) == ("refused", "本人（2号）有账号，由本")
    page = client.get(grid).text
    assert ("由本人打分" in page, "submit-form" in page, "代录纸质表" in page) == (True, False, True)
    assert not texts(page, ".miss")  # nothing for the office to fill
    answer = client.post(scene.url("score_submit", scene.own), follow=True)
    assert "由本人打分" in answer.text
    client.post(scene.url("score_paper", scene.own), {"teller": "赵六", "monitor": "钱七"})
    said = client.post(cells, body, content_type="application/json").json()["cells"][0]
    assert said["state"] == "saved"
    assert "submit-form" in client.get(grid).text
