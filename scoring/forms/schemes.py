"""The builder of schemes: a whole scheme as one form, and the small forms around it."""

from collections.abc import Iterable, Mapping
from copy import copy
from decimal import Decimal

from django import forms
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Max
from django.http import QueryDict

from areas.models import Category
from core.pages.forms import Checks, Form, ModelForm, PlainWords
from rules.content import Content
from rules.services import code_for
from scoring import presets
from scoring.choices import (
    Combine,
    ComponentKind,
    Coverage,
    ItemEffect,
    Method,
    PlacesBy,
    Recipient,
    TieKind,
    TiePolicy,
    TooFew,
)
from scoring.forms.fields import BandsField, LevelsField, PostsField
from scoring.models import AwardRule, BonusItem, Component, Dimension, Indicator, Measure, Scheme
from scoring.policy import plain

YEARS = (2020, 2100)
OTHER_LINKS = (TieKind.UNROUNDED, TieKind.BONUS_COUNT, TieKind.PREVIOUS_RANK)
NEW_MARK = "__new__"
PARENT_MARK = "__parent__"


def _year_field(year: int) -> forms.IntegerField:
    return forms.IntegerField(label="年度", min_value=YEARS[0], max_value=YEARS[1], initial=year)


class SchemeCreateForm(Form):
    """A new draft: from a file that comes with the system, or empty."""

    source = forms.ChoiceField(label="起点", required=False, widget=forms.RadioSelect)
    name = forms.CharField(label="名称", max_length=80, required=False, help_text="只在选“空白方案”时填写")

    def __init__(self, *args, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"] = _year_field(year)
        shipped = [(name, presets.SCHEMES.title_of(path)) for name, path in presets.shipped().items()]
        self.fields["source"].choices = [*shipped, ("", "空白方案")]
        self.fields["source"].initial = shipped[0][0] if shipped else ""

    def clean(self):
        data = super().clean()
        if not data.get("source") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", "空白方案须填名称")
        return data


class SchemeCopyForm(Form):
    """Where the copy goes: a year of the own area."""

    name = forms.CharField(label="名称", max_length=80)

    def __init__(self, *args, scheme: Scheme, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = scheme.name
        self.fields["year"] = _year_field(scheme.year)
        last = Scheme.objects.filter(area=area, code=scheme.code, year=scheme.year).aggregate(last=Max("edition"))[
            "last"
        ]
        self.fields["year"].help_text = (
            f"留在 {scheme.year} 年即成为第 {last + 1} 版" if last else "复制到本区域，成为该年度第 1 版"
        )


# ---------------------------------------------------------------- the builder's rows


def _not_negative(form: forms.BaseForm, *names: str) -> None:
    """Said beside the field, where the table's constraint could only be said above the form."""
    for name in names:
        form.fields[name].validators.append(MinValueValidator(0))


class SettingsForm(ModelForm):
    """What holds for the scheme as a whole."""

    class Meta:
        model = Scheme
        fields = (
            "name", "basis", "subject", "full_mark", "base_points", "point_decimals", "decimals", "round_components",
            "exclusion_level", "allow_negative", "cap_at_full_mark", "bonus_cap", "deduction_cap",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _not_negative(self, "base_points", "bonus_cap", "deduction_cap")
        self.fields.pop("version")  # the builder sends one for the whole scheme
        self.initial |= {name: plain(v) for name, v in self.initial.items() if isinstance(v, Decimal)}


class RowMixin(PlainWords):
    """A row of the builder. ``mark`` names it within the page: the code of a stored row, anything for a new one.

    Foreign keys go by code, as in files.
    """

    def __init__(self, *args, mark: str, open_fields: Iterable[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.mark = mark
        self.open_fields = set(open_fields)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = "请选择"
                field.to_field_name = "code"
        self.initial = {name: plain(v) if isinstance(v, Decimal) else v for name, v in self.initial.items()}

    def values(self) -> dict:
        """The row as files have it."""
        data = {name: self.cleaned_data[name] for name in self.fields}
        return {name: value.code if isinstance(value, models.Model) else value for name, value in data.items()}

    def require(self, name: str, message: str) -> None:
        """The field must be filled; what is wrong with it already is enough."""
        if self.cleaned_data.get(name) in (None, "", []) and name not in self.errors:
            self.add_error(name, message)

    def drop(self, *names: str) -> None:
        """Values that do not apply go back to the table's defaults, so that hidden fields are in nobody's way."""
        for name in names:
            field = self._meta.model._meta.get_field(name)
            rows = field.many_to_many or field.one_to_many
            self.cleaned_data[name] = [] if rows else field.get_default() if field.has_default() else None
            self.errors.pop(name, None)

    @property
    def title(self) -> str:
        """The row's name as it stands in the form now."""
        return str(self["name"].value() or "").strip()


class DimensionForm(RowMixin, forms.ModelForm):
    class Meta:
        model = Dimension
        fields = ("name",)


class IndicatorForm(RowMixin, forms.ModelForm):
    levels = LevelsField(label="等次")
    categories = forms.MultipleChoiceField(
        label="适用村类别", required=False, widget=Checks, help_text="不选则各村都适用"
    )

    class Meta:
        model = Indicator
        fields = ("name", "maximum", "guidance")
        widgets = {"guidance": forms.Textarea(attrs={"rows": 1})}

    def __init__(self, *args, categories: Iterable[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = list(categories)

    def clean(self):
        data = super().clean()
        if data.get("levels") and data.get("maximum") is not None:
            for problem in presets.level_problems(data["maximum"], data["levels"]):
                self.add_error("levels", problem)
        return data

    @property
    def has_more(self) -> bool:
        """Whether its levels or categories say anything, so that the page shows them unfolded."""
        return bool(self["levels"].value() or self["categories"].value() or self.errors.keys() & {"levels"})


class ComponentForm(RowMixin, forms.ModelForm):
    indicators = forms.MultipleChoiceField(label="指标", required=False, widget=Checks)

    class Meta:
        model = Component
        fields = (
            "name", "short_name", "kind", "rater_group", "is_second_round", "coverage", "indicators",
            "overall_maximum", "combine", "drop_high", "drop_low", "weight", "factor", "minimum_sheets", "too_few",
        )  # fmt: skip

    def __init__(self, *args, indicators: Iterable[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = list(indicators)
        for name in ("short_name", "rater_group", "is_second_round"):
            self.fields[name].help_text = ""

    def clean(self):
        data = super().clean()
        if data.get("kind") == ComponentKind.RATED:
            self.require("rater_group", "请选评委组")
        else:
            self.drop("rater_group", "is_second_round", "minimum_sheets", "too_few")
            if data.get("combine") not in (Combine.MEAN, Combine.SUM):
                self.add_error("combine", "不由评委打分的项只能选“平均”（按权重）或“累加”（按系数）")
        if data.get("kind") == ComponentKind.CARRIED:
            data["coverage"] = Coverage.OVERALL
        if data.get("combine") == Combine.SUM:
            self.drop("weight")
            self.require("factor", "累加项须填系数")
            if data.get("too_few") == TooFew.PLAIN_MEAN:
                self.add_error("too_few", "累加项不能改用普通平均")
        else:
            self.drop("factor")
            self.require("weight", "须填权重")
        if data.get("combine") != Combine.TRIMMED:
            self.drop("drop_high", "drop_low")
        if data.get("coverage") == Coverage.OVERALL:
            self.require("overall_maximum", "须填总分上限")
        else:
            self.drop("overall_maximum")
        if data.get("coverage") == Coverage.CHOSEN:
            self.require("indicators", "请选指标")
        else:
            self.drop("indicators")
        return data


class MeasureForm(RowMixin, forms.ModelForm):
    """How one recorded figure becomes points; ``overall``: that of a component with one overall field."""

    indicator = forms.ChoiceField(label="指标", required=False)
    bands = BandsField(label="各档得分", help_text="达到起点即得该档的分，最后一档写“其余”")

    class Meta:
        model = Measure
        fields = ("indicator", "method", "unit", "zero", "target", "less_is_better", "bands", "source")
        field_classes = {"indicator": forms.ChoiceField}

    def __init__(self, *args, indicators: Iterable[tuple[str, str]] = (), overall: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.overall = overall
        self.fields["indicator"].choices = [("", "请选择"), *indicators]
        self.fields["source"].empty_label = "不取，由主办单位录入"
        for name in ("target", "less_is_better", "source"):
            self.fields[name].help_text = ""

    def clean(self):
        data = super().clean()
        if self.overall:
            data["indicator"] = ""
            self.errors.pop("indicator", None)
        else:
            self.require("indicator", "请选指标")
        if data.get("method") == Method.PROPORTIONAL:
            self.require("zero", "须填零分值")
            self.require("target", "须填满分值")
            if data.get("zero") is not None and data.get("zero") == data.get("target"):
                self.add_error("target", "不能与零分值相等")
        else:
            self.drop("zero", "target")
        if data.get("method") != Method.RANK:
            self.drop("less_is_better")
        if data.get("method") != Method.BANDS:
            self.drop("bands")
        elif "bands" not in self.errors:
            for problem in presets.band_problems(data["method"], data["bands"]):
                self.add_error("bands", problem)
        return data

    def _post_clean(self):
        """The row is checked above as files are; its indicator is a mark of the page, no row yet."""

    @property
    def title(self) -> str:
        return dict(self.fields["indicator"].choices).get(self["indicator"].value(), "")


class TieForm(RowMixin, forms.Form):
    """One link of the chain: ``component:mark``, ``dimension:mark`` or a kind that needs no target."""

    target = forms.ChoiceField(label="比什么")

    def __init__(self, *args, targets=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "请选择"), *targets]

    def link(self) -> tuple[str, str]:
        kind, _, mark = self.cleaned_data["target"].partition(":")
        return kind, mark


class PercentField(forms.DecimalField):
    """A share (0–1) that people see and type as a percentage."""

    def clean(self, value):
        percent = super().clean(value)
        return None if percent is None else percent / 100


AWARD_PLACES = {
    PlacesBy.SHARE: {"share", "rounding", "minimum", "maximum"},
    PlacesBy.NUMBER: {"number"},
    PlacesBy.RANGE: {"minimum", "maximum"},
    PlacesBy.THRESHOLD: {"threshold"},
    PlacesBy.AWARD_COUNT: {"number", "counted_kind"},
    PlacesBy.IMPROVEMENT: {"number"},
}
"""Which fields say how many places an award has."""


class AwardForm(RowMixin, forms.ModelForm):
    share = PercentField(label="比例（%）", required=False, max_digits=7, decimal_places=4, min_value=0, max_value=100)
    holder_share = PercentField(
        label="负责人所得（%）", required=False, max_digits=5, decimal_places=2, min_value=0, max_value=100
    )
    posts = PostsField(label="各职务金额（元）", help_text="扣款写负数")

    class Meta:
        model = AwardRule
        fields = (
            "name", "kind", "group", "unit", "places_by", "share", "number", "counted_kind", "threshold", "rounding",
            "minimum", "maximum", "from_bottom", "minimum_participants", "tie_policy", "shrink", "amount",
            "recipient", "holder_share", "posts", "months",
        )  # fmt: skip

    def __init__(self, *args, initial=None, posts: Mapping[str, str] | None = None, **kwargs):
        initial = dict(initial or {})
        for name in ("share", "holder_share"):
            if initial.get(name) is not None:
                initial[name] *= 100
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["posts"].names = posts or {}
        self.fields["number"].help_text = "选“前进规定名次”的填至少前进几名，选“其他奖项”的填至少得几个"
        self.fields["minimum"].label, self.fields["maximum"].label = "至少几个", "至多几个"
        self.fields["minimum"].required = False
        self.fields["threshold"].help_text = "按维度评奖填占该维度满分的比例 0–1"

    def clean(self):
        data = super().clean()
        used = AWARD_PLACES.get(data.get("places_by"), set())
        self.drop(*{name for names in AWARD_PLACES.values() for name in names} - used)
        for name in used & {"share", "number", "threshold", "counted_kind"}:
            self.require(name, "请填写")
        for name in used & {"share", "number"}:
            if data.get(name) is not None and data[name] <= 0:
                self.add_error(name, "须大于 0")
        if data.get("places_by") == PlacesBy.RANGE:
            self.require("maximum", "请填写")
            if not data.get("minimum") and "minimum" not in self.errors:
                self.add_error("minimum", "至少为 1")
        data["minimum"] = data.get("minimum") or 0
        if data.get("maximum") is not None and data["maximum"] < data["minimum"]:
            self.add_error("maximum", "不能小于至少几个")
        if data.get("places_by") in (PlacesBy.AWARD_COUNT, PlacesBy.IMPROVEMENT):
            self.drop("from_bottom")
        if not data.get("group") or data.get("tie_policy") == TiePolicy.DECIDE:
            self.drop("shrink")
        if data.get("recipient") != Recipient.BOTH:
            self.drop("holder_share")
        else:
            self.require("holder_share", "请填写")
            if data.get("holder_share") is not None and not 0 < data["holder_share"] < 1:
                self.add_error("holder_share", "须大于 0%、小于 100%")
        if data.get("recipient") == Recipient.POSTS:
            self.drop("amount")
        else:
            self.drop("posts", "months")
        amount = data.get("amount")
        if amount is not None and (amount == 0 or (amount < 0 and not data.get("from_bottom"))):
            self.add_error("amount", "须大于 0；只有从末位数起的奖项可以填负数，即扣款")
        if "posts" not in self.errors and "recipient" in data:
            for problem in presets.post_problems(data["recipient"], data.get("from_bottom", False), data["posts"]):
                self.add_error("posts", problem)
        if data.get("months") == 0:
            self.add_error("months", "至少 1 个月；一次发放的不填")
        return data


class BonusForm(RowMixin, forms.ModelForm):
    """The highest-only group is typed by name; items of the same name share it."""

    group = forms.CharField(label="就高组", max_length=40, required=False)
    dimension = forms.ChoiceField(label="计入维度", required=False)

    class Meta:
        model = BonusItem
        fields = ("name", "effect", "points", "low", "high", "cap")

    def __init__(self, *args, dimensions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimension"].choices = [("", "不计入"), *dimensions]
        self.fields["cap"].help_text = "本项加分或扣分合计最多几分，填正数"
        _not_negative(self, "cap")

    def clean(self):
        data = super().clean()
        if data.get("effect") == ItemEffect.POINTS:
            low, high = data.get("low"), data.get("high")
            if data.get("points") is not None and (low is not None or high is not None):
                self.add_error("points", "每次分值和范围只填一样")
            elif low is not None or high is not None:
                self.require("low", "范围的两头都要填")
                self.require("high", "范围的两头都要填")
                if low is not None and high is not None and (low >= high or low < 0 < high):
                    self.add_error("high", "须大于最低分值，并且同为加分或同为扣分")
            else:
                self.require("points", "须填分值，或填范围")
                if data.get("points") == 0:
                    self.add_error("points", "不能为 0；加分为正，扣分为负")
        else:
            self.drop("points", "low", "high", "cap")
            data["group"] = ""
        if data.get("effect") == ItemEffect.DIMENSION_ZERO:
            self.require("dimension", "请选记零分的维度")
        elif data.get("effect") != ItemEffect.POINTS:
            data["dimension"] = ""
        return data


# ---------------------------------------------------------------- the builder


class SchemeBuilder:
    """All of a draft in one page.

    The browser sends, for each section, the marks of its rows in their order (``components``: ``observation``,
    ``new1`` …; the indicators of a dimension under ``dimensions-<mark>-indicators``, the measures of a component
    likewise) and each row's fields under ``<section>-<mark>-``. Rows it does not send are gone.
    """

    def __init__(self, *, scheme: Scheme, user, data: QueryDict | None = None):
        self.user = user
        self.stored = presets.SCHEMES.read(scheme)
        self.data = data
        self.open_paths = {note.path for note in scheme.notes.all() if note.is_unset and note.confirmed_by_id is None}
        self.open_ties = "tie_breaks" in self.open_paths
        self.settings = SettingsForm(data, instance=copy(scheme), user=user)
        self.settings.open_fields = self._open("scheme")
        content = self.stored
        self.categories = list(Category.objects.for_user(user).values_list("code", "name"))
        self.dimensions = self._rows(DimensionForm, "dimensions", content["dimensions"])
        self.indicators = {
            form.mark: self._rows(
                IndicatorForm, f"dimensions-{form.mark}-indicators",
                next((row["indicators"] for row in content["dimensions"] if row["code"] == form.mark), []),
                prefix="indicators", path=f"dimensions.{form.mark}.indicators", categories=self.categories,
            )
            for form in self.dimensions
        }  # fmt: skip
        self.components = self._rows(
            ComponentForm, "components", content["components"], indicators=self._indicator_choices()
        )
        self.measures = {form.mark: self._measure_rows(form) for form in self.components}
        ties = [{"target": _target(row)} for row in content["tie_breaks"]]
        self.ties = self._rows(TieForm, "ties", ties, path="tie_breaks", targets=self._targets())
        self.posts = presets.post_names(scheme.area)
        self.awards = self._rows(AwardForm, "awards", content["awards"], posts=self.posts)
        groups = {row["code"]: row["name"] for row in content["bonus_groups"]}
        items = [row | {"group": groups.get(row["group"], "")} for row in content["bonus_items"]]
        self.bonuses = self._rows(
            BonusForm, "bonuses", items, path="bonus_items", dimensions=self._choices(self.dimensions)
        )
        self._keep_in_reach(self.forms())

    def _keep_in_reach(self, rows: Iterable[forms.BaseForm]) -> None:
        """Rows offer the kinds of the user's county only."""
        for field in (field for form in rows for field in form.fields.values()):
            if isinstance(field, forms.ModelChoiceField) and hasattr(field.queryset, "for_user"):
                field.queryset = field.queryset.for_user(self.user)

    def _rows(self, form_class, name: str, rows: list[dict], *, prefix: str = "", path: str = "", **options) -> list:
        """The forms of one section: as sent, or as stored."""
        prefix, path = prefix or name, path or name
        key = "name" if form_class is AwardForm else "code"
        if self.data is not None:
            marks = list(dict.fromkeys(self.data.getlist(name)))
            return [
                form_class(
                    self.data, prefix=f"{prefix}-{mark}", mark=mark, open_fields=self._open(f"{path}.{mark}"), **options
                )
                for mark in marks
            ]
        return [
            form_class(
                initial=row, prefix=f"{prefix}-{mark}", mark=mark,
                open_fields=self._open(f"{path}.{row.get(key, '')}"), **options,
            )
            for at, row in enumerate(rows, 1)
            for mark in [row.get("code", str(at))]
        ]  # fmt: skip

    def _measure_rows(self, component: ComponentForm) -> list[MeasureForm]:
        """The measures of a component; what another kind of component sends of them is gone."""
        at = f"components.{component.mark}.measures"
        stored = next((row["measures"] for row in self.stored["components"] if row["code"] == component.mark), [])
        rows = [row | {"code": f"{component.mark}.{presets.MEASURES.name_of(row)}"} for row in stored]
        if self.data is not None and component["kind"].value() != ComponentKind.RECORDED:
            return []
        forms = self._rows(
            MeasureForm, f"components-{component.mark}-measures", rows, prefix="measures", path=at,
            indicators=self._indicator_choices(), overall=component["coverage"].value() == Coverage.OVERALL,
        )  # fmt: skip
        for form in forms:
            form.open_fields = self._open(f"{at}.{form.mark.rpartition('.')[2]}")
        return forms

    def _open(self, path: str) -> set[str]:
        """Fields of a row whose proposed value nobody has confirmed yet."""
        return {each.rpartition(".")[2] for each in self.open_paths if each.rpartition(".")[0] == path}

    # what rows offer to each other

    @staticmethod
    def _choices(rows: Iterable[RowMixin]) -> list[tuple[str, str]]:
        return [(form.mark, form.title or "（未命名）") for form in rows]

    def _indicator_choices(self) -> list[tuple[str, str]]:
        return [choice for rows in self.indicators.values() for choice in self._choices(rows)]

    def _targets(self) -> list:
        groups = [
            (label, [(f"{kind}:{mark}", name) for mark, name in self._choices(rows)])
            for kind, label, rows in (
                (TieKind.COMPONENT, "评分项得分", self.components),
                (TieKind.DIMENSION, "维度得分", self.dimensions),
            )
            if rows
        ]
        others = [(kind.value, kind.label) for kind in OTHER_LINKS]
        return [*groups, ("其他", others)]

    def blank_rows(self) -> dict[str, RowMixin]:
        """A row of each section for the page to make new ones from."""
        new = {"mark": NEW_MARK}
        rows = {
            "dimension": DimensionForm(prefix=f"dimensions-{NEW_MARK}", **new),
            "indicator": IndicatorForm(prefix=f"indicators-{NEW_MARK}", categories=self.categories, **new),
            "component": ComponentForm(prefix=f"components-{NEW_MARK}", indicators=self._indicator_choices(), **new),
            "measure": MeasureForm(prefix=f"measures-{NEW_MARK}", indicators=self._indicator_choices(), **new),
            "tie": TieForm(prefix=f"ties-{NEW_MARK}", targets=self._targets(), **new),
            "award": AwardForm(prefix=f"awards-{NEW_MARK}", posts=self.posts, **new),
            "bonus": BonusForm(prefix=f"bonuses-{NEW_MARK}", dimensions=self._choices(self.dimensions), **new),
        }
        self._keep_in_reach(rows.values())
        return rows

    def dimension_rows(self) -> list[tuple[DimensionForm, list[IndicatorForm]]]:
        return [(form, self.indicators[form.mark]) for form in self.dimensions]

    def component_rows(self) -> list[tuple[ComponentForm, list[MeasureForm]]]:
        return [(form, self.measures[form.mark]) for form in self.components]

    # what was sent

    def forms(self) -> list[forms.BaseForm]:
        inner = [form for rows in (*self.indicators.values(), *self.measures.values()) for form in rows]
        return [
            self.settings, *self.dimensions, *inner, *self.components, *self.ties, *self.awards, *self.bonuses
        ]  # fmt: skip

    def is_valid(self) -> bool:
        valid = not self.wrong
        names = set()
        for form in self.awards:
            name = form.cleaned_data.get("name")
            if name in names:
                form.add_error("name", "奖项名称重复")
                valid = False
            names.add(name)
        for rows in self.measures.values():
            taken = set()
            for form in rows:
                indicator = form.cleaned_data.get("indicator")
                if indicator is not None and indicator in taken:
                    form.add_error("indicator" if indicator else None, "同一指标只能有一个算法")
                    valid = False
                taken.add(indicator)
        return valid

    @property
    def wrong(self) -> int:
        """How many places have to be mended."""
        return sum(len(form.errors) for form in self.forms())

    def content(self) -> Content:
        """What the valid form says, for ``save_content``."""
        codes, settings = self._codes(), self.settings.cleaned_data
        dimensions = [
            {
                "code": codes["dimension"][form.mark], "name": form.cleaned_data["name"],
                "indicators": [
                    row.values() | {"code": codes["indicator"][row.mark]} for row in self.indicators[form.mark]
                ],
            }
            for form in self.dimensions
        ]  # fmt: skip
        components = [
            form.values()
            | {
                "code": codes["component"][form.mark],
                "indicators": [c for mark, c in codes["indicator"].items() if mark in form.cleaned_data["indicators"]],
                "measures": [
                    row.values() | {"indicator": codes["indicator"].get(row.cleaned_data["indicator"])}
                    for row in self.measures[form.mark]
                ],
            }
            for form in self.components
        ]
        ties = []
        for form in self.ties:
            kind, mark = form.link()
            ties.append(
                {"kind": kind, "component": None, "dimension": None} | ({kind: codes[kind][mark]} if mark else {})
            )
        group_codes = self._group_codes()
        items = [
            form.values()
            | {
                "code": codes["bonus"][form.mark],
                "group": group_codes.get(form.cleaned_data["group"]),
                "dimension": codes["dimension"].get(form.cleaned_data["dimension"]),
            }
            for form in self.bonuses
        ]
        return {
            "scheme": self.stored["scheme"] | {name: settings[name] for name in SettingsForm.Meta.fields},
            "dimensions": dimensions,
            "components": components,
            "bonus_groups": [{"code": code, "name": name} for name, code in group_codes.items()],
            "bonus_items": items,
            "tie_breaks": ties,
            "awards": [form.values() for form in self.awards],
            "notes": {},
        }

    def differences(self) -> list[tuple[str, str, str]]:
        """What the valid form says otherwise than the stored scheme: (what, mine, theirs)."""
        mine, theirs = self.content(), self.stored
        values, stored = presets.SCHEMES.values_of(mine), presets.SCHEMES.values_of(theirs)
        labels = presets.SCHEMES.labels(theirs) | presets.SCHEMES.labels(mine)
        shown, stored_shown = presets.SCHEMES.shown(mine), presets.SCHEMES.shown(theirs)
        return [
            (label, shown.get(path, "（没有）"), stored_shown.get(path, "（没有）"))
            for path, label in labels.items()
            if not path.endswith(".code") and values.get(path) != stored.get(path)
        ]

    def _codes(self) -> dict[str, dict[str, str]]:
        """Section → mark → code: kept where the row is stored, made from its name where it is new."""
        stored = self.stored
        indicators = [row for dimension in stored["dimensions"] for row in dimension["indicators"]]
        return {
            "dimension": _codes(self.dimensions, stored["dimensions"], "dimension"),
            "indicator": _codes([row for rows in self.indicators.values() for row in rows], indicators, "indicator"),
            "component": _codes(self.components, stored["components"], "component"),
            "bonus": _codes(self.bonuses, stored["bonus_items"], "bonus"),
        }

    def _group_codes(self) -> dict[str, str]:
        known = {row["name"]: row["code"] for row in self.stored["bonus_groups"]}
        codes: dict[str, str] = {}
        for form in self.bonuses:
            name = form.cleaned_data["group"]
            if name and name not in codes:
                codes[name] = known.get(name) or code_for(name, {*known.values(), *codes.values()}, fallback="group")
        return codes


def _codes(rows: Iterable[RowMixin], stored: list[dict], fallback: str) -> dict[str, str]:
    known = {row["code"] for row in stored}
    codes = {form.mark: form.mark for form in rows if form.mark in known}
    for form in rows:
        if form.mark not in known:
            codes[form.mark] = code_for(form.title, {*known, *codes.values()}, fallback=fallback)
    return {form.mark: codes[form.mark] for form in rows}


def _target(row: dict) -> str:
    mark = row["component"] or row["dimension"]
    return f"{row['kind']}:{mark}" if mark else row["kind"]
