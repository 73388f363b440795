"""What the sweeps share: every address, and a world with one of everything. tests/visitors.py goes through them.

The addresses come from the resolver. One with parameters that no app's ``tests/<app>/sweep.py`` knows, or without a
verb, fails here, so a new page cannot be forgotten.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Login, User
from areas.choices import Level
from areas.models import (
    Area,
    AreaCategory,
    Category,
    IndicatorKind,
    VillageIndicator,
    VillageProfile,
    VillageRecord,
    WeakVillageStatus,
)
from cadres.models import Appointment, DossierEntry, Person, PostKind
from contests.models import (
    BasisDocument,
    Contest,
    ContestNotice,
    ContestObjection,
    ContestStage,
    Declaration,
    DeclarationFile,
    DeclarationItem,
    ObjectionFile,
    Reminder,
    StageKind,
)
from contests.services.lifecycle import open_scoring
from contests.services.results import finalise_all
from contests.services.tally import tally_contests
from core.background.jobs import enqueue
from core.data.lifecycle import record
from core.files.attachments import store
from core.files.excel import Column, SheetSpec, workbook
from core.models import Download
from core.values.periods import Period
from scoring.models import (
    Award,
    AwardKind,
    AwardRule,
    BonusItem,
    Component,
    Decision,
    Field,
    Measure,
    Occurrence,
    Score,
    Sheet,
    Standing,
)
from scoring.querysets.sheets import stored_figures
from scoring.services.conflicts import declare_conflict
from scoring.services.entries import withdraw_entry
from scoring.services.occurrences import approve_occurrence, record_occurrence, revoke_occurrence
from scoring.services.paper import keep_paper
from tests.pages import all_pages
from tests.registers import Rows, is_for_all, register_of
from tests.scoring import factories

APPS = all_pages()
OPEN, SHARED, OF_COUNTY, DEVELOPING = (
    frozenset().union(*(getattr(pages, what) for pages in APPS))
    for what in ("open", "shared", "of_county", "developing")
)
CELLS = tuple(name for pages in APPS for name in pages.cells)
ALLOWED = {where: what for pages in APPS for where, what in pages.allowed.items()}
HTMX = {"HX-Request": "true", "HX-Target": "results"}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
NOW = Period.of(timezone.localdate())


# ---------------------------------------------------------------- the addresses
def patterns(resolver=None, namespace="") -> Iterator[tuple[str, URLPattern]]:
    """(name, pattern) of every address there is."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            assert each.name, f"{each} has no name"
            yield f"{namespace}{each.name}", each
        else:
            yield from patterns(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)


URLS = {name: pattern for name, pattern in patterns() if not name.startswith(("api:", "rate:", "public:"))}
# api: tests/test_api.py; rate: the pages of one-time codes, below; public: tests/contests/test_public.py
CODE_URLS = {name: pattern for name, pattern in patterns() if name.startswith("rate:")}


def view_class(name: str):
    return getattr((URLS | CODE_URLS)[name].callback, "view_class", None)


def is_kind(name: str, base: type) -> bool:
    return issubclass(view_class(name) or object, base)


def is_shared(name: str) -> bool:
    """Whether a page shows the same rows to every area."""
    register = register_of(view_class(name))
    return is_for_all(register) if register else name in SHARED


def takes_arguments(name: str) -> bool:
    return bool(URLS[name].pattern.converters)


def verb_of(name: str, args: list) -> str | None:
    """The verb a page asks for; ``None`` for those that are open to every account."""
    if name in OPEN:
        return None
    view = view_class(name)()
    view.setup(RequestFactory().get("/"), **dict(zip(URLS[name].pattern.converters, args, strict=True)))
    assert view.permission_required, f"{name} names no verb"
    return view.permission_required


