"""One-time codes, the pages they open, conflicts and substitutes. C5"""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cadres.models import Person
from contests.models import Contest
from contests.services.tally import tally_contests
from core.errors import TouyanError
from core.models import StateChange
from scoring.models import Conflict, RaterCode, Score, Sheet, Standing
from scoring.querysets import due
from scoring.reads.explanation import explain
from scoring.reads.history import score_changes
from scoring.services import codes
from scoring.services.conflicts import declare_conflict, withdraw_conflict
from scoring.services.raters import add_rater, change_rater, substitute
from scoring.services.sheets import submit, unlock
from tests.html import texts
from tests.scoring import factories
from tests.scoring.grids import Scene, enter, redeemed, save, scene  # noqa: F401 (fixtures)


@pytest.fixture
def made(scene):  # noqa: F811
    """A code for the rater without an account, and what stands on the slip."""
    [(code, text)] = codes.make_codes(assessment=scene.contest, raters=[scene.paper], hours=24, user=scene.clerk)
    return code, text


def redeem(text: str) -> RaterCode:
    return codes.redeem(text=text, source="10.0.0.1")


# ---------------------------------------------------------------- codes


def test_only_a_digest_is_kept_and_the_code_works_once(scene, made):  # noqa: F811
    code, text = made
    code.refresh_from_db()
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", text)
    assert text.replace("-", "") not in str(RaterCode.objects.values().get(pk=code.pk))
    assert redeem(text.lower().replace("-", "  ")).rater == scene.paper
    with pytest.raises(TouyanError, match="已经用过"):
        redeem(text)
    steps = StateChange.objects.filter(subject="scoring.ratercode").order_by("pk").values_list("target", flat=True)
    assert list(steps) == ["made", "redeemed"]


def test_wrong_codes_make_the_source_wait_and_close_nothing(made, settings):
    settings.SOURCE_TRIES = (3, 1, 36)
    said = []
    for _ in range(5):
        with pytest.raises(TouyanError, match="代码不对") as error:
            redeem("AAAA-AAAA-AAAA")
        said.append(error.value.message.partition("请照代码单核对后再输")[2])
    assert said == ["", "", "；连续输错，请 1 秒后再试", "；连续输错，请 1 秒后再试", "；连续输错，请 1 秒后再试"]
    assert redeem(made[1]) == made[0]


def test_a_part_of_a_code_tells_nothing_of_the_rest(made):
    code, text = made
    for wrong in (f"{code.pk}-{text[:9]}", f"{text[:9]}-AAAA", text[:-1], text + "A", str(code.pk)):
        with pytest.raises(TouyanError) as error:
            redeem(wrong)
        assert error.value.message == codes.WRONG
    assert redeem(text) == code


@pytest.mark.parametrize("text", ["", "1", "ABCDEFGH", "999999-ABCD-EFGH", "9" * 40, "\x00坏"])
def test_nonsense_is_just_wrong(db, text):
    with pytest.raises(TouyanError, match="代码不对"):
        redeem(text)


def test_an_expired_code_opens_nothing(made):
    _, text = made
    RaterCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(TouyanError, match="已过期"):
        redeem(text)


def test_a_new_code_ends_the_old_one_and_its_session(scene, made):  # noqa: F811
    browser = redeemed(made[1])
    assert browser.get(reverse("rate:score_phone", args=[scene.component.pk])).status_code == 200
    codes.make_codes(assessment=scene.contest, raters=[scene.paper], hours=4, user=scene.clerk)
    assert browser.get(reverse("rate:score_phone", args=[scene.component.pk])).url == reverse("rate:enter")
    assert save(browser, reverse("rate:score_cells", args=[scene.component.pk]), [1, 1, "1", ""]).status_code == 401


def test_who_has_an_account_gets_no_code(scene):  # noqa: F811
    with pytest.raises(TouyanError, match="有账号"):
        codes.make_codes(assessment=scene.contest, raters=[scene.own], hours=4, user=scene.clerk)


