"""Pages of the cadre file (干部)."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django_tables2 import RequestConfig

from accounts.models import User
from areas.models import Area
from areas.tables import by_year
from areas.views import AreaListView
from cadres import policy, services
from cadres.choices import EntryKind, Sex
from cadres.filters import PersonFilter
from cadres.forms import AccountLinkForm, AppointmentEndForm, AppointmentForm, PersonForm, PhotoForm, RevealForm
from cadres.models import Appointment, Person, PostKind
from cadres.panels import without_secretary
from cadres.querysets import TOWNSHIP_SECRETARY
from cadres.tables import PersonTable, TeamTable
from core.audit import trail
from core.data.sealed import SecretField, secrets_of
from core.errors import TouyanError
from core.files.excel import SIGNATURES
from core.pages.attachment_views import DownloadPage
from core.pages.tables import WideRows
from core.pages.views import (
    Action,
    ActionPage,
    ChoicesPage,
    CreatePage,
    DetailPage,
    EditPage,
    FormPage,
    ListPage,
    figures,
    typed,
)

REVEALED_SHOWN = 10


class PersonListView(ListPage):
    model = Person
    table_class = PersonTable
    filterset_class = PersonFilter
    permission_required = "cadres.view_person"
    title = "干部"
    empty_text = "还没有干部档案"

    def get_queryset(self):
        today = timezone.localdate()
        people = super().get_queryset()
        if self.request.GET.get("export"):
            return people.select_related("area__parent", "source").with_unit().with_post_names(today)
        return people.with_age(today).select_related("area", "source").with_posts(today)

    def get_table_data(self):
        return WideRows(super().get_table_data())

    @property
    def empty_link(self):
        if self.request.user.has_perm("cadres.change_person"):
            return ("新建干部档案", reverse("cadres:person_create"))
        return None

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        return self.object_list.count_posts(timezone.localdate())

    def count_rows(self):
        return self.counts[0]

    def get_state(self):
        people, serving, concurrent = self.counts
        return [
            figures("在册 {} 人", people),
            figures("在职 {} 人", serving),
            figures("一肩挑 {} 人", concurrent),
        ]

    def actions(self):
        if self.request.user.has_perm("cadres.change_person"):
            yield Action("新建档案", reverse("cadres:person_create"), "plus", primary=True)


class PersonChoicesView(ChoicesPage):
    """Persons to choose from, by name or pinyin initials."""

    model = Person
    permission_required = "cadres.view_person"
    search = ("name__contains", "initials__startswith", "number__endswith")

    def get_queryset(self):
        return super().get_queryset().select_related("area")

    def hint_of(self, row):
        return f"{row.area} {row.birth_date:%Y-%m}"


class PersonDetailView(DetailPage):
    """The file: head, time line, basic facts and posts; ``?tab=`` chooses, ``?print=1`` prints all as 一人一档."""

    model = Person
    permission_required = "cadres.view_person"
    tabs = (("timeline", "时间线"), ("basic", "基本信息"), ("posts", "任职"))

    @property
    def signatures(self):
        return SIGNATURES if self.printing else ()

    def get_template_names(self):
        return ["cadres/person_print.html" if self.printing else "cadres/person_detail.html"]

    def get_queryset(self):
        today = timezone.localdate()
        people = super().get_queryset().select_related("area__parent", "source", "user")
        return people.with_badges(today).with_age(today).with_posts(today)

    @property
    def is_kept_here(self) -> bool:
        return Person.objects.kept_by(self.request.user).filter(pk=self.object.pk).exists()

    def get_crumbs(self):
        area, unit = self.object.area, self.object.area.parent
        seen = self.request.user.acting.area.level
        units = [each for each in (unit, area) if each and each.level >= seen]
        return [("干部", reverse("cadres:person_list")), *((str(each), each.get_absolute_url()) for each in units)]

    def get_badges(self):
        yield ("在职", "ok") if self.object.posts else ("未任职", "")
        if self.object.concurrent:
            yield "一肩挑", "line"
        if self.object.cross_village:
            yield "跨村任职", "line"

    def get_state(self):
        return titles(self.object.posts) or ["现未任职"]

    def actions(self):
        user, pk = self.request.user, self.object.pk
        if user.has_perm("cadres.change_person") and self.is_kept_here:
            yield Action("修改", reverse("cadres:person_edit", args=[pk]), "pencil")
            yield Action(
                "换照片" if self.object.photo_id else "传照片", reverse("cadres:person_photo_edit", args=[pk]), "photo"
            )
        if user.has_perm("cadres.change_appointment"):
            yield Action("办理任职", reverse("cadres:appointment_create", args=[pk]), "user-plus")
        yield Action("打印一人一档", "?print=1", "printer", primary=True, blank=True)

    def sensitive(self) -> list[tuple]:
        """Sensitive values with their names, and where the whole is shown to those who may see it."""
        may = self.request.user.has_perm("cadres.reveal_person") and not self.printing and self.is_kept_here
        shown = []
        for field in secrets_of(Person):
            value, args = getattr(self.object, field.name), [self.object.pk, field.name]
            shown.append(
                (field.verbose_name, value, reverse("cadres:person_reveal", args=args) if may and value else "")
            )
        return shown

    def revealed(self):
        """Who saw which of them whole, for those who may and for the person."""
        user = self.request.user
        if self.printing or not (user.has_perm("cadres.reveal_person") or self.object.user_id == user.pk):
            return []
        return trail.revealed(self.object.number)[:REVEALED_SHOWN]

    def appointments(self) -> list[Appointment]:
        """All posts ever held; ``may_end`` on those the user can end."""
        user = self.request.user
        prefix = user.scope_prefix if user.has_perm("cadres.change_appointment") else None
        held = list(self.object.appointments.select_related("post", "area").order_by("-valid_from", "post__order"))
        for each in held:
            inside = prefix is not None and each.area.code.startswith(prefix)
            each.may_end = inside and each.valid_to is None
        return held

    def get_context_data(self, **kwargs):
        person, today = self.object, timezone.localdate()
        tab = self.request.GET.get("tab")
        tab = tab if tab in dict(self.tabs) else "timeline"
        kind = self.request.GET.get("kind")
        entries = list(person.dossier.all())
        appointments = self.appointments()
        counts = {"posts": len(appointments)}
        shown = [entry for entry in entries if kind not in EntryKind.values or entry.kind == kind]
        return super().get_context_data(**kwargs) | {
            "tab": tab,
            "tabs": [
                {"label": label, "url": f"?tab={key}", "count": counts.get(key), "active": key == tab}
                for key, label in self.tabs
            ],
            "kind": kind,
            "kinds": [choice for choice in EntryKind.choices if any(entry.kind == choice[0] for entry in entries)],
            "years": by_year(shown),
            "appointments": appointments,
            "may_appoint": any(held.may_end for held in appointments),
            "term": max((held.term_ends_on for held in person.posts if held.term_ends_on), default=None),
            "forecasts": forecasts(person, today),
            "sensitive": self.sensitive() if tab == "basic" or self.printing else [],
            "revealed": self.revealed() if tab == "basic" else [],
            "team": team_of(person, self.request.user, today),
        }


def titles(posts) -> list[str]:
    """What somebody is, one text per place: 弥陀村党组织书记、村委会主任."""
    by_area: dict[str, list[str]] = {}
    for held in posts:
        by_area.setdefault(held.area.short_name, []).append(held.post.name)
    return [policy.post_title(area, names) for area, names in by_area.items()]


def forecasts(person: Person, today) -> list[dict]:
    """When terms end and the age limit of a post is reached: what, day, word and tone of the badge (A4)."""
    found = []
    for held in person.posts:
        limit = held.post.age_limit
        warn_days = held.post.warn_days
        if held.term_ends_on:
            found.append((held.term_ends_on, f"{held}任期届满", warn_days))
        if limit:
            found.append((policy.turns(limit, person.birth_date), f"{held.post}到龄（{limit} 岁）", warn_days))
    return [
        {"what": what, "day": day, "left": _left((day - today).days, warn_days)}
        for day, what, warn_days in sorted(found)
    ]


def _left(days: int, warn_days: int) -> tuple[str, str] | None:
    if days < 0:
        return "已过期", "bad"
    return (f"还剩 {days} 天", "warn") if days <= warn_days else None


def team_of(person: Person, user, today):
    """Colleagues in the same villages whose files the user may see."""
    areas = [held.area_id for held in person.posts]
    held = Appointment.objects.for_user(user).valid_on(today).filter(area__in=areas).exclude(person=person)
    return held.select_related("person", "post", "area").order_by("area__code", "post__order", "seat")


def crumbs_to(person: Person | None = None) -> list[tuple[str, str]]:
    """From the list, or from the person's file, to a form."""
    above = [("干部", reverse("cadres:person_list"))]
    return [*above, (str(person), person.get_absolute_url())] if person else above


