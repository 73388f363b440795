"""The builder of schemes: a whole scheme as one form, and the small forms around it."""

from collections.abc import Iterable
from copy import copy
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import QueryDict

from contests import presets
from contests.choices import Combine, Coverage, PlacesBy, TieKind
from contests.models import AwardRule, BonusItem, Component, Dimension, Indicator, Scheme
from contests.policy import plain
from contests.presets import Content
from contests.services.schemes import code_for
from core.forms import Form, ModelForm

YEARS = (2020, 2100)
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
        shipped = [(name, presets.title_of(path)) for name, path in presets.shipped().items()]
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


def _figures(form: forms.BaseForm) -> None:
    """Number fields that take any decimals and are not changed by a wheel or an arrow by 0.0001."""
    for field in form.fields.values():
        if isinstance(field, forms.DecimalField):
            field.widget.attrs["step"] = "any"


class SettingsForm(ModelForm):
    """What holds for the scheme as a whole."""

    class Meta:
        model = Scheme
        fields = (
            "name", "basis", "full_mark", "base_points", "point_decimals", "decimals", "round_components",
            "exclusion_level", "allow_negative", "cap_at_full_mark", "bonus_cap", "deduction_cap",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _figures(self)
        self.fields.pop("version")  # the builder sends one for the whole scheme
        self.initial |= {name: plain(v) for name, v in self.initial.items() if isinstance(v, Decimal)}


class RowMixin:
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
        _figures(self)
        self.initial = {name: plain(v) if isinstance(v, Decimal) else v for name, v in self.initial.items()}

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.fields}

    @property
    def title(self) -> str:
        """The row's name as it stands in the form now."""
        return str(self["name"].value() or "").strip()


class DimensionForm(RowMixin, forms.ModelForm):
    class Meta:
        model = Dimension
        fields = ("name",)


class IndicatorForm(RowMixin, forms.ModelForm):
    class Meta:
        model = Indicator
        fields = ("name", "maximum", "guidance")
        widgets = {"guidance": forms.Textarea(attrs={"rows": 1})}


