"""What is printed for the meeting. O8"""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from contests.models import Contest
from scoring.services.conflicts import declare_conflict
from tests.scoring import factories
from tests.scoring.grids import Scene
from tests.scoring.grids import enter as enter  # a fixture


@pytest.fixture
def scene(db):
    return Scene()


def pack(client, contest) -> openpyxl.Workbook:
    answer = client.get(reverse("scoring:meeting_pack", args=[contest.pk]))
    return openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))


def texts(sheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_pack_has_a_sign_in_sheet_score_sheets_and_a_counting_form(scene, enter):
    book = pack(enter(scene.clerk), scene.contest)
    assert book.sheetnames == ["签到表", "实地1号杨志远", "实地2号本村书记", "实地备用", "实地计票表"]
    sign_in, paper, own, spare, count = book.worksheets
    assert {"签名", "杨志远", "镇农业综合服务中心", "主持人（签字）："} <= set(texts(sign_in))
    assert "评委：杨志远（观摩评委 1 号）镇农业综合服务中心" in texts(paper)
    assert {"一村一品\n0–10", "高台社区", "合计", "评委（签字）："} <= set(texts(paper))
    assert "高台社区" not in texts(own)  # nobody rates the own village
    assert "高台社区" in texts(spare)
    assert {"1号\n杨志远", "有效份数", "计票人（签字）：", "监票人（签字）："} <= set(texts(count))
    for sheet in book.worksheets:
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_declared_conflicts_are_not_on_the_sheet(scene, enter):
    entry = scene.contest.entries.get(number=2)
    declare_conflict(rater=scene.paper, entry=entry, reason="亲属", user=scene.clerk)
    assert "东新村" not in texts(pack(enter(scene.clerk), scene.contest)["实地1号杨志远"])


def test_the_pack_is_there_before_scoring_starts(scene, enter):
    scene.contest.sheets.all().delete()
    Contest.objects.filter(pk=scene.contest.pk).update(status="draft")
    book = pack(enter(scene.clerk), scene.contest)
    assert "高台社区" in texts(book["实地1号杨志远"])
    assert "高台社区" not in texts(book["实地2号本村书记"])


def test_others_do_not_get_it(scene, enter):
    url = reverse("scoring:meeting_pack", args=[scene.contest.pk])
    assert enter(scene.rater_user).get(url).status_code == 403
    far = factories.make_user(username="far", role="township_official", area=scene.other.township)
    assert enter(far).get(url).status_code == 404
