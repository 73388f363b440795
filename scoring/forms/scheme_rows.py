"""The rows of a scheme's builder: what each of them asks for, and what rules out what."""

from collections.abc import Iterable, Mapping

from django import forms
from django.core.validators import MinValueValidator

from core.pages.forms import Checks
from rules import forms as base
from rules.forms import RowMixin
from scoring import presets
from scoring.choices import Combine, ComponentKind, Coverage, ItemEffect, Method, PlacesBy, Recipient, TiePolicy, TooFew
from scoring.forms.fields import BandsField, LevelsField, PostsField
from scoring.models import AwardRule, BonusItem, Component, Dimension, Indicator, Measure, Scheme
from scoring.reads.parts import part_sources


def _not_negative(form: forms.BaseForm, *names: str) -> None:
    """Said beside the field, where the table's constraint could only be said above the form."""
    for name in names:
        form.fields[name].validators.append(MinValueValidator(0))


class SettingsForm(base.SettingsForm):
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


class DimensionForm(RowMixin, forms.ModelForm):
    kind = "dimension"

    class Meta:
        model = Dimension
        fields = ("name",)


class IndicatorForm(RowMixin, forms.ModelForm):
    kind, wide = "indicator", ("levels", "categories")

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
    kind, wide = "component", ("indicators",)

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
        source = part_sources().get(data.get("kind"))
        if source and source.is_overall:
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

    kind, named_by, new_title, wide = "measure", "indicator", "新算法", ("bands",)

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


class TieForm(RowMixin, forms.Form):
    """One link of the chain: ``component:mark``, ``dimension:mark`` or a kind that needs no target."""

    kind, named_by = "tie", "target"

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
    kind, heading, adding, new_title = "award", "奖项", "添加奖项", "新奖项"
    wide = ("name", "posts")

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

    kind, heading, wide = "bonus", "加扣分和一票否决", ("name",)
    remark = "就高组相同的，同一事例只计其中最高的一项"

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
