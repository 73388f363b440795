"""Forms of contests: preparing one, who competes and rates, what needs a reason."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils import timezone

from accounts import policy as accounts_policy
from accounts.models import User
from areas.choices import Level
from areas.models import Area
from contests.choices import ENTRY_MOVES, EntryStatus, PeriodKind
from contests.models import BonusItem, Contest, ContestSeries, Entry, RaterGroup, Scheme, Sheet, StageKind
from contests.services.contests import proposed_scheme, proposed_stages, rater_groups
from core.forms import Checks, Form, ModelForm, RemoteModelChoiceField
from core.periods import Period

COUNTY_DIGITS = 6
PROPOSE_AGAIN = {
    "hx-get": "", "hx-include": "#id_name", "hx-target": "#stages", "hx-select": "#stages", "hx-swap": "outerHTML",
    "hx-select-oob": "#id_name", "hx-push-url": "false",
}  # fmt: skip
"""Another period fetches the dates, and the name unless somebody typed one, that go with it."""

KINDS_OFFERED = (PeriodKind.QUARTER, PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.MONTH)


def _reason(*, max_length: int = 300, rows: int = 3) -> forms.CharField:
    """Why a step is taken that needs a reason."""
    return forms.CharField(
        label="原因", max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "请写明原因"},
    )  # fmt: skip


def offered_periods(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Periods a contest can be made for, by kind: last year's, this year's and next year's."""
    groups = []
    for kind in KINDS_OFFERED:
        period, periods = Period(kind, today.year - 1, 1), []
        while period.year <= today.year + 1:
            periods.append((str(period), period.label))
            period = period.next()
        groups.append((kind.label, periods))
    return groups


def proposed_name(area: Area, period: Period) -> str:
    return f"{area.short_name}{period.label}擂台比武"


