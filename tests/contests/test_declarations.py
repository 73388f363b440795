"""Nominations and declarations: announced, put forward, returned, corrected, approved; both sides see the way. O3"""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from contests.models import Contest, ContestKind, Declaration, StageKind
from contests.services import declarations as services
from contests.services.contests import change_stage_dates
from contests.services.lifecycle import open_scoring
from core.errors import IllegalMove, TouyanError
from core.models import StateChange
from scoring.services.entries import entry_of
from scoring.services.raters import add_rater
from tests.contests.declaring import DAY, PDF, TODAY, make, upload, written
from tests.html import texts
from tests.scoring import factories
from tests.scoring.prepared import group


@pytest.fixture
def county(places):
    return factories.make_user(username="zuzhibu", role="county_official", area=places.county, name="周部长")


@pytest.fixture
def other(places):
    return factories.make_places(villages=2, township="新集镇", number=107)


@pytest.fixture
def neighbour(other):
    return factories.make_user(username="xinji", role="township_official", area=other.township)


@pytest.fixture
def contest(places, scheme, county):
    return services.announce(contest=make(places, scheme, county), user=county, today=TODAY)


@pytest.fixture
def nominate(contest, places, official):
    """``nominate(village)`` for the township of the first village."""

    def put_forward(village=None, **given) -> Declaration:
        return services.nominate(
            **{
                "contest": contest, "township": places.township, "entry": entry_of(village or places.villages[0]),
                "user": official, "today": TODAY, **given,
            }
        )  # fmt: skip

    return put_forward


def submitted(declaration: Declaration, user) -> Declaration:
    return services.DECLARATIONS.submit(written(declaration, user), user=user, today=TODAY)


# ---------------------------------------------------------------- announcing
def test_announcing_needs_a_plan_and_a_stage_and_tells_the_townships(places, scheme, county, official, neighbour):
    contest = make(places, scheme, county, plan="")
    contest.stages.filter(kind__code="declaration").delete()
    with pytest.raises(TouyanError) as error:
        services.announce(contest=contest, user=county, today=TODAY)
    assert error.value.items == ["还没有安排申报阶段的日期", "还没有填工作方案"]
    assert not Contest.objects.for_user(official).exists()
    Contest.objects.filter(pk=contest.pk).update(plan="方案", asks_declaration=False, by_nomination=False)
    contest.refresh_from_db()
    assert services.announce(contest=contest, user=county, today=TODAY).announced_at
    assert not Contest.objects.for_user(official).exists()  # nothing is asked of the townships


def test_nothing_is_announced_that_nobody_can_declare_for_any_more(places, scheme, county):
    contest = make(places, scheme, county)
    with pytest.raises(TouyanError) as error:
        services.announce(contest=contest, user=county, today=TODAY + 6 * DAY)
    assert error.value.items == [f"申报阶段已于 {TODAY + 5 * DAY} 截止，请先改日期"]


def test_an_announced_contest_is_seen_by_its_townships_and_no_village(contest, places, official, neighbour):
    cadre = factories.make_user(username="cun", role="village_cadre", area=places.villages[0])
    assert [Contest.objects.for_user(user).count() for user in (official, neighbour, cadre)] == [1, 1, 0]
    abroad = factories.make_area(code="610722", name="城固县", level=3)
    town = factories.make_area(code="610722100", name="博望镇", level=4, parent=abroad)
    stranger = factories.make_user(username="bowang", role="township_official", area=town)
    assert not Contest.objects.for_user(stranger).exists()


def test_dates_of_an_announced_contest_are_extended_with_a_reason(contest, county):
    stages = [(s.kind, s.starts_on, s.ends_on + DAY) for s in contest.stages.select_related("kind")]
    with pytest.raises(TouyanError, match="须写明原因"):
        change_stage_dates(contest=contest, stages=stages, user=county)
    change_stage_dates(contest=contest, stages=stages, user=county, reason="汛期延期")
    assert StateChange.objects.filter(subject="scoring.assessment").latest("pk").reason.endswith("汛期延期")


# ---------------------------------------------------------------- nominating
def test_the_township_reads_of_nominations_and_only_of_its_own(
    nominate, contest, places, other, neighbour, client, official, county
):
    client.force_login(official)
    page = client.get(contest.get_absolute_url()).content.decode()
    assert "本单位已推荐 <b>0</b> 个村" in page
    assert "还没有推荐参赛村，请点右上角的“推荐”" in page
    services.DECLARATIONS.approve(submitted(nominate(), official), user=county)
    nominate(other.villages[0], township=other.township, user=neighbour)
    page = client.get(contest.get_absolute_url()).content.decode()
    assert "本单位已推荐 <b>1</b> 个村" in page
    assert "已核准 <b>1</b>" in page
    assert other.township.name not in page
    client.force_login(county)
    page = client.get(contest.get_absolute_url()).content.decode()
    assert "已推荐 <b>2</b> 个村" in page
    assert "待核准 <b>1</b>" in page