class PersonCreateView(CreatePage):
    model = Person
    form_class = PersonForm
    permission_required = "cadres.change_person"
    title = "新建干部档案"
    success_message = "档案已建立，请办理任职"

    def get_crumbs(self):
        return crumbs_to()


class PersonEditView(EditPage):
    model = Person
    form_class = PersonForm
    permission_required = "cadres.change_person"

    def get_queryset(self):
        return super().get_queryset().kept_by(self.request.user)

    def get_title(self):
        return f"修改{self.object}的档案"

    def get_crumbs(self):
        return crumbs_to(self.object)


class PersonPhotoView(DownloadPage):
    """The portrait, shown inside of the file: it is a JPEG of our own making."""

    model = Person
    permission_required = "cadres.view_person"
    as_attachment = False

    def get_attachment(self, person):
        return person.photo


class PersonPhotoEditView(FormPage):
    model = Person
    form_class = PhotoForm
    permission_required = "cadres.change_person"
    submit_label = "上传"
    success_message = "照片已更新"

    def get_queryset(self):
        return super().get_queryset().kept_by(self.request.user)

    def get_title(self):
        return f"{self.object}的照片"

    def get_crumbs(self):
        return crumbs_to(self.object)

    def perform(self, person, form):
        return services.set_photo(person=person, upload=form.cleaned_data["photo"], user=self.request.user)


