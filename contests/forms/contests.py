"""Forms of a contest: a new one, its name, the dates of its stages."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.html import format_html

from areas.choices import Level
from areas.models import Area
from contests.models import BasisDocument, Contest, ContestKind, StageKind
from contests.reads.proposals import contest_of, kinds_for, proposed_period, proposed_scheme, proposed_stages
from contests.services.contests import marked
from core.files.attachments import AttachmentField
from core.notices.forms import MAX_WORKDAYS
from core.pages.forms import DateText, Form, ModelForm, not_after_today
from core.values.periods import Period, PeriodKind
from scoring.choices import AssessmentStatus, Subject
from scoring.forms.base import reason_field
from scoring.forms.entries import VillagesMixin
from scoring.models import Scheme, Series

PROPOSE_AGAIN = {
    "hx-get": "", "hx-include": "#id_name, #id_kind", "hx-target": "#stages", "hx-select": "#stages",
    "hx-swap": "outerHTML", "hx-select-oob": "#id_name", "hx-push-url": "false",
}  # fmt: skip
"""Another period fetches the dates, and the name unless somebody typed one, that go with it."""

PROPOSE_KIND = PROPOSE_AGAIN | {"hx-select-oob": "#id_name,#id_period,#id_by_nomination"}
"""Another kind also brings its period and how entries come about."""

KINDS_OFFERED = (PeriodKind.QUARTER, PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.MONTH)


def offered_periods(area: Area, today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Periods a contest can be made for, by kind: this year's with the one before and after the running one, and those
    up to the first one after the coming quarter's beginning for which ``area`` has no contest yet.

    The running one and those to come stand first, those that are over behind them, the latest first.
    """
    groups, coming_quarter = [], Period.of(today).next()
    for kind in KINDS_OFFERED:
        now = Period.of(today, kind)
        last = Period.of(date(today.year, 12, 31), kind).number
        periods = {now.previous(), now.next(), *(Period(kind, today.year, number + 1) for number in range(last))}
        further = proposed_period(area, Period.of(coming_quarter.start, kind))
        while further > now:
            periods.add(further)
            further = further.previous()
        coming = sorted(period for period in periods if period >= now)
        over = sorted(periods.difference(coming), reverse=True)
        groups.append((kind.label, [(str(period), period.label) for period in [*coming, *over]]))
    return groups


def proposed_name(area: Area, period: Period) -> str:
    return f"{area.short_name}{period.label}擂台比武"