def test_a_township_nominates_its_own_up_to_the_limit(nominate, contest, places, other, neighbour):
    first = nominate()
    assert (first.entry.status, first.entry.township) == ("nominated", places.township)
    assert [item.topic for item in first.items.all()] == ["主题", "治理"]
    with pytest.raises(TouyanError, match="已经在参赛名单里"):
        nominate()
    nominate(places.villages[1])
    with pytest.raises(TouyanError, match="每个乡镇至多推荐 2 个"):
        nominate(places.villages[2])
    with pytest.raises(TouyanError, match="不属于"):
        nominate(other.villages[0])
    theirs = nominate(other.villages[0], township=other.township, user=neighbour)
    assert theirs.entry.number == 3
    assert services.townships_short(contest, TODAY) == []


def test_nominations_come_in_their_time(nominate, contest):
    with pytest.raises(TouyanError, match="申报从"):
        nominate(today=TODAY - 3 * DAY)
    with pytest.raises(TouyanError, match="截止，确需申报请联系南郑区组织部延期"):
        nominate(today=TODAY + 6 * DAY)
    assert services.townships_short(contest, TODAY) == ["高台镇"]


def test_a_nomination_is_withdrawn_while_it_is_open(nominate, official, contest):
    declaration = nominate()
    services.DECLARATIONS.withdraw(declaration, user=official)
    assert not contest.entries.exists()
    assert "撤回推荐高台社区" in StateChange.objects.latest("pk").reason
    declaration = submitted(nominate(), official)
    with pytest.raises(TouyanError, match="不能撤回"):
        services.DECLARATIONS.withdraw(declaration, user=official)


def test_a_village_reads_its_own_declaration_and_writes_none(nominate, places, client):
    own, other = nominate(), nominate(places.villages[1])
    cadre = factories.make_user(username="cun", role="village_cadre", area=places.villages[0])
    client.force_login(cadre)
    page = client.get(own.get_absolute_url())
    assert "高台社区的申报" in page.text
    assert not texts(page, "main form[method=post]")
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(reverse("contests:declaration_edit", args=[own.pk])).status_code == 403


# ---------------------------------------------------------------- declaring
def test_handing_in_says_what_is_missing(nominate, official, contest):
    declaration = nominate()
    Contest.objects.filter(pk=contest.pk).update(electives_min=1)
    declaration = Declaration.objects.get(pk=declaration.pk)
    with pytest.raises(TouyanError) as error:
        services.DECLARATIONS.submit(declaration, user=official, today=TODAY)
    assert error.value.items == [
        "规定动作“主题”没有填", "规定动作“治理”没有填", "自选动作至少 1 项，现有 0 项", "“主要做法”没有填",
        "“工作亮点”没有填", "“取得成效”没有填",
    ]  # fmt: skip
    assert submitted(declaration, official).status == "submitted"


def test_returned_corrected_and_approved_with_its_history(nominate, official, county):
    declaration = submitted(nominate(), official)
    with pytest.raises(TouyanError, match="不能再改"):
        written(declaration, official)
    with pytest.raises(IllegalMove, match="须写明原因"):
        services.DECLARATIONS.give_back(declaration, reason=" ", user=county)
    services.DECLARATIONS.give_back(declaration, reason="成效没有数字", user=county)
    late = TODAY + 30 * DAY  # a returned one may come back after the last day
    services.DECLARATIONS.submit(written(declaration, official), user=official, today=late)
    services.DECLARATIONS.approve(declaration, user=county)
    declaration.entry.refresh_from_db()
    assert (declaration.status, declaration.entry.status) == ("approved", "active")
    steps = StateChange.objects.filter(subject="contests.declaration", subject_id=declaration.pk).order_by("pk")
    assert [step.target for step in steps] == ["submitted", "returned", "submitted", "approved"]
    services.DECLARATIONS.give_back(declaration, reason="再改一处", user=county)
    declaration.entry.refresh_from_db()
    assert declaration.entry.status == "nominated"


def test_without_approval_handing_in_is_enough(places, scheme, county, official):
    contest = services.announce(contest=make(places, scheme, county, needs_approval=False), user=county, today=TODAY)
    declaration = services.nominate(
        contest=contest, township=places.township, entry=entry_of(places.villages[0]), user=official, today=TODAY
    )
    assert submitted(declaration, official).status == "approved"
    assert contest.entries.get().status == "active"