# ---------------------------------------------------------------- one of everything
class Place:
    """A township with one of everything, named so that it is found again wherever it turns up.

    Areas carry ``tag``村 or ``tag``镇, people ``tag``人, contests ``tag``赛, accounts ``tag``号.
    """

    def __init__(self, county: Area, number: int, tag: str, neighbour: str):
        self.tag, self.county = tag, county
        code = county.code[:6]
        self.township = factories.make_area(
            code=f"{code}{number:03}", name=f"{tag}镇", level=Level.TOWNSHIP, parent=county
        )
        self.village, self.neighbour = (
            factories.make_area(
                code=f"{code}{number:03}{at}", name=f"{name}村", level=Level.VILLAGE, parent=self.township
            )
            for at, name in ((201, tag), (202, neighbour))
        )
        self.official = self.user("township_official", self.township)
        self.cadre = self.user("village_cadre", self.village)
        self.person = self.make_person(tag, self.village, self.cadre)
        self.other = self.make_person(neighbour, self.neighbour, None)
        self.make_village_facts(self.village)
        self.make_village_facts(self.neighbour, neighbour)
        self.login = Login.objects.create(user=self.official, session_key=f"{number}-{code}", browser=f"{tag}机")
        self.make_contests()
        title = f"{tag}赛计分"
        kwargs = {"acting_id": self.official.assignments.get().pk}  # in which an export is asked for
        self.job = enqueue("contests.tasks.tally_county", kwargs=kwargs, user=self.official, title=title)
        with workbook([SheetSpec("表", [Column("村")], [[f"{tag}村"]])]) as file:
            self.download = Download.objects.create(
                job=self.job, filename=f"{tag}.xlsx", content=file.read(), size=1,
                expires_at=timezone.now() + timedelta(days=1),
            )  # fmt: skip

    def user(self, role: str, area: Area) -> User:
        name = f"{role.replace('_', '-')}-{area.code}"
        return factories.make_user(username=name, role=role, area=area, name=f"{self.tag}号", unit=f"{self.tag}号单位")

    def make_person(self, tag: str, village: Area, user: User | None) -> Person:
        photo = store(upload=SimpleUploadedFile("照片.png", PNG), user=user)
        person = Person.objects.create(
            name=f"{tag}人", sex="1", birth_date=date(1980, 1, 1), area=village, user=user, phone="19900000000",
            id_number=factories.id_number(), bank_account="0000123412341234", photo=photo,
        )  # fmt: skip
        for code in ("secretary", "director"):
            post = PostKind.objects.get(code=code)
            Appointment.objects.create(person=person, post=post, area=village, valid_from=date(2024, 1, 1))
        DossierEntry.objects.create(person=person, kind="honour", date=date(2025, 1, 1), title=f"{tag}人受表彰")
        return person

    def make_village_facts(self, village: Area, tag: str = "") -> None:
        tag = tag or self.tag
        VillageProfile.objects.create(area=village, population=1234)
        category = Category.objects.first()
        self.category = AreaCategory.objects.create(area=village, category=category, valid_from="2024-01-01", note=tag)
        self.weak = WeakVillageStatus.objects.create(area=village, valid_from="2025-01-01", reason=f"{tag}人不团结")
        indicator = IndicatorKind.objects.first()
        VillageIndicator.objects.create(area=village, kind=indicator, year=2025, value=5, source_label=f"{tag}赛")
        VillageRecord.objects.create(area=village, kind="honour", date=date(2025, 1, 1), title=f"{tag}赛获奖")

    def make_scheme(self, code: str, status: str):
        scheme = factories.make_scheme(
            area=self.township, code=code, name=f"{self.tag}赛方案", status="draft",
            components=[{}, {"group": "peers"}],
        )  # fmt: skip
        item = BonusItem.objects.create(scheme=scheme, order=1, code="b", name=f"{self.tag}赛加分", points=1)
        AwardRule.objects.create(
            scheme=scheme, order=1, name=f"{self.tag}赛奖", kind=AwardKind.objects.first(), places_by="number",
            number=1, tie_policy="decide",
        )  # fmt: skip
        if status == "draft":
            Field.objects.filter(component__scheme=scheme).delete()  # made when it is put to use
        type(scheme).objects.filter(pk=scheme.pk).update(status=status)
        scheme.refresh_from_db()
        return scheme, item

    def make_contests(self) -> None:
        self.draft_scheme, _ = self.make_scheme(f"draft-{self.township.code}", "draft")
        self.scheme, item = self.make_scheme(f"used-{self.township.code}", "in_use")
        period, self.contests = NOW.previous().previous().previous(), {}
        for status in ("final", "tallied", "closed", "scoring", "draft"):
            self.contests[status] = self.make_contest(status, period)
            period = period.next()
        entry = self.contests["scoring"].entries.get(area=self.village)
        self.occurrence = Occurrence.objects.create(entry=entry, item=item, case=f"{self.tag}赛事例")
        approved = Occurrence.objects.create(entry=entry, item=item, case=f"{self.tag}赛另一例")
        approve_occurrence(occurrence=approved, user=self.official)
        scan = SimpleUploadedFile("a.png", PNG)
        self.evidenced = record_occurrence(
            entry=entry, item=item, case=f"{self.tag}赛证据", upload=scan, user=self.official
        )
        self.recorded = self.make_recorded(period)
        self.make_declaration()
        self.make_published(period.next())
        results = Standing.objects.filter(tally__assessment__area=self.township)
        self.standings = list(results.filter(entry__area=self.village).order_by("pk"))
        self.next_standing = results.get(tally__assessment=self.contests["final"], entry__area=self.neighbour)

    def file(self):
        return store(upload=SimpleUploadedFile(f"{self.tag}赛.png", PNG), user=self.official)

    def make_declaration(self) -> None:
        """The contest in preparation has a plan, a document, and declarations of both villages."""
        draft = self.contests["draft"]
        Contest.objects.filter(pk=draft.pk).update(
            asks_declaration=True, needs_approval=True, plan=f"{self.tag}赛方案", plan_file=self.file(),
            announced_at=timezone.now(), required_topics="主题", elective_topics="其他",
        )  # fmt: skip
        draft.refresh_from_db()
        kind = StageKind.objects.get(code="declaration")
        today = timezone.localdate()
        ContestStage.objects.create(contest=draft, kind=kind, starts_on=today, ends_on=today)
        self.document = BasisDocument.objects.create(contest=draft, title=f"{self.tag}赛文件", file=self.file())
        for entry in draft.entries.all():
            made = Declaration.objects.create(entry=entry, results=f"{entry}增收")
            DeclarationItem.objects.create(declaration=made, order=1, topic="主题", content=f"{entry}做法")
        self.declaration = draft.entries.get(area=self.village).declaration
        self.declaration_file = DeclarationFile.objects.create(declaration=self.declaration, file=self.file())
        self.based = self.contests["scoring"].entries.get(area=self.village)
        self.based.basis_file = self.file()
        self.based.save()

    def make_published(self, period: Period) -> None:
        """A notice that is out with an objection and its file, a decision, a place open between equals, a reminder."""
        out, now, today = self.make_contest("tallied", period), timezone.now(), timezone.localdate()
        self.notice = ContestNotice.objects.create(
            contest=out, tally=out.tallies.get(), title=f"{self.tag}赛公示", text=f"{self.tag}赛结果", starts_on=today,
            ends_on=today, published_at=now,
        )  # fmt: skip
        Contest.objects.filter(pk=out.pk).update(status="notice")
        self.objection = ContestObjection.objects.create(
            notice=self.notice, person=f"{self.tag}人", contact="13900000001", content=f"{self.tag}赛有误",
            received_on=today, entered_at=now,
        )  # fmt: skip
        upload = SimpleUploadedFile("a.png", PNG)
        self.objection_file = ObjectionFile.objects.create(
            objection=self.objection, file=store(upload=upload, user=self.official)
        )
        self.decision = Decision.objects.create(
            assessment=self.contests["closed"], kind="order", reason=f"{self.tag}赛决定", decided_at=now
        )
        self.open_award = Award.objects.filter(tally__assessment=self.contests["tallied"], state="open").first()
        seat = self.contests["scoring"].raters.get(user=self.cadre)
        self.reminder = Reminder.objects.create(
            contest=seat.assessment, rater=seat, user=self.cadre, text=f"{self.tag}赛还没交", day=today, sent_at=now
        )

    def make_recorded(self, period: Period) -> Contest:
        """A contest whose points are figures of the office and scores of earlier contests."""
        scheme, _ = self.make_scheme(f"recorded-{self.township.code}", "draft")
        at = {"scheme": scheme, "coverage": "overall", "overall_maximum": 100, "weight": 50}
        name = f"{self.tag}赛上期"
        Component.objects.create(**at, order=8, code="carried", name=name, short_name="上期", kind="carried")
        figures = Component.objects.create(
            **at, order=9, code="figures", name=f"{self.tag}赛指标", short_name="指标", kind="recorded"
        )
        Measure.objects.create(scheme=scheme, order=1, component=figures)
        Field.objects.create(component=figures, order=1, maximum=100)
        type(scheme).objects.filter(pk=scheme.pk).update(status="in_use")
        scheme.refresh_from_db()
        return factories.make_contest(
            scheme=scheme, villages=[self.village, self.neighbour], area=self.township, period=period,
            name=f"{self.tag}赛指标", raters=[],
        )  # fmt: skip

    def make_contest(self, status: str, period: Period) -> Contest:
        peer = {"group": "peers", "area": self.village, "user": self.cadre, "name": f"{self.tag}人"}
        observers = [{"name": f"{self.tag}人{at}", "unit": f"{self.tag}镇单位"} for at in (1, 2)]
        contest = factories.make_contest(
            scheme=self.scheme, villages=[self.village, self.neighbour], area=self.township, period=period,
            status="draft", name=f"{self.tag}赛{period.label}", theme=f"{self.tag}赛主题", ends_in=0,
            raters=[*observers, peer, {"group": "peers", "name": f"{self.tag}人3"}],
        )  # fmt: skip
        if status == "draft":
            return contest
        open_scoring(contest=contest, user=self.official, on=timezone.localdate())
        if status == "scoring":
            factories.fill(sheets=contest.sheets.all()[:2], points=5, by=self.official)
            seat = contest.raters.order_by("pk").first()
            reason = f"{self.tag}人的亲属"
            self.conflict = declare_conflict(
                rater=contest.raters.order_by("pk")[1], entry=contest.entries.get(area=self.neighbour), reason=reason,
                user=self.official,
            )  # fmt: skip
            keep_paper(
                component=self.scheme.components.get(rater_group=seat.group_id), rater=seat, teller=f"{self.tag}人",
                monitor="监票", scan=SimpleUploadedFile("a.png", PNG), user=self.official,
            )  # fmt: skip
            Contest.objects.filter(pk=contest.pk).update(double_entry=True)
            return contest
        fill_and_close(contest)
        if status != "closed":
            [outcome] = tally_contests(Contest.objects.filter(pk=contest.pk), user=self.official)
            assert not outcome.problems
        contest.refresh_from_db()
        if status == "final":
            finalise_all(contests=[contest], user=self.official, on=period.end)
        return contest

    @cached_property
    def subjects(self) -> dict[str, list]:
        return {start: rows for pages in APPS for start, rows in pages.subjects(self).items()}

    def args(self, name: str) -> list[list]:
        """Arguments with which a page of this name shows something of this place."""
        for pages in APPS:
            if given := pages.args(self, name):
                return given
        if register := register_of(view_class(name)):
            return self.registers.args(name, register)
        found = next((rows for start, rows in self.subjects.items() if name.startswith(start)), None)
        assert found, f"the sweep does not know what {name} is about: say it in tests/{name.partition(':')[0]}/sweep.py"
        return [[row.pk] for row in found]

    def own_kind(self, model):
        """A kind that the county added: the shared ones it may not change beside a neighbour."""
        kind = model.objects.filter(area=self.county).first()
        if kind is None:
            kind = model.objects.first()
            kind.pk, kind.area, kind.name = None, self.county, f"{self.county.name}{kind.name}"
            kind.code = f"own_{self.county.code[:6]}_{kind.code}"
            kind.save()
        return kind

    def next_door(self) -> dict[str, list]:
        """Pages about the neighbour, which a village cadre does not reach."""
        return {name: args for pages in APPS for name, args in pages.next_door(self).items()}