# ---------------------------------------------------------------- stages
class StagesMixin:
    """Two dates for each kind of stage; a stage without dates is not held."""

    def add_stages(self, dates: Mapping[str, tuple[date, date]]) -> None:
        """Add the fields with ``dates`` (stage code → first and last day) to begin with."""
        self.stage_kinds = list(StageKind.objects.all())
        for kind in self.stage_kinds:
            for at, (name, label) in enumerate([("starts", "开始"), ("ends", "截止")]):
                self.fields[f"{name}_{kind.code}"] = forms.DateField(
                    label=f"{kind}{label}",
                    required=False,
                    initial=dates[kind.code][at] if kind.code in dates else None,
                    widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
                )

    def stage_rows(self) -> list[tuple[StageKind, forms.BoundField, forms.BoundField]]:
        """Kind, first day, last day."""
        return [(kind, self[f"starts_{kind.code}"], self[f"ends_{kind.code}"]) for kind in self.stage_kinds]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Without the dates and the villages, which stand in tables of their own."""
        apart = {"villages"} | {f"{end}_{kind.code}" for kind in self.stage_kinds for end in ("starts", "ends")}
        return [("", [field for field in self.visible_fields() if field.name not in apart])]

    def clean(self):
        data = super().clean()
        for kind in self.stage_kinds:
            first, last = f"starts_{kind.code}", f"ends_{kind.code}"
            if first in data and last in data and (data[first] is None) != (data[last] is None):
                self.add_error(last if data[first] else first, "开始和截止要么都填，要么都不填")
        return data

    def stages(self) -> list[tuple[StageKind, date, date]]:
        """What was filled in."""
        data = self.cleaned_data
        return [
            (kind, data[f"starts_{kind.code}"], data[f"ends_{kind.code}"])
            for kind in self.stage_kinds
            if data[f"starts_{kind.code}"]
        ]


class VillagesMixin:
    """A form with a field ``villages``."""

    def villages_by_township(self) -> list[tuple[str, list[tuple[Area, bool]]]]:
        """Township → its villages, and whether each is chosen."""
        chosen = {str(value) for value in self["villages"].value() or []}
        groups: dict[str, list[tuple[Area, bool]]] = {}
        for village in self.fields["villages"].queryset.select_related("parent"):
            groups.setdefault(str(village.parent), []).append((village, str(village.pk) in chosen))
        return list(groups.items())


class ContestCreateForm(StagesMixin, VillagesMixin, Form):
    """A new contest of the office in which the user acts; the county also chooses the villages."""

    period = forms.ChoiceField(label="周期", help_text="换周期会按新周期重新给出各阶段日期")
    name = forms.CharField(label="名称", max_length=80)
    theme = forms.CharField(label="主题", max_length=120, required=False)
    scheme = forms.ModelChoiceField(Scheme.objects.all(), label="评分方案", empty_label="请选择")
    series = forms.ModelChoiceField(
        ContestSeries.objects.all(), label="系列", required=False, empty_label="按周期自动归入",
        help_text="同一系列的各期前后对比名次，每期只有一场",
    )  # fmt: skip
    new_series = forms.CharField(
        label="另立系列", max_length=80, required=False, help_text="同一期再办一场时才填新系列的名称"
    )
    villages = forms.ModelMultipleChoiceField(
        Area.objects.villages(), label="参赛村", error_messages={"required": "请选择参赛村"}
    )

    def __init__(self, *args, period: Period, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = self.user.acting.area
        self.fields["period"].choices = offered_periods(timezone.localdate())
        self.fields["period"].initial = str(period)
        self.fields["period"].widget.attrs |= PROPOSE_AGAIN
        self.fields["name"].initial = proposed_name(self.area, period)
        self.fields["scheme"].queryset = Scheme.objects.usable_in(self.area).select_related("area")
        # a township's own copy has the name of the county's scheme
        self.fields["scheme"].label_from_instance = lambda scheme: f"{scheme.area.short_name} {scheme}"
        self.fields["scheme"].initial = proposed_scheme(self.area, period)
        self.fields["series"].queryset = ContestSeries.objects.filter(area=self.area)
        if not self.fields["series"].queryset.exists():
            del self.fields["series"], self.fields["new_series"]
        self.add_stages(proposed_stages(period))
        if self.area.level == Level.COUNTY:
            villages = Area.objects.villages().below(self.area).valid_on(timezone.localdate())
            self.fields["villages"].queryset = villages
        else:
            del self.fields["villages"]

    def clean_period(self) -> Period:
        return Period.parse(self.cleaned_data["period"])

    def clean(self):
        data = super().clean()
        if data.get("series") and data.get("new_series"):
            self.add_error("new_series", "已选了系列，就不用另立")
        elif data.get("new_series") and self.fields["series"].queryset.filter(name=data["new_series"]).exists():
            self.add_error("new_series", "已有这个系列，请在上面选择")
        return data


class ContestForm(ModelForm):
    class Meta:
        model = Contest
        fields = ("name", "theme")


class StageForm(StagesMixin, Form):
    """Other dates. ``was`` holds the dates the page was opened with, so that nobody's change is overwritten unseen."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = _reason(rows=2)

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.current = {s.kind.code: (s.starts_on, s.ends_on) for s in contest.stages.select_related("kind")}
        self.fields["was"].initial = self._state()
        self.add_stages(self.current)
        self.order_fields([name for name in self.fields if name != "reason"])
        if contest.status == "draft":
            del self.fields["reason"]

    def _state(self) -> str:
        return ";".join(f"{code} {first} {last}" for code, (first, last) in sorted(self.current.items()))

    def clean(self):
        data = super().clean()
        if data.get("was") != self._state():
            now = "，".join(
                f"{kind} {self.current[kind.code][0]} 至 {self.current[kind.code][1]}"
                for kind in self.stage_kinds
                if kind.code in self.current
            )
            self.data = self.data.copy()
            self.data["was"] = self._state()
            self.add_error(None, f"您填写期间，他人已改过日期，现在是：{now}。您填的还在，请核对后再保存一次。")
        return data


# ---------------------------------------------------------------- who competes
class EntryAddForm(VillagesMixin, Form):
    villages = forms.ModelMultipleChoiceField(
        Area.objects.villages(), label="村（社区）", error_messages={"required": "请选择要添加的村"}
    )

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        villages = Area.objects.villages().below(contest.area).valid_on(timezone.localdate())
        self.fields["villages"].queryset = villages.exclude(pk__in=contest.entries.values("area"))