class PersonRevealView(FormPage):
    """The whole ID number, telephone number or account: asked for with a reason, shown once, on record.

    A fragment beside the mask; a page of its own without scripts.
    """

    model = Person
    form_class = RevealForm
    permission_required = "cadres.reveal_person"
    submit_label = "查看"

    def get_queryset(self):
        return super().get_queryset().kept_by(self.request.user)

    @cached_property
    def field(self) -> SecretField:
        found = [field for field in secrets_of(Person) if field.name == self.kwargs["field"]]
        if not found:
            raise Http404
        return found[0]

    def get_template_names(self):
        return ["cadres/_reveal.html" if self.request.htmx else "cadres/person_reveal.html"]

    def get_title(self):
        return f"{self.object}的{self.field.verbose_name}"

    def get_crumbs(self):
        return crumbs_to(self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "masked": getattr(self.object, self.field.name), "label": self.field.verbose_name,
        }  # fmt: skip

    def form_valid(self, form):
        try:
            reason = form.cleaned_data["reason"]
            value = services.reveal(person=self.object, field=self.field.name, reason=reason, request=self.request)
        except TouyanError as error:
            form.add_error("reason", error.message)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, value=value))

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


class AppointmentCreateView(CreatePage):
    model = Appointment
    form_class = AppointmentForm
    permission_required = "cadres.change_appointment"
    submit_label = "确认任职"
    success_message = "任职已登记"

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(Person.objects.for_user(self.request.user), pk=self.kwargs["pk"])

    def get_title(self):
        return f"{self.person}任职"

    def get_crumbs(self):
        return crumbs_to(self.person)

    def get_initial(self):
        return {"area": self.person.area_id, "valid_from": timezone.localdate()}

    def save(self, form):
        services.appoint(person=self.person, **form.cleaned_data)
        return self.person


class AppointmentEndView(FormPage):
    model = Appointment
    form_class = AppointmentEndForm
    permission_required = "cadres.change_appointment"
    submit_label = "确认离任"
    success_message = "离任已登记"

    def get_queryset(self):
        return super().get_queryset().filter(valid_to=None).select_related("person", "post", "area")

    def get_title(self):
        return f"{self.object.person}不再担任{self.object.title}"

    def get_crumbs(self):
        return crumbs_to(self.object.person)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def perform(self, appointment, form):
        return services.end_appointment(appointment, **form.cleaned_data, by=self.request.user).person


class AccountPersonChoicesView(ChoicesPage):
    """Whom an account may be linked to: the administrator, who reads no files, finds whom he can name in full."""

    model = Person
    permission_required = "accounts.change_user"
    search = ("name", "number")

    def get_queryset(self):
        named = typed(self.request.GET.get("q", ""))
        return Person.objects.linkable_by(self.request.user) if named else Person.objects.none()

    def text_of(self, row):
        return f"{row}（{row.number}）"

    def hint_of(self, row):
        return f"{row.area.parent or ''}{row.area}"


