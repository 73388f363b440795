"""The builder of schemes: rows inside rows, and rows that refer to rows of other sections."""

from collections.abc import Iterable

from django import forms

from areas.models import Category
from rules.forms import NEW_MARK, Builder, RowMixin
from rules.services import code_for
from scoring import presets
from scoring.choices import ComponentKind, Coverage, TieKind
from scoring.forms.scheme_rows import (
    AwardForm,
    BonusForm,
    ComponentForm,
    DimensionForm,
    IndicatorForm,
    MeasureForm,
    SettingsForm,
    TieForm,
)

OTHER_LINKS = (TieKind.UNROUNDED, TieKind.BONUS_COUNT, TieKind.PREVIOUS_RANK)


class SchemeBuilder(Builder):
    """All of a draft in one page.

    The browser sends the indicators of a dimension under ``dimensions-<mark>-indicators``, the measures of a component
    likewise, bonus items as ``bonuses`` and the links of the chain of ties as ``ties``.
    """

    settings_form = SettingsForm

    def build(self):
        content = self.stored
        self.categories = list(Category.objects.for_user(self.user).values_list("code", "name"))
        self.part("dimensions", DimensionForm)
        self.indicators = {
            form.mark: self.make_rows(
                IndicatorForm, f"dimensions-{form.mark}-indicators",
                next((row["indicators"] for row in content["dimensions"] if row["code"] == form.mark), []),
                prefix="indicators", path=f"dimensions.{form.mark}.indicators", categories=self.categories,
            )
            for form in self.dimensions
        }  # fmt: skip
        self.part("components", ComponentForm, indicators=self._indicator_choices())
        self.measures = {form.mark: self._measure_rows(form) for form in self.components}
        ties = [{"target": _target(row)} for row in content["tie_breaks"]]
        self.part("tie_breaks", TieForm, ties, listed="ties", targets=self._targets())
        self.part("awards", AwardForm, posts=presets.post_names(self.rule_set.area))
        groups = {row["code"]: row["name"] for row in content["bonus_groups"]}
        items = [row | {"group": groups.get(row["group"], "")} for row in content["bonus_items"]]
        self.part("bonus_items", BonusForm, items, listed="bonuses", dimensions=self._choices(self.dimensions))

    @property
    def dimensions(self) -> list[DimensionForm]:
        return self.parts["dimensions"].rows

    @property
    def components(self) -> list[ComponentForm]:
        return self.parts["components"].rows

    @property
    def bonuses(self) -> list[BonusForm]:
        return self.parts["bonus_items"].rows

    def _measure_rows(self, component: ComponentForm) -> list[MeasureForm]:
        """The measures of a component; what another kind of component sends of them is gone."""
        at = f"components.{component.mark}.measures"
        stored = next((row["measures"] for row in self.stored["components"] if row["code"] == component.mark), [])
        rows = [row | {"code": f"{component.mark}.{presets.MEASURES.name_of(row)}"} for row in stored]
        if self.data is not None and component["kind"].value() != ComponentKind.RECORDED:
            return []
        forms = self.make_rows(
            MeasureForm, f"components-{component.mark}-measures", rows, prefix="measures", path=at,
            indicators=self._indicator_choices(), overall=component["coverage"].value() == Coverage.OVERALL,
        )  # fmt: skip
        for form in forms:
            form.open_fields = self.open_fields(f"{at}.{form.mark.rpartition('.')[2]}")
        return forms

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
        """Rows inside rows for the page to make new ones from."""
        indicator = IndicatorForm(prefix=f"indicators-{NEW_MARK}", mark=NEW_MARK, categories=self.categories)
        choices = self._indicator_choices()
        measure = MeasureForm(prefix=f"measures-{NEW_MARK}", mark=NEW_MARK, indicators=choices)
        self.keep_in_reach([indicator, measure])
        return {"indicator": indicator, "measure": measure}

    def dimension_rows(self) -> list[tuple[DimensionForm, list[IndicatorForm]]]:
        return [(form, self.indicators[form.mark]) for form in self.dimensions]

    def component_rows(self) -> list[tuple[ComponentForm, list[MeasureForm]]]:
        return [(form, self.measures[form.mark]) for form in self.components]

    # what was sent

    def forms(self) -> list[forms.BaseForm]:
        inner = [form for rows in (*self.indicators.values(), *self.measures.values()) for form in rows]
        return [*super().forms(), *inner]

    def is_valid(self) -> bool:
        valid = super().is_valid()
        for rows in self.measures.values():
            taken = set()
            for form in rows:
                indicator = form.cleaned_data.get("indicator")
                if indicator is not None and indicator in taken:
                    form.add_error("indicator" if indicator else None, "同一指标只能有一个算法")
                    valid = False
                taken.add(indicator)
        return valid

    def content(self):
        codes = self._codes()
        group_codes = self._group_codes()
        ties = []
        for form in self.parts["tie_breaks"].rows:
            kind, mark = form.link()
            ties.append(
                {"kind": kind, "component": None, "dimension": None} | ({kind: codes[kind][mark]} if mark else {})
            )
        return super().content() | {
            "dimensions": [
                {
                    "code": codes["dimension"][form.mark], "name": form.cleaned_data["name"],
                    "indicators": [
                        row.values() | {"code": codes["indicator"][row.mark]} for row in self.indicators[form.mark]
                    ],
                }
                for form in self.dimensions
            ],
            "components": [
                form.values()
                | {
                    "code": codes["component"][form.mark],
                    "indicators": [
                        code for mark, code in codes["indicator"].items() if mark in form.cleaned_data["indicators"]
                    ],
                    "measures": [
                        row.values() | {"indicator": codes["indicator"].get(row.cleaned_data["indicator"])}
                        for row in self.measures[form.mark]
                    ],
                }
                for form in self.components
            ],
            "bonus_groups": [{"code": code, "name": name} for name, code in group_codes.items()],
            "bonus_items": [
                form.values()
                | {
                    "code": codes["bonus"][form.mark],
                    "group": group_codes.get(form.cleaned_data["group"]),
                    "dimension": codes["dimension"].get(form.cleaned_data["dimension"]),
                }
                for form in self.bonuses
            ],
            "tie_breaks": ties,
        }  # fmt: skip

    def _codes(self) -> dict[str, dict[str, str]]:
        """Section → mark → code."""
        stored = self.stored
        indicators = [row for dimension in stored["dimensions"] for row in dimension["indicators"]]
        every = [row for rows in self.indicators.values() for row in rows]
        return {
            "dimension": self.codes(self.dimensions, stored["dimensions"], "dimension"),
            "indicator": self.codes(every, indicators, "indicator"),
            "component": self.codes(self.components, stored["components"], "component"),
            "bonus": self.codes(self.bonuses, stored["bonus_items"], "bonus"),
        }

    def _group_codes(self) -> dict[str, str]:
        known = {row["name"]: row["code"] for row in self.stored["bonus_groups"]}
        codes: dict[str, str] = {}
        for form in self.bonuses:
            name = form.cleaned_data["group"]
            if name and name not in codes:
                codes[name] = known.get(name) or code_for(name, {*known.values(), *codes.values()}, fallback="group")
        return codes


def _target(row: dict) -> str:
    mark = row["component"] or row["dimension"]
    return f"{row['kind']}:{mark}" if mark else row["kind"]