def test_the_office_prints_slips_that_are_shown_once(scene, enter):  # noqa: F811
    client = enter(scene.clerk)
    url = reverse("scoring:rater_codes", args=[scene.contest.pk])
    page = client.get(url).content.decode()
    assert "杨志远（1号）：没有代码" in page
    assert "本村书记" not in page
    answer = client.post(url, {"raters": scene.paper.pk, "hours": "4"})
    page = answer.content.decode()
    [text] = texts(page, ".slip-code")
    assert "http://testserver/rate/" in page
    assert "data:image/svg+xml" in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert text not in client.get(url).content.decode()
    assert redeem(text).rater == scene.paper
    assert "已启用" in client.get(reverse("scoring:rater_detail", args=[scene.paper.pk])).content.decode()


# ---------------------------------------------------------------- what a code opens


def test_a_code_opens_the_own_sheets_and_no_other_page(scene, made):  # noqa: F811
    browser = redeemed(made[1])
    assert browser.get(reverse("rate:sheets"), follow=True).redirect_chain[-1][0].startswith("/rate/")
    page = browser.get(reverse("rate:score_phone", args=[scene.component.pk]))
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "杨志远" in page.content.decode()
    assert "本村书记" not in page.content.decode()
    login = reverse("accounts:login")
    for url in (scene.url(), scene.url("score_phone"), reverse("dashboards:home"), reverse("scoring:my_sheets")):
        assert browser.get(url).url.startswith(login)
    other = factories.make_scheme(area=scene.places.township, code="other", components=[{"group": "peers"}])
    lost = browser.get(reverse("rate:score_phone", args=[other.components.get().pk]))
    for page in (lost, browser.get("/rate/nowhere/")):
        assert page.status_code == 404
        assert 'href="/rate/"' in page.content.decode()  # back to the own sheets, not to a home of accounts
        assert "回工作台" not in page.content.decode()
    assert "回工作台" in Client().get("/rate/nowhere/").content.decode()


def test_a_log_in_on_the_device_ends_with_the_code(scene, made, enter):  # noqa: F811
    client = enter(scene.clerk)
    client.post(reverse("rate:enter"), {"code": made[1]})
    assert client.get(reverse("dashboards:home")).url.startswith(reverse("accounts:login"))


def test_a_code_on_the_device_ends_with_the_log_in(scene, made):  # noqa: F811
    browser = redeemed(made[1])
    scene.clerk.set_password("yubeixuan-40")
    scene.clerk.save()
    login = {"username": scene.clerk.username, "password": "yubeixuan-40"}
    assert browser.post(reverse("accounts:login"), login).status_code == 302
    assert browser.get(reverse("dashboards:home")).status_code == 200
    assert browser.get(reverse("rate:sheets")).url == reverse("rate:enter")


def test_a_wrong_code_keeps_the_form(scene, made):  # noqa: F811
    page = Client().post(reverse("rate:enter"), {"code": "AAAA-AAAA-AAAA"}).content.decode()
    assert "代码不对" in page
    assert 'value="AAAA-AAAA-AAAA"' in page


@pytest.mark.django_db(transaction=True)  # history asks what was first
def test_points_are_saved_and_submitted_and_history_names_the_rater(scene, made):  # noqa: F811
    browser = redeemed(made[1])
    cells = [[sheet.entry_id, field.pk, "5", ""] for sheet in scene.paper.sheets.all()
             for field in scene.component.fields.all()]  # fmt: skip
    answer = save(browser, reverse("rate:score_cells", args=[scene.component.pk]), *cells)
    assert {cell["state"] for cell in answer.json()["cells"]} == {"saved"}
    assert Score.objects.filter(sheet__rater=scene.paper, saved_by=None).count() == 33
    page = browser.post(reverse("rate:score_submit", args=[scene.component.pk]), {"phone": "1"}, follow=True)
    assert "3 个村的评分表已提交并锁定" in page.content.decode()
    assert "全部交了，可以离开" in page.content.decode()
    primary = "button.btn-primary[data-dialog=leave]"
    assert texts(page, primary)
    sheet = scene.paper.sheets.first()
    assert (sheet.status, sheet.submitted_by, sheet.rater_name) == ("submitted", None, "杨志远")
    assert StateChange.objects.filter(reason="杨志远凭一次性代码提交").count() == 3
    unlock(sheets=[sheet], reason="看错了", user=scene.clerk)
    page = browser.get(reverse("rate:score_phone", args=[scene.component.pk])).content.decode()
    assert "可以离开" not in page
    assert not texts(page, primary)
    field = scene.component.fields.first()
    save(browser, reverse("rate:score_cells", args=[scene.component.pk]), [sheet.entry_id, field.pk, "6", "5.0"])
    [change] = score_changes(scene.contest)
    assert (change.points, change.new_points, change.changed_by) == (5, 6, "杨志远")