class ComponentForm(RowMixin, forms.ModelForm):
    """Values that the chosen method does not use are dropped, so that hidden fields cannot be in the way."""

    indicators = forms.MultipleChoiceField(label="指标", required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Component
        fields = (
            "name", "short_name", "rater_group", "coverage", "indicators", "overall_maximum", "combine", "drop_high",
            "drop_low", "weight", "factor", "minimum_sheets", "too_few",
        )  # fmt: skip

    def __init__(self, *args, indicators: Iterable[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = list(indicators)
        self.fields["short_name"].help_text = ""

    def clean(self):
        data = super().clean()
        if data.get("combine") == Combine.SUM:
            data["weight"] = None
            if data.get("factor") is None and "factor" not in self.errors:
                self.add_error("factor", "累加项须填系数")
        else:
            data["factor"] = None
            if data.get("weight") is None and "weight" not in self.errors:
                self.add_error("weight", "须填权重")
        if data.get("combine") != Combine.TRIMMED:
            data["drop_high"] = data["drop_low"] = 0
        if data.get("coverage") != Coverage.OVERALL:
            data["overall_maximum"] = None
        elif data.get("overall_maximum") is None and "overall_maximum" not in self.errors:
            self.add_error("overall_maximum", "须填总分上限")
        if data.get("coverage") != Coverage.CHOSEN:
            data["indicators"] = []
        elif not data.get("indicators") and "indicators" not in self.errors:
            self.add_error("indicators", "请选指标")
        return data

    def values(self) -> dict:
        group = self.cleaned_data["rater_group"]
        return super().values() | {"rater_group": group.code}


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


class AwardForm(RowMixin, forms.ModelForm):
    share = PercentField(label="比例（%）", required=False, max_digits=7, decimal_places=4, min_value=0, max_value=100)

    class Meta:
        model = AwardRule
        fields = (
            "name", "kind", "group", "unit", "places_by", "share", "number", "rounding", "minimum", "maximum",
            "minimum_participants", "tie_policy", "shrink",
        )  # fmt: skip

    def __init__(self, *args, initial=None, **kwargs):
        initial = dict(initial or {})
        if initial.get("share") is not None:
            initial["share"] *= 100
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["minimum"].label, self.fields["maximum"].label = "至少几个", "至多几个"

    def clean(self):
        data = super().clean()
        unused, used = ("share", "number") if data.get("places_by") == PlacesBy.NUMBER else ("number", "share")
        data[unused] = None
        if unused == "share":
            data["minimum"], data["maximum"] = 0, None
        if not data.get(used) and used not in self.errors:
            self.add_error(used, "须大于 0")
        return data

    def values(self) -> dict:
        return super().values() | {"kind": self.cleaned_data["kind"].code}


class BonusForm(RowMixin, forms.ModelForm):
    """The highest-only group is typed by name; items of the same name share it."""

    group = forms.CharField(label="就高组", max_length=40, required=False)
    dimension = forms.ChoiceField(label="计入维度", required=False)

    class Meta:
        model = BonusItem
        fields = ("name", "points", "cap")

    def __init__(self, *args, dimensions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimension"].choices = [("", "不计入"), *dimensions]

    def clean_points(self):
        if self.cleaned_data["points"] == 0:
            raise ValidationError("不能为 0；加分为正，扣分为负")
        return self.cleaned_data["points"]


# ---------------------------------------------------------------- the builder


class SchemeBuilder:
    """All of a draft in one page.

    The browser sends, for each section, the marks of its rows in their order (``components``: ``observation``,
    ``new1`` …; the indicators of a dimension under ``dimensions-<mark>-indicators``) and each row's fields under
    ``<section>-<mark>-``. Rows it does not send are gone.
    """

    def __init__(self, *, scheme: Scheme, user, data: QueryDict | None = None):
        self.stored = presets.read(scheme)
        self.data = data
        self.open_paths = {note.path for note in scheme.notes.all() if note.is_unset and note.confirmed_by_id is None}
        self.open_ties = "tie_breaks" in self.open_paths
        self.settings = SettingsForm(data, instance=copy(scheme), user=user)
        self.settings.open_fields = self._open("scheme")
        content = self.stored
        self.dimensions = self._rows(DimensionForm, "dimensions", content["dimensions"])
        self.indicators = {
            form.mark: self._rows(
                IndicatorForm, f"dimensions-{form.mark}-indicators",
                next((row["indicators"] for row in content["dimensions"] if row["code"] == form.mark), []),
                prefix="indicators", path=f"dimensions.{form.mark}.indicators",
            )
            for form in self.dimensions
        }  # fmt: skip
        self.components = self._rows(
            ComponentForm, "components", content["components"], indicators=self._indicator_choices()
        )
        ties = [{"target": _target(row)} for row in content["tie_breaks"]]
        self.ties = self._rows(TieForm, "ties", ties, path="tie_breaks", targets=self._targets())
        self.awards = self._rows(AwardForm, "awards", content["awards"])
        groups = {row["code"]: row["name"] for row in content["bonus_groups"]}
        items = [row | {"group": groups.get(row["group"], "")} for row in content["bonus_items"]]
        self.bonuses = self._rows(
            BonusForm, "bonuses", items, path="bonus_items", dimensions=self._choices(self.dimensions)
        )

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
        others = [(kind.value, kind.label) for kind in (TieKind.BONUS_COUNT, TieKind.PREVIOUS_RANK)]
        return [*groups, ("其他", others)]

    def blank_rows(self) -> dict[str, RowMixin]:
        """A row of each section for the page to make new ones from."""
        new = {"mark": NEW_MARK}
        return {
            "dimension": DimensionForm(prefix=f"dimensions-{NEW_MARK}", **new),
            "indicator": IndicatorForm(prefix=f"indicators-{NEW_MARK}", **new),
            "component": ComponentForm(prefix=f"components-{NEW_MARK}", indicators=self._indicator_choices(), **new),
            "tie": TieForm(prefix=f"ties-{NEW_MARK}", targets=self._targets(), **new),
            "award": AwardForm(prefix=f"awards-{NEW_MARK}", **new),
            "bonus": BonusForm(prefix=f"bonuses-{NEW_MARK}", dimensions=self._choices(self.dimensions), **new),
        }

    def dimension_rows(self) -> list[tuple[DimensionForm, list[IndicatorForm]]]:
        return [(form, self.indicators[form.mark]) for form in self.dimensions]

    # what was sent

    def forms(self) -> list[forms.BaseForm]:
        inner = [form for rows in self.indicators.values() for form in rows]
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
        values, stored = presets.values_of(mine), presets.values_of(theirs)
        labels = presets.labels(theirs) | presets.labels(mine)
        shown, stored_shown = presets.shown(mine), presets.shown(theirs)
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