def fill_and_close(contest: Contest) -> None:
    """All points in, all sheets handed in, scoring closed."""
    factories.fill(sheets=contest.sheets.all(), points=5)
    figures = stored_figures(scores=Score.objects.all(), dimensions=contest.scheme.dimensions.all(), decimals=1)
    Sheet.objects.filter(assessment=contest).update(status="submitted", **figures)
    Contest.objects.filter(pk=contest.pk).update(status="closed")


class World:
    """本镇 in our county, 外镇 beside it, 外县 elsewhere; a contest of the county; one account per role."""

    def __init__(self):
        self.county = factories.make_area(code="610703", name="南郑区", level=Level.COUNTY)
        abroad = factories.make_area(code="610722", name="外县标记县", level=Level.COUNTY)
        self.here = Place(self.county, 104, "本镇标记", "邻村标记")
        self.there = Place(self.county, 107, "外镇标记", "外镇标记邻")
        self.abroad = Place(abroad, 101, "外县标记", "外县标记邻")
        self.users = {"village_cadre": self.here.cadre, "township_official": self.here.official}
        for role in Role.values:
            if role not in self.users:
                self.users[role] = factories.make_user(username=role, role=role, area=self.county)
        self.nobody = User.objects.create(username="nobody", name="无角色")
        for place in (self.here, self.there, self.abroad):
            place.registers = Rows(place.village, [place.official, *self.users.values()], f"{place.tag}赛")
            for pages in APPS:
                pages.fill(place)
        self.make_county_contests()
        self.make_nominating()

    def make_county_contests(self) -> None:
        """Villages of both townships, one withdrawn; a department and the leading group rate."""
        scheme = factories.make_scheme(
            area=self.county, code="county", status="draft",
            components=[{"group": "departments"}, {"group": "panel"}],
        )  # fmt: skip
        item = BonusItem.objects.create(scheme=scheme, order=1, code="b", name="经验推广", points=1)
        type(scheme).objects.filter(pk=scheme.pk).update(status="in_use")
        villages = [place.village for place in (self.here, self.there)] + [self.there.neighbour]
        raters = [
            {"group": "departments", "user": self.users["department_rater"], "name": "农业农村局"},
            {"group": "panel", "user": self.users["leading_group"], "name": "领导小组"},
        ]
        office = self.users["county_official"]
        self.county_contests = {}
        for status, period in (("scoring", NOW), ("tallied", NOW.previous())):
            contest = factories.make_contest(
                scheme=scheme, villages=villages, area=self.county, raters=raters, period=period, name="区级比武"
            )
            kind = StageKind.objects.get(code="notice")
            ContestStage.objects.create(contest=contest, kind=kind, starts_on=period.start, ends_on=period.end)
            withdraw_entry(
                entry=contest.entries.get(area=self.there.neighbour), status="withdrawn", reason="外镇标记村受灾",
                user=office,
            )  # fmt: skip
            for place in (self.here, self.there):
                entry = contest.entries.get(area=place.village)
                praise = Occurrence.objects.create(entry=entry, item=item, case=f"{place.tag}赛事例")
                approve_occurrence(occurrence=praise, user=office)
            self.county_contests[status] = contest
        tallied = self.county_contests["tallied"]
        fill_and_close(tallied)
        for _ in range(2):
            [outcome] = tally_contests(Contest.objects.filter(pk=tallied.pk), user=office)
            assert not outcome.problems
            tallied.refresh_from_db()
            sheet = tallied.sheets.get(entry__area=self.there.village, component__order=1)
            record(sheet, "submitted", "draft", user=office, reason="外镇标记村更正")
        praise = Occurrence.objects.get(entry__assessment=tallied, entry__area=self.there.village)
        revoke_occurrence(occurrence=praise, reason="查无此事", user=office)

    def make_nominating(self) -> None:
        """A contest of each county for which its townships nominate."""
        here, abroad = (self.here, self.there), (self.abroad,)
        for county, places, name in ((self.county, here, "区级推荐赛"), (self.abroad.county, abroad, "外县标记赛")):
            scheme = factories.make_scheme(area=county, code="nominating")
            contest = factories.make_contest(
                scheme=scheme, villages=[], area=county, period=NOW.next().next(), status="draft", name=name,
                by_nomination=True, asks_declaration=True, announced_at=timezone.now(),
            )  # fmt: skip
            kind, today = StageKind.objects.get(code="declaration"), timezone.localdate()
            ContestStage.objects.create(contest=contest, kind=kind, starts_on=today, ends_on=today)
            for place in places:
                place.nominating = contest

    def args(self, name: str) -> list[list]:
        """Arguments of pages about our county."""
        return [*self.here.args(name), *(args for pages in APPS for args in pages.also(self, name))]

    def foreign(self, name: str, role: str) -> list[list]:
        """Arguments of what this role must not find."""
        places = [self.abroad]
        if role in ("village_cadre", "township_official", "department_rater") and name not in OF_COUNTY:
            places.append(self.there)
        args = [args for place in places for args in place.args(name)]
        if role == "village_cadre" and name in self.here.next_door():
            args.append(self.here.next_door()[name])
        return args


ANY = "(?:本镇|外镇|邻村|外县)标记"
FORBIDDEN = {  # what must not turn up
    "village_cadre": "外镇标记|外县标记|邻村标记",
    "township_official": "外镇标记|外县标记",
    "county_official": "外县标记",
    "leading_group": "外县标记",
    "department_rater": ANY,
    "system_admin": "外县标记|标记人|标记赛",
    "security_admin": "外县标记|标记人|标记赛",
    "auditor": ANY,
}