class EntryOrderForm(Form):
    """The number of every village."""

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        entries = list(contest.entries.all())
        for entry in entries:
            self.fields[f"number_{entry.pk}"] = forms.IntegerField(
                label=entry.name, min_value=1, max_value=len(entries), initial=entry.number,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    def numbers(self) -> dict[int, int]:
        return {int(name.removeprefix("number_")): number for name, number in self.cleaned_data.items()}


class EntryStatusForm(Form):
    status = forms.ChoiceField(label="改为", widget=forms.RadioSelect)
    reason = _reason()

    def __init__(self, *args, entry: Entry, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(EntryStatus.choices) | {EntryStatus.ACTIVE: "恢复参评"}
        self.fields["status"].choices = [(code, labels[code]) for code in ENTRY_MOVES[entry.status]]
        self.fields["status"].initial = ENTRY_MOVES[entry.status][0]


# ---------------------------------------------------------------- who rates
class _Account(Form):
    """The account of a rater, named by its user name: offices know that, but may not browse accounts."""

    username = forms.CharField(
        label="账号（用户名）", max_length=40, required=False, help_text="填了由本人登录打分，不填由本单位代为录入"
    )

    def clean_username(self) -> User | None:
        username = self.cleaned_data["username"].strip()
        if not username:
            return None
        user = User.objects.filter(username=username, is_active=True).first()
        county = self.user.acting.area.code[:COUNTY_DIGITS]
        if user is None or not any(
            accounts_policy.permits(held.role, "contests.score_sheet") and held.area.code.startswith(county)
            for held in user.current_assignments
        ):
            raise forms.ValidationError("本县区没有这个可以打分的账号，请核对用户名")
        return user


class RaterForm(_Account):
    group = forms.ModelChoiceField(RaterGroup.objects.all(), label="评委组", empty_label=None)
    seat = forms.IntegerField(label="席号", min_value=1, max_value=999, required=False, help_text="不填则接着排")
    name = forms.CharField(label="姓名", max_length=40)
    unit = forms.CharField(label="单位职务", max_length=60, required=False)
    area = RemoteModelChoiceField(
        Area.objects.all(), url_name="areas:area_choices", label="所在村（乡镇）", required=False,
        help_text="用于回避：不评自己的村，方案规定时也不评本乡镇",
    )  # fmt: skip
    field_order = ("group", "seat", "name", "unit", "area", "username")

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = rater_groups(contest.scheme)


class RaterEditForm(_Account):
    """Another person on the same seat, or an account for them."""

    name = forms.CharField(label="姓名", max_length=40)
    unit = forms.CharField(label="单位职务", max_length=60, required=False)
    field_order = ("name", "unit", "username")


class SecretariesForm(Form):
    group = forms.ModelChoiceField(RaterGroup.objects.all(), label="编入评委组", empty_label=None)

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        groups = rater_groups(contest.scheme)
        self.fields["group"].queryset = groups
        self.fields["group"].initial = groups.filter(code="peers").first()


class SheetsForm(Form):
    """Some sheets of one rater, and why."""

    sheets = forms.ModelMultipleChoiceField(
        Sheet.objects.all(), label="评分表", widget=Checks, error_messages={"required": "请至少选一份评分表"}
    )
    reason = _reason(max_length=200)

    def __init__(self, *args, sheets, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["sheets"]
        field.queryset = sheets.select_related("entry", "component").order_by("component__order", "entry__number")
        field.label_from_instance = lambda sheet: f"{sheet.component.short_name} {sheet.entry}"


# ---------------------------------------------------------------- steps
class ReopenForm(Form):
    ends_on = forms.DateField(label="新的截止日期", help_text="当天仍可打分")
    reason = _reason()

    def clean_ends_on(self) -> date:
        day = self.cleaned_data["ends_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("新的截止日期不能早于今天")
        return day


class OccurrenceForm(Form):
    entry = forms.ModelChoiceField(Entry.objects.all(), label="参赛村", empty_label="请选择")
    item = forms.ModelChoiceField(BonusItem.objects.all(), label="加扣分项", empty_label="请选择")
    case = forms.CharField(label="事例", max_length=120, help_text="同一事例写法要一样，按就高原则只计一次")
    evidence = forms.CharField(label="依据", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = contest.entries.all()
        self.fields["item"].queryset = contest.scheme.bonus_items.all()