# ---------------------------------------------------------------- stages
class StagesMixin:
    """Two dates for each kind of stage; a stage without dates is not held."""

    def add_stages(self, dates: Mapping[str, tuple[date, date]]) -> None:
        """Add the fields with ``dates`` (stage code → first and last day) to begin with."""
        self.stage_kinds = list(StageKind.objects.for_user(self.user))
        for kind in self.stage_kinds:
            for at, (name, label) in enumerate([("starts", "开始"), ("ends", "截止")]):
                self.fields[f"{name}_{kind.code}"] = forms.DateField(
                    label=f"{kind}{label}",
                    required=False,
                    initial=dates[kind.code][at] if kind.code in dates else None,
                    widget=DateText({"class": "input"}),
                )

    def stage_rows(self) -> list[tuple[StageKind, forms.BoundField, forms.BoundField]]:
        """Kind, first day, last day."""
        return [(kind, self[f"starts_{kind.code}"], self[f"ends_{kind.code}"]) for kind in self.stage_kinds]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Without the dates and the villages, which stand in tables of their own."""
        apart = {"villages"} | {f"{end}_{kind.code}" for kind in self.stage_kinds for end in ("starts", "ends")}
        kept = [(title, [field for field in fields if field.name not in apart]) for title, fields in super().groups()]
        return [(title, fields) for title, fields in kept if fields]

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


class ContestCreateForm(StagesMixin, VillagesMixin, Form):
    """A new contest of the office in which the user acts; the county also chooses the villages."""

    kind = forms.ModelChoiceField(
        ContestKind.objects.all(), label="种类", help_text="定阶段和期限，在字典里增补；换种类会重新给出日期"
    )
    period = forms.ChoiceField(label="周期", help_text="换周期会按新周期重新给出各阶段日期")
    name = forms.CharField(label="名称", max_length=80)
    theme = forms.CharField(label="主题", max_length=120, required=False)
    scheme = forms.ModelChoiceField(Scheme.objects.all(), label="评分方案", empty_label="请选择")
    series = forms.ModelChoiceField(
        Series.objects.all(), label="系列", required=False, empty_label="按周期自动归入",
        help_text="同一系列的各期前后对比名次，每期只有一场",
    )  # fmt: skip
    new_series = forms.CharField(
        label="另立系列", max_length=80, required=False, help_text="同一期再办一场时才填新系列的名称"
    )
    by_nomination = forms.BooleanField(
        label="由乡镇推荐参赛", required=False, help_text="发布以后由各乡镇推荐；不勾则在下面选定"
    )
    is_trial = forms.BooleanField(
        label="演练", required=False, help_text="演练的分数和名次不计入任何统计、档案和以后的比武，名称前标“演练”"
    )
    villages = forms.ModelMultipleChoiceField(Area.objects.villages(), label="参赛村", required=False)
    fieldsets = (
        ("办哪一场", ("kind", "period", "name", "theme")),
        ("方案和系列", ("scheme", "series", "new_series")),
        ("怎么办", ("by_nomination", "is_trial")),
    )

    def __init__(self, *args, period: Period, periods: list, kind: ContestKind | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = self.user.acting.area
        self.fields["kind"].queryset = kinds_for(self.area)
        self.fields["kind"].initial = kind
        self.fields["kind"].widget.attrs |= PROPOSE_KIND
        self.fields["period"].choices = periods
        self.fields["period"].initial = str(period)
        self.fields["period"].widget.attrs |= PROPOSE_AGAIN
        self.fields["name"].initial = proposed_name(self.area, period)
        self.fields["scheme"].queryset = Scheme.objects.usable_in(self.area).select_related("area")
        # a township's own copy has the name of the county's scheme
        self.fields["scheme"].label_from_instance = lambda scheme: f"{scheme.area.short_name} {scheme}"
        self.fields["scheme"].initial = proposed_scheme(self.area, period)
        self.fields["series"].queryset = Series.objects.filter(area=self.area)
        if not self.fields["series"].queryset.exists():
            del self.fields["series"], self.fields["new_series"]
        self.add_stages(proposed_stages(kind, period, timezone.localdate()) if kind else {})
        if self.area.level == Level.COUNTY:
            villages = Area.objects.villages().below(self.area).valid_on(timezone.localdate())
            self.fields["villages"].queryset = villages
            self.fields["by_nomination"].initial = kind is not None and kind.by_nomination
        else:
            del self.fields["villages"], self.fields["by_nomination"]

    def clean_period(self) -> Period:
        return Period.parse(self.cleaned_data["period"])

    def clean(self):
        data = super().clean()
        if data.get("series") and data.get("new_series"):
            self.add_error("new_series", "已选了系列，就不用另立")
        elif data.get("new_series") and self.fields["series"].queryset.filter(name=data["new_series"]).exists():
            self.add_error("new_series", "已有这个系列，请在上面选择")
        if self._lacks_villages(data):
            self.add_error("villages", "请选择参赛村，或勾选“由乡镇推荐参赛”")
        self._refuse_a_second(data)
        self._ask_of_the_year(data.get("scheme"), data.get("period"))
        return data

    def _refuse_a_second(self, data) -> None:
        """The series has one contest of a period: which one it is stands in the message."""
        period = data.get("period")
        if not period or data.get("is_trial") or data.get("new_series"):
            return
        if made := contest_of(self.area, period, data.get("series")):
            said = format_html(
                '{}已经建过<a href="{}">{}</a>，同一系列每期只有一场。请换一个周期，或填“另立系列”再办一场',
                period.label, made.get_absolute_url(), made,
            )  # fmt: skip
            self.add_error("period", said)

    def _ask_of_the_year(self, scheme: Scheme | None, period: Period | None) -> None:
        """A scheme holds for its year: early in the next there may be none yet, but nobody takes it unawares."""
        if scheme and period and scheme.year != period.year:
            question = (
                f"这个方案是 {scheme.year} 年度的，比武是 {period.year} 年的。"
                f"{period.year} 年另有规定的，请先在“评分方案”里复制一份、改年度、启用，再来新建"
            )
            self.ask(f"year_{scheme.pk}_{period.year}", question, f"仍按 {scheme.year} 年度的方案办")

    def _lacks_villages(self, data) -> bool:
        scheme = data.get("scheme")
        chosen = data.get("by_nomination") or data.get("villages")
        return "villages" in self.fields and bool(scheme) and scheme.subject == Subject.VILLAGE and not chosen


class ContestForm(ModelForm):
    """Name, theme and work plan, and whether paper sheets are entered twice."""

    plan_upload = AttachmentField(label="工作方案文件", required=False)

    class Meta:
        model = Contest
        fields = ("name", "theme", "plan", "double_entry")
        widgets = {"plan": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.status != AssessmentStatus.DRAFT:  # those whom it controls cannot switch it off
            del self.fields["double_entry"]
        if self.instance.plan_file:
            self.fields["plan_upload"].help_text = f"现有：{self.instance.plan_file}；另选一个则替换"

    def clean_name(self) -> str:
        return marked(self.cleaned_data["name"], self.instance.is_trial)


class ProcedureForm(ModelForm):
    """The figures of nomination, declaration and notice, as this contest has them; most stay once scoring is open."""

    class Meta:
        model = Contest
        fields = Contest.PROCEDURE
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("required_topics", "elective_topics")}

    fieldsets = (
        ("推荐", ("by_nomination", "nominations_min", "nominations_max")),
        ("申报", (
            "asks_declaration", "needs_approval", "required_topics", "elective_topics", "electives_min",
            "electives_max", "reminder_days",
        )),
        ("公示", ("notice_days",)),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dropped = set()
        if self.instance.status != AssessmentStatus.DRAFT:
            dropped = set(Contest.PROCEDURE) - {"notice_days"}
        elif self.instance.area.level == Level.TOWNSHIP:
            dropped = {"by_nomination", "nominations_min", "nominations_max"}
        for name in dropped:
            del self.fields[name]
        self.fields["notice_days"].validators.append(MaxValueValidator(MAX_WORKDAYS))
        self.fieldsets = tuple(
            (title, kept) for title, names in self.fieldsets if (kept := [n for n in names if n not in dropped])
        )


class DocumentForm(ModelForm):
    """A basis document with its number and file."""

    upload = AttachmentField(label="文件", required=False)

    class Meta:
        model = BasisDocument
        fields = ("title", "number", "issuer", "issued_on")

    def clean_issued_on(self) -> date | None:
        return not_after_today(self, "issued_on")


class StageForm(StagesMixin, Form):
    """Other dates. ``was`` holds the dates the page was opened with, so that nobody's change is overwritten unseen."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = reason_field(rows=2)

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.current = {s.kind.code: (s.starts_on, s.ends_on) for s in contest.stages.select_related("kind")}
        self.fields["was"].initial = self._state()
        self.add_stages(self.current)
        self.order_fields([name for name in self.fields if name != "reason"])
        if not contest.dates_are_known:
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