def test_leaving_uses_up_the_code(scene, made):  # noqa: F811
    browser = redeemed(made[1])
    assert browser.post(reverse("rate:leave")).url == reverse("rate:enter")
    assert browser.get(reverse("rate:sheets")).url == reverse("rate:enter")
    assert RaterCode.objects.get(pk=made[0].pk).ended_at


def test_before_scoring_the_rater_reads_when_to_come_back(scene, made):  # noqa: F811
    Contest.objects.filter(pk=scene.contest.pk).update(status="draft")
    browser = redeemed(made[1])
    assert "还没有开始评分" in browser.get(reverse("rate:sheets")).content.decode()
    assert browser.get(reverse("rate:score_phone", args=[scene.component.pk])).url == reverse("rate:sheets")


# ---------------------------------------------------------------- the phone page


def test_the_phone_page_is_for_account_raters_too(scene, enter):  # noqa: F811
    client = enter(scene.rater_user)
    page = client.get(scene.url("score_phone", scene.own)).content.decode()
    assert "一村一品" in page
    assert scene.url("score_cells", scene.own) in page
    assert client.get(scene.url("score_phone", scene.paper)).status_code == 404
    assert (
        f'data-phone="{scene.url("score_phone", scene.own)}"' in client.get(scene.url(rater=scene.own)).content.decode()
    )


def test_the_phone_page_takes_few_queries(scene, enter, django_assert_max_num_queries):  # noqa: F811
    client = enter(scene.clerk)
    client.get(scene.url("score_phone"))
    with django_assert_max_num_queries(15):
        client.get(scene.url("score_phone"))


# ---------------------------------------------------------------- conflicts


def test_a_conflict_waives_the_open_sheet_and_says_why(scene, enter):  # noqa: F811
    entry = scene.contest.entries.get(number=2)
    client = enter(scene.rater_user)
    url = scene.url("score_conflict", scene.own)
    page = client.post(url, {"entry": entry.pk, "reason": "亲属在该村任职"}, follow=True).content.decode()
    assert "回避东新村，不用再评" in page
    assert "回避" in texts(page, '[title="回避：亲属在该村任职"]')
    sheet = scene.own.sheets.get(entry=entry)
    assert (sheet.status, sheet.waived_reason) == ("waived", "回避：亲属在该村任职")
    answer = save(client, scene.url("score_cells", scene.own), [entry.pk, scene.field.pk, "5", ""])
    assert answer.json()["cells"][0]["message"] == "东新村：评委已声明回避，不用评"


def test_a_rater_with_a_code_declares_a_conflict(scene, made):  # noqa: F811
    browser = redeemed(made[1])
    entry = scene.contest.entries.get(number=2)
    url = reverse("rate:score_conflict", args=[scene.component.pk])
    page = browser.post(f"{url}?phone", {"entry": entry.pk, "reason": "本人原籍"}, follow=True).content.decode()
    assert "已登记" in page
    conflict = Conflict.objects.get()
    assert (conflict.rater, conflict.declared_by) == (scene.paper, None)
    assert StateChange.objects.filter(reason="本人原籍（杨志远凭一次性代码声明）").exists()