def test_opening_waits_for_undecided_nominations_by_name(nominate, contest, places, official, county):
    declaration = submitted(nominate(), official)
    services.DECLARATIONS.approve(submitted(nominate(places.villages[1]), official), user=county)
    for code in ("observers", "peers"):
        add_rater(assessment=contest, group=group(code), name="王平", by=county)
    with pytest.raises(TouyanError) as error:
        open_scoring(contest=contest, user=county, on=TODAY)
    assert error.value.items == ["高台社区（高台镇）的申报还没有核准：待核准"]
    services.DECLARATIONS.approve(declaration, user=county)
    assert open_scoring(contest=contest, user=county, on=TODAY).status == "scoring"
    with pytest.raises(TouyanError, match="不能这样改"):
        services.DECLARATIONS.give_back(declaration, reason="晚了", user=county)


def test_a_township_declares_for_its_own_contest(create, official, places):
    contest = create()
    Contest.objects.filter(pk=contest.pk).update(asks_declaration=True, plan="方案")
    contest.refresh_from_db()
    contest.stages.filter(kind__code="declaration").update(starts_on=TODAY - DAY, ends_on=TODAY)
    services.announce(contest=contest, user=official, today=TODAY)
    mine = Declaration.objects.for_user(official).written_by(official)
    assert mine.count() == len(places.villages)
    declaration = mine.first()
    items = [services.Item("自拟", "内容")]
    texts = dict.fromkeys(services.TEXTS, "有")
    services.save_declaration(declaration=declaration, items=items, texts=texts, uploads=[], user=official)
    services.DECLARATIONS.submit(declaration, user=official, today=TODAY)
    assert declaration.status == "approved"