class AccountLinkView(FormPage):
    """Whose file an account may read as a village cadre. The administrator sees number, name and village, no more."""

    model = User
    context_object_name = "account"
    form_class = AccountLinkForm
    permission_required = "accounts.change_user"
    template_name = "cadres/account_link.html"
    submit_label = "关联"
    success_message = "已关联"

    def get_title(self):
        return f"{self.object.name}的干部档案"

    def get_state(self):
        return [part for part in (self.object.username, self.object.unit) if part]

    def get_crumbs(self):
        return [("账号", reverse("accounts:user_list")), (self.object.name, self.object.get_absolute_url())]

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    @cached_property
    def person(self) -> Person | None:
        return Person.objects.filter(user=self.object).select_related("area__parent").first()

    def actions(self):
        if self.person:
            yield Action(
                "取消关联",
                reverse("cadres:account_unlink", args=[self.object.pk]),
                icon="unlink",
                confirm=f"取消后，{self.object.username} 不能再看{self.person.name}的档案。",
                reason=True,
            )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"person": self.person}

    def perform(self, account, form):
        services.link_account(person=form.cleaned_data["person"], user=account, by=self.request.user)
        return account

    def get_success_url(self):
        return reverse("cadres:account_link", args=[self.object.pk])


class AccountUnlinkView(ActionPage):
    model = User
    permission_required = "accounts.change_user"
    reason_required = True
    success_message = "已取消关联"

    def perform(self, account, reason):
        person = get_object_or_404(Person.objects.filter(user=account))
        services.unlink_account(person=person, by=self.request.user, reason=reason)

    def get_success_url(self):
        return reverse("cadres:account_link", args=[self.object.pk])


class VillageTeamView(DetailPage):
    """Who holds which post in a village today, and which single-seat post nobody holds (A4, A5)."""

    model = Area
    permission_required = "cadres.view_person"
    template_name = "cadres/village_team.html"

    def get_queryset(self):
        return super().get_queryset().villages().select_related("parent")

    def get_title(self):
        return f"{self.object}班子"

    def get_crumbs(self):
        return [("村情", reverse("areas:area_list")), (str(self.object), self.object.get_absolute_url())]

    @property
    def sees_files(self) -> bool:
        """Village cadres see who their colleagues are, not their files."""
        return not self.request.user.is_confined_to_self

    @cached_property
    def seats(self) -> list[Appointment]:
        today = timezone.localdate()
        held = Appointment.objects.valid_on(today).filter(area=self.object)
        seats = list(held.select_related("post", "area", "person").order_by("post__order", "seat"))
        for each in seats:
            each.age = policy.age_on(each.person.birth_date, today)
            each.linked = self.sees_files or each.person.user_id == self.request.user.pk
        taken = {each.post_id for each in seats}
        empty = (
            PostKind.objects.known_in(self.object.code)
            .filter(single_seat=True, is_seconded=False)
            .exclude(Q(pk__in=taken) | Q(code=TOWNSHIP_SECRETARY))
        )
        seats += [Appointment(area=self.object, post=post) for post in empty]
        return sorted(seats, key=lambda seat: (seat.post.order, seat.seat))

    def get_state(self):
        people = {seat.person_id: seat for seat in self.seats if seat.person_id and not seat.post.is_seconded}
        if not people:
            return ["还没有登记任职"]
        state = [figures("{} 人", len(people))]
        if self.sees_files:
            average = sum(seat.age for seat in people.values()) / len(people)
            women = sum(seat.person.sex == Sex.FEMALE for seat in people.values())
            state += [figures("平均 {} 岁", f"{average:.1f}"), figures("女 {} 人", women)]
        return state

    def get_context_data(self, **kwargs):
        table = TeamTable(self.seats, exclude=() if self.sees_files else ("age", "education"))
        RequestConfig(self.request, paginate=False).configure(table)
        return super().get_context_data(**kwargs) | {"table": table}


class VacancyListView(AreaListView):
    """The villages in which nobody is secretary today."""

    permission_required = "cadres.view_person"
    title = "没有书记的村"
    empty_text = "每个村都有书记"

    def get_queryset(self):
        return without_secretary(super().get_queryset(), timezone.localdate())

    def get_crumbs(self):
        return [("工作台", reverse("dashboards:home"))]