def test_nothing_is_issued_against_a_conflict_declared_before(scene):  # noqa: F811
    entry = scene.contest.entries.get(number=2)
    Sheet.objects.all().delete()
    Contest.objects.filter(pk=scene.contest.pk).update(status="draft")
    scene.contest.refresh_from_db()
    scene.paper.assessment = scene.contest
    conflict = declare_conflict(rater=scene.paper, entry=entry, reason="亲属", user=scene.clerk)
    Contest.objects.filter(pk=scene.contest.pk).update(status="scoring")
    due.issue(scene.contest.pk)
    assert list(scene.paper.sheets.values_list("entry__number", flat=True).order_by("entry__number")) == [1, 3]
    withdraw_conflict(conflict=conflict, reason="误报", user=scene.clerk)
    assert scene.paper.sheets.filter(entry=entry, status="draft").exists()


def test_a_submitted_sheet_is_unlocked_first(scene):  # noqa: F811
    factories.fill(sheets=scene.paper.sheets.all())
    submit(assessment=scene.contest, component=scene.component, rater=scene.paper, user=scene.clerk)
    entry = scene.contest.entries.get(number=2)
    with pytest.raises(TouyanError, match="先由主办单位开锁"):
        declare_conflict(rater=scene.paper, entry=entry, reason="亲属", user=scene.clerk)
    assert not Conflict.objects.exists()


def test_the_office_withdraws_a_conflict_with_a_reason(scene, enter):  # noqa: F811
    entry = scene.contest.entries.get(number=2)
    conflict = declare_conflict(rater=scene.paper, entry=entry, reason="亲属", user=scene.clerk)
    client = enter(scene.clerk)
    assert "亲属" in client.get(reverse("scoring:rater_detail", args=[scene.paper.pk])).content.decode()
    client.post(reverse("scoring:conflict_withdraw", args=[conflict.pk]), {"reason": "查无此事"})
    assert scene.paper.sheets.get(entry=entry).status == "draft"
    assert not Conflict.objects.exists()


# ---------------------------------------------------------------- substitutes


def test_a_substitute_takes_over_what_is_open_and_submitted_sheets_keep_their_name(scene, made, enter):  # noqa: F811
    browser = redeemed(made[1])
    first = scene.paper.sheets.get(entry__number=1)
    factories.fill(sheets=[first])
    submit(assessment=scene.contest, component=scene.component, rater=scene.paper, user=scene.clerk, leave_missing=True)
    client = enter(scene.clerk)
    data = {"name": "周建国", "unit": "镇财政所", "from_on": "2026-11-20", "reason": "杨志远住院", "username": ""}
    url = reverse("scoring:rater_substitute", args=[scene.paper.pk])
    page = client.post(url, data, follow=True).content.decode()
    for words in ("周建国", "杨志远 1 份", "杨志远住院", "2026-11-20", "已作废"):
        assert words in page, words
    assert browser.get(reverse("rate:sheets")).url == reverse("rate:enter")
    scene.paper.refresh_from_db()
    factories.fill(sheets=scene.paper.sheets.exclude(pk=first.pk))
    submit(assessment=scene.contest, component=scene.component, rater=scene.paper, user=scene.clerk)
    names = list(scene.paper.sheets.order_by("entry__number").values_list("rater_name", flat=True))
    assert names == ["杨志远", "周建国", "周建国"]
    assert StateChange.objects.filter(subject="scoring.assessment", reason__contains="由周建国替换杨志远").exists()