# ---------------------------------------------------------------- pages
@pytest.fixture
def as_town(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def as_county(county):
    client = Client()
    client.force_login(county)
    return client


def test_from_nomination_to_approval_on_the_pages(as_town, as_county, contest, places, official):
    page = as_town.get(contest.get_absolute_url())
    assert reverse("contests:nominate", args=[contest.pk]) in page.text
    made = as_town.post(reverse("contests:nominate", args=[contest.pk]), {"area": places.villages[0].pk})
    declaration = Declaration.objects.get()
    assert made["Location"] == declaration.get_absolute_url()
    edit = reverse("contests:declaration_edit", args=[declaration.pk])
    form = as_town.get(edit).context["form"]
    assert [form[name].label for name in ("required_0", "required_1")] == ["主题", "治理"]
    data = {
        "required_0": "第一项", "required_1": "第二项", "topic_0": "乡村产业", "content_0": "茶园", "measures": "做法",
        "highlights": "亮点", "results": "成效", "version": declaration.version, "files": upload("照片说明.pdf"),
    }  # fmt: skip
    refused = as_town.post(edit, data | {"results": "", "submit": "1", "files": upload()})
    assert "“取得成效”没有填" in refused.text
    assert "第一项" in refused.text
    as_town.post(edit, data | {"submit": "1"})
    declaration.refresh_from_db()
    assert declaration.status == "submitted"
    assert [item.topic for item in declaration.items.all()] == ["主题", "治理", "乡村产业"]
    shown = as_county.get(declaration.get_absolute_url())
    assert "核准" in shown.text
    as_county.post(reverse("contests:declaration_return", args=[declaration.pk]), {"reason": "照片看不清"})
    back = as_town.get(declaration.get_absolute_url())
    assert "照片看不清" in back.text
    file = declaration.files.get()
    got = as_county.get(reverse("contests:declaration_file", args=[file.pk]))
    assert b"".join(got.streaming_content) == PDF
    as_town.post(reverse("contests:declaration_file_remove", args=[file.pk]))
    assert not declaration.files.exists()
    as_town.post(reverse("contests:declaration_submit", args=[declaration.pk]))
    as_county.post(reverse("contests:declaration_approve", args=[declaration.pk]))
    assert contest.entries.get().status == "active"
    assert "data-print-now" in as_county.get(declaration.get_absolute_url(), {"print": "1"}).text


def test_two_officials_who_write_the_same_declaration_see_both_versions(as_town, nominate, official, places):
    declaration = nominate()
    edit = reverse("contests:declaration_edit", args=[declaration.pk])
    form = as_town.get(edit).context["form"]
    opened = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    colleague = Client()
    colleague.force_login(
        factories.make_user(username="gaotai2", role="township_official", area=places.township, name="李强")
    )
    theirs = opened | {"required_0": "李写的主题", "measures": "李写的做法", "topic_0": "李的自选", "content_0": "一"}
    assert colleague.post(edit, theirs).status_code == 302
    mine = opened | {"required_0": "张写的主题", "highlights": "张写的亮点", "topic_2": "张的自选", "content_2": "二"}
    answer = as_town.post(edit, mine | {"files": [upload()]})
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("李写的主题", "张写的主题", "李写的做法", "张写的亮点", "李的自选", "张的自选", "李强", "请再选一次"):
        assert words in page
    form = answer.context["form"]
    assert form.taken == ["主要做法"]
    assert set(form.conflicts) == {"required_0", "topic_0", "content_0"}
    again = {form.add_prefix(name): form[name].value() or "" for name in form.fields if name != "files"}
    assert as_town.post(edit, again | {"topic_0": "李的自选", "content_0": "一"}).status_code == 302
    declaration.refresh_from_db()
    assert (declaration.measures, declaration.highlights) == ("李写的做法", "张写的亮点")
    written = dict(declaration.items.values_list("topic", "content"))
    assert written == {"主题": "张写的主题", "治理": "", "李的自选": "一", "张的自选": "二"}


def test_declarations_and_files_of_others_are_not_found(as_town, nominate, contest, other, neighbour, client):
    theirs = nominate(other.villages[0], township=other.township, user=neighbour)
    theirs = written(theirs, neighbour)
    pages = [theirs.get_absolute_url(), reverse("contests:declaration_edit", args=[theirs.pk])]
    pages.append(reverse("contests:declaration_file", args=[theirs.files.get().pk]))
    assert [as_town.get(page).status_code for page in pages] == [404] * 3
    assert as_town.post(reverse("contests:declaration_submit", args=[theirs.pk])).status_code == 404
    own = nominate()
    for step in ("approve", "return"):
        address = reverse(f"contests:declaration_{step}", args=[own.pk])
        assert as_town.post(address, {"reason": "自己核准"}).status_code == 404


def test_the_list_filters_prints_and_exports_everything_written(as_county, nominate, official, places):
    submitted(nominate(), official)
    nominate(places.villages[1])
    address = reverse("contests:declaration_list")
    assert len(as_county.get(address).context["table"].rows) == 2
    assert len(as_county.get(address, {"status": "submitted"}).context["table"].rows) == 1
    assert as_county.get(address, {"print": "1"}).status_code == 200
    book = as_county.get(address, {"export": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(book.streaming_content))).active
    text = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "主题：做了\n治理：也做了" in text
    assert "乡村产业：茶园" in text
    assert "待核准" in text


def test_the_list_costs_the_same_for_one_and_for_three(as_county, nominate, places, django_assert_num_queries):
    address = reverse("contests:declaration_list")
    nominate()
    as_county.get(address)
    with django_assert_num_queries(8):
        as_county.get(address)
    nominate(places.villages[1])
    with django_assert_num_queries(8):
        as_county.get(address)


def test_the_plan_and_its_documents_are_read_by_the_townships(as_town, as_county, contest):
    edit = reverse("contests:contest_edit", args=[contest.pk])
    data = {"name": "区级擂台", "theme": "治理", "plan": "第一条", "plan_upload": upload("方案.pdf")}
    assert as_county.post(edit, data | {"version": contest.version}).status_code == 302
    create = reverse("contests:document_create", args=[contest.pk])
    given = {"title": "实施方案", "number": "区组发2026-8号", "issuer": "区委组织部", "issued_on": "2026-03-01"}
    assert as_county.post(create, given | {"upload": upload()}).status_code == 302
    page = as_town.get(contest.get_absolute_url(), {"tab": "plan"})
    assert "区组发2026-8号" in page.text
    assert as_town.get(reverse("contests:plan_file", args=[contest.pk])).status_code == 200
    document = contest.documents.get()
    assert as_town.get(reverse("contests:document_file", args=[document.pk])).status_code == 200
    assert as_town.get(create).status_code == 404
    as_county.post(reverse("contests:document_remove", args=[document.pk]))
    assert not contest.documents.exists()


def test_the_figures_of_a_contest_may_differ_from_its_kind(as_county, contest):
    page = reverse("contests:contest_procedure", args=[contest.pk])
    form = as_county.get(page).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    assert as_county.post(page, data | {"nominations_max": "1", "nominations_min": "2"}).status_code == 200
    assert as_county.post(page, data | {"nominations_max": "5"}).status_code == 302
    contest.refresh_from_db()
    assert (contest.nominations_max, contest.kind.nominations_max) == (5, None)


def test_the_stages_of_a_kind_are_edited_and_used(as_county, places):
    kind = ContestKind.objects.get(code="county_quarter")
    page = reverse("contests:kind_stages", args=[kind.pk])
    form = as_county.get(page).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    review = StageKind.objects.get(code="review")
    refused = as_county.post(page, data | {f"begins_{review.pk}": "", f"days_{review.pk}": ""})
    assert "有且只有一个打分阶段" in refused.text
    assert "不能填 0" in as_county.post(page, data | {f"begins_{review.pk}": "0"}).text
    as_county.post(page, data | {f"begins_{review.pk}": "-3", f"days_{review.pk}": "2"})
    assert kind.stages.get(stage=review).begins == -3
    assert page in as_county.get(kind.get_absolute_url()).text