def test_a_form_of_codes_sent_again_does_not_void_what_was_printed(scene, client):  # noqa: F811
    client.force_login(scene.clerk, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("scoring:rater_codes", args=[scene.contest.pk])
    form = {"raters": [scene.paper.pk], "hours": 24, "after": client.get(url).context["form"]["after"].value()}
    assert "slip" in client.post(url, form).text
    code = scene.paper.codes.get()
    assert "发过的仍然有效" in client.post(url, form).text
    assert scene.paper.codes.get(ended_at=None) == code
    form["after"] = client.get(url).context["form"]["after"].value()
    client.post(url, form)
    assert scene.paper.codes.count() == 2


def test_one_account_has_one_seat_in_a_group(scene):  # noqa: F811
    with pytest.raises(TouyanError, match="一人只能打一份分"):
        add_rater(
            assessment=scene.contest,
            group=scene.own.group,
            name="又一席",
            user_account=scene.rater_user,
            by=scene.clerk,
        )


def test_the_explanation_says_who_took_over_a_seat_unless_seats_are_hidden(scene):  # noqa: F811
    day = date(2026, 11, 20)
    substitute(
        rater=scene.paper, name="周建国", unit="", user_account=None, reason="住院", from_on=day, user=scene.clerk
    )
    for rater in (scene.paper, scene.own):
        factories.fill(sheets=rater.sheets.all())
        by = rater.user or scene.clerk
        submit(assessment=scene.contest, component=scene.component, rater=rater, user=by)
    Contest.objects.filter(pk=scene.contest.pk).update(status="closed")
    [outcome] = tally_contests(Contest.objects.filter(pk=scene.contest.pk), user=scene.clerk)
    assert not outcome.problems
    standings = Standing.objects.filter(tally__assessment=scene.contest).for_explanation()
    said = explain(standings, prefix="610703")[0].steps[0].taken_over
    assert said == ["1 号自 2026-11-20 起由周建国替换杨志远"]
    assert explain(standings, prefix="610703", seats=False)[0].steps[0].taken_over == []


def test_a_correction_of_the_name_goes_into_submitted_sheets(scene):  # noqa: F811
    factories.fill(sheets=scene.paper.sheets.all())
    submit(assessment=scene.contest, component=scene.component, rater=scene.paper, user=scene.clerk)
    given = {"rater": scene.paper, "name": "杨智远", "unit": "", "user_account": None, "user": scene.clerk}
    with pytest.raises(TouyanError, match="杨志远已提交 3 份评分表：换了人请用“换人”"):
        change_rater(**given)
    change_rater(**given, reason="名单上写错一字")
    assert set(scene.paper.sheets.values_list("rater_name", flat=True)) == {"杨智远"}
    change = StateChange.objects.filter(subject="scoring.assessment").latest("pk")
    assert change.reason == f"{scene.paper.group} 1 号评委杨志远更正为杨智远：名单上写错一字"


def test_the_account_of_who_rated_their_own_village_is_refused_whatever_was_submitted(scene):  # noqa: F811
    entry = scene.contest.entries.order_by("number").first()
    account = factories.make_user(username="shuji", role="village_cadre", area=entry.area, name="李书记")
    person = Person.objects.create(name="李书记", sex="1", birth_date=date(1980, 1, 1), area=entry.area, user=account)
    scene.contest.entries.filter(pk=entry.pk).update(holder=person)
    factories.fill(sheets=scene.paper.sheets.all())
    submit(assessment=scene.contest, component=scene.component, rater=scene.paper, user=scene.clerk)
    with pytest.raises(TouyanError, match=f"李书记是{entry}的书记，这一席已交了给{entry}的评分表"):
        change_rater(rater=scene.paper, name="杨志远", unit="", user_account=account, user=scene.clerk)


def test_the_page_asks_why_a_name_is_corrected_after_submission(scene, enter):  # noqa: F811
    factories.fill(sheets=scene.paper.sheets.all())
    submit(assessment=scene.contest, component=scene.component, rater=scene.paper, user=scene.clerk)
    client, url = enter(scene.clerk), reverse("scoring:rater_edit", args=[scene.paper.pk])
    given = {"name": "杨智远", "unit": "镇党委委员", "username": ""}
    assert "请写明更正的原因" in client.post(url, given).content.decode()
    assert client.post(url, given | {"reason": "写错一字"}).status_code == 302
    scene.paper.refresh_from_db()
    assert (scene.paper.name, scene.paper.unit) == ("杨智远", "镇党委委员")


def test_nobody_is_replaced_by_himself(scene):  # noqa: F811
    with pytest.raises(TouyanError, match="现在的评委就是"):
        substitute(
            rater=scene.paper, name="杨志远", unit="", user_account=None, reason="x", from_on=date(2026, 1, 1),
            user=scene.clerk,
        )  # fmt: skip
