"""The list of schemes, and one scheme as a sheet to read."""

from core.data.lifecycle import called
from core.files.excel import Column as ExcelColumn
from core.pages.tables import NumberColumn
from core.values.rounding import Rounding
from rules.tables import Cell, Part, RuleSetTable, Sheet
from scoring import presets
from scoring.choices import REACHED, Combine, ComponentKind, Coverage, ItemEffect, Method, PlacesBy, TiePolicy
from scoring.models import Assessment, BonusItem
from scoring.policy import money_in_words, plain

USED_BY = f"使用的{called(Assessment)}"


class SchemeTable(RuleSetTable):
    assessment_count = NumberColumn(verbose_name=USED_BY, orderable=False)

    class Meta(RuleSetTable.Meta):
        sequence = ("...", "assessment_count", "status")
        export_columns = (
            *RuleSetTable.Meta.export_columns[:-1],
            ExcelColumn(USED_BY, 10, "int", source="assessment_count"),
            RuleSetTable.Meta.export_columns[-1],
        )

    def render_assessment_count(self, value):
        return f"{value} 场" if value else ""


# ---------------------------------------------------------------- the sheet
class SchemeSheet(Sheet):
    """A scheme laid out as documents have it."""

    def __post_init__(self):
        super().__post_init__()
        paid_by_post = any(row["posts"] for row in self.content["awards"])
        self.posts = presets.post_names() if paid_by_post else {}

    # the parts

    def parts(self) -> list[Part]:
        parts = [self._components(), self._measures(), self._indicators(), self._ties(), self._awards()]
        parts += [self._bonuses(), self._vetoes(), self.settings_part("计分设置")]
        return [part for part in parts if part.rows or part.empty]

    def _components(self) -> Part:
        rows = []
        for row in self.content["components"]:
            at = f"components.{row['code']}"
            say = lambda name, at=at: self.shown[f"{at}.{name}"]  # noqa: E731
            is_rated = row["kind"] == ComponentKind.RATED
            source, source_paths = say("rater_group") if is_rated else say("kind"), [f"{at}.kind", f"{at}.rater_group"]
            if row["is_second_round"]:
                source += "（第二轮）"
                source_paths.append(f"{at}.is_second_round")
            covered, covered_paths = say("coverage"), [f"{at}.coverage"]
            if row["coverage"] == Coverage.CHOSEN:
                covered += f"：{say('indicators')}"
            elif row["coverage"] == Coverage.OVERALL:
                covered = "总分" if not is_rated else covered
                covered += f"（{say('overall_maximum')} 分）"
                covered_paths.append(f"{at}.overall_maximum")
            combined, combined_paths = say("combine"), [f"{at}.combine"]
            if row["combine"] == Combine.TRIMMED:
                combined = f"去掉 {row['drop_high']} 个最高、{row['drop_low']} 个最低后平均"
                combined_paths += [f"{at}.drop_high", f"{at}.drop_low"]
            elif not is_rated:
                combined = "累加" if row["combine"] == Combine.SUM else "按权重折算"
            share = "factor" if row["combine"] == Combine.SUM else "weight"
            rows.append(self.row(at, [
                self.cell(f"{row['name']}（{row['short_name']}）", f"{at}.name"),
                self.cell(source, *source_paths),
                self.cell(covered, *covered_paths, kind="wrap"),
                self.cell(combined, *combined_paths),
                self.cell(f"系数 {say(share)}" if share == "factor" else say(share), f"{at}.{share}", kind="num"),
                self.cell(say("minimum_sheets") if is_rated else "", f"{at}.minimum_sheets", kind="num"),
                self.cell(say("too_few") if is_rated else "", f"{at}.too_few"),
            ]))  # fmt: skip
        weights = sum(row["weight"] or 0 for row in self.content["components"])
        columns = [
            ("评分项", ""), ("由谁打分", ""), ("打分内容", ""), ("汇总方法", ""), ("权重（分）", "num"),
            ("最少份数", "num"), ("份数不足时", ""),
        ]  # fmt: skip
        full = plain(self.content["scheme"]["full_mark"])
        return Part("评分项", columns, rows, f"权重合计 {plain(weights)} 分，满分 {full} 分", "还没有评分项")

    def _measures(self) -> Part:
        rows = []
        for component in self.content["components"]:
            name = component["name"]
            for row in component["measures"]:
                at = f"components.{component['code']}.measures.{presets.MEASURES.name_of(row)}"
                say = lambda value, at=at: self.shown[f"{at}.{value}"]  # noqa: E731
                source = f"村情：{say('source')}" if row["source"] else "主办单位录入"
                rows.append(self.row(at, [
                    self.cell(name, kind="group"),
                    self.cell(say("indicator") if row["indicator"] else "总分", f"{at}.indicator"),
                    self.cell(
                        measure_in_words(row), *(f"{at}.{each}" for each in
                        ("method", "unit", "zero", "target", "less_is_better", "bands")), kind="wrap",
                    ),
                    self.cell(source, f"{at}.source"),
                ]))  # fmt: skip
                name = ""
        return Part("指标算法", [("评分项", ""), ("指标", ""), ("怎样得分", ""), ("数值来源", "")], rows)

    def _indicators(self) -> Part:
        rows, total = [], 0
        every = [row for dimension in self.content["dimensions"] for row in dimension["indicators"]]
        extra = [name for name in ("levels", "categories") if any(row[name] for row in every)]
        for dimension in self.content["dimensions"]:
            at = f"dimensions.{dimension['code']}"
            part = sum(row["maximum"] for row in dimension["indicators"])
            total += part
            name = f"{dimension['name']} {plain(part)} 分"
            for row in dimension["indicators"]:
                here = f"{at}.indicators.{row['code']}"
                more = [
                    self.cell(self.shown[f"{here}.{each}"] if row[each] else "", f"{here}.{each}", kind="wrap")
                    for each in extra
                ]
                rows.append(self.row(here, [
                    self.cell(name, kind="group"),
                    self.cell(row["name"], f"{here}.name"),
                    self.cell(plain(row["maximum"]), f"{here}.maximum", kind="num"),
                    self.cell(row["guidance"], f"{here}.guidance", kind="wrap"),
                    *more,
                ]))  # fmt: skip
                name = ""
            if not dimension["indicators"]:
                rows.append(self.row(at, [Cell(name), Cell("还没有指标"), *(Cell("") for _ in range(2 + len(extra)))]))
        columns = [("维度", ""), ("指标", ""), ("满分", "num"), ("评分说明", "")]
        columns += [({"levels": "等次", "categories": "适用村类别"}[each], "") for each in extra]
        remark = f"指标满分合计 {plain(total)} 分" if rows else ""
        return Part("维度和指标", columns, rows, remark, "还没有维度和指标")

    def _ties(self) -> Part:
        rows = []
        for number, text in enumerate(self.shown["tie_breaks"].split(" → ") if self.content["tie_breaks"] else [], 1):
            rows.append(self.row("", [Cell(str(number), "num"), self.cell(text, "tie_breaks")]))
        columns = [("顺序", "num"), ("得分相同时比", "")]
        return Part("同分排序", columns, rows, "", "得分相同即名次并列")

    def _awards(self) -> Part:
        rows = []
        paid = any(row["amount"] or row["posts"] for row in self.content["awards"])
        for row in self.content["awards"]:
            at = f"awards.{row['name']}"
            say = lambda name, at=at: self.shown[f"{at}.{name}"]  # noqa: E731
            places, paths = self._places(row, say)
            tie = say("tie_policy") if row["places_by"] not in REACHED else ""
            if tie and row["tie_policy"] == TiePolicy.INCLUDE_ALL and row["shrink"]:
                tie += "，后续名额相应减少"
            cells = [
                self.cell(row["name"], f"{at}.name"),
                self.cell(say("kind"), f"{at}.kind"),
                self.cell(say("unit"), f"{at}.unit"),
                self.cell(places, *(f"{at}.{name}" for name in ("places_by", "from_bottom", *paths)), kind="wrap"),
                self.cell(tie, f"{at}.tie_policy", f"{at}.shrink"),
                self.cell(row["group"], f"{at}.group"),
                self.cell(say("minimum_participants"), f"{at}.minimum_participants", kind="num"),
            ]
            if paid:
                money = money_in_words(
                    amount=row["amount"], recipient=row["recipient"], holder_share=row["holder_share"],
                    posts=presets.named_posts(row["posts"], self.posts), months=row["months"],
                )  # fmt: skip
                paths = (f"{at}.{name}" for name in ("amount", "recipient", "holder_share", "posts", "months"))
                cells.append(self.cell(money, *paths, kind="wrap"))
            rows.append(self.row(at, cells))
        columns = [
            ("奖项", ""), ("种类", ""), ("评奖范围", ""), ("名额", ""), ("末位并列", ""), ("奖项组", ""),
            ("至少参评数", "num"), *([("奖金或扣款", "")] if paid else []),
        ]  # fmt: skip
        return Part("奖项", columns, rows, "", "不设奖项")

    @staticmethod
    def _places(row: dict, say) -> tuple[str, list[str]]:
        """How many places an award has, in words, and the fields that say so."""
        end, by = ("后" if row["from_bottom"] else "前"), row["places_by"]
        if by == PlacesBy.SHARE:
            places = f"{end} {plain(row['share'] * 100)}%，{Rounding(row['rounding']).label}"
            places += f"，至少 {row['minimum']} 个" if row["minimum"] else ""
            places += f"，至多 {row['maximum']} 个" if row["maximum"] is not None else ""
            return places, ["share", "rounding", "minimum", "maximum"]
        if by == PlacesBy.RANGE:
            places = f"{end} {row['minimum']}–{row['maximum']} 个，由领导小组在其中定"
            return places, ["minimum", "maximum"]
        if by == PlacesBy.THRESHOLD:
            line = f"该维度满分的 {plain(row['threshold'] * 100)}%" if row["unit"] == "dimension" else None
            line = line or f"{plain(row['threshold'])} 分"
            return f"低于{line}的都给" if row["from_bottom"] else f"达到{line}的都给", ["threshold"]
        if by == PlacesBy.AWARD_COUNT:
            return f"得到 {row['number']} 个{say('counted_kind')}的都给", ["number", "counted_kind"]
        if by == PlacesBy.IMPROVEMENT:
            return f"比上期前进 {row['number']} 名及以上的都给", ["number"]
        return f"后 {row['number']} 个" if row["from_bottom"] else f"{row['number']} 个", ["number"]

    def _bonuses(self) -> Part:
        rows = []
        for row in self.content["bonus_items"]:
            if row["effect"] != ItemEffect.POINTS:
                continue
            at = f"bonus_items.{row['code']}"
            say = lambda name, at=at: self.shown[f"{at}.{name}"]  # noqa: E731
            rows.append(self.row(at, [
                self.cell(row["name"], f"{at}.name", kind="wrap"),
                self.cell(
                    BonusItem(**{name: row[name] for name in ("points", "low", "high")}).points_in_words,
                    f"{at}.points", f"{at}.low", f"{at}.high", kind="num",
                ),
                self.cell(say("cap"), f"{at}.cap", kind="num"),
                self.cell(say("group") if row["group"] else "", f"{at}.group"),
                self.cell(say("dimension") if row["dimension"] else "", f"{at}.dimension"),
            ]))  # fmt: skip
        columns = [("事项", ""), ("每次分值", "num"), ("本项上限", "num"), ("就高组", ""), ("计入维度", "")]
        return Part("加扣分项", columns, rows, "", "不设加扣分")

    def _vetoes(self) -> Part:
        rows = []
        for row in self.content["bonus_items"]:
            if row["effect"] == ItemEffect.POINTS:
                continue
            at = f"bonus_items.{row['code']}"
            effect = self.shown[f"{at}.effect"]
            if row["effect"] == ItemEffect.DIMENSION_ZERO:
                effect = f"{self.shown[f'{at}.dimension']}记零分"
            rows.append(self.row(at, [
                self.cell(row["name"], f"{at}.name", kind="wrap"),
                self.cell(effect, f"{at}.effect", f"{at}.dimension"),
            ]))  # fmt: skip
        return Part("一票否决项", [("事项", ""), ("后果", "")], rows)


# ---------------------------------------------------------------- in words
def measure_in_words(row: dict) -> str:
    """How a recorded figure becomes points: ≥50 万元 得 10 分；其余 得 0 分."""
    unit = f" {row['unit']}" if row["unit"] else ""
    if row["method"] == Method.BANDS:
        bands = row["bands"][::-1]
        lowers = ["其余" if each["lower"] is None else f"≥ {plain(each['lower'])}{unit}" for each in bands]
        points = [plain(each["points"]) for each in bands]
        return "；".join(f"{each} 得 {got} 分" for each, got in zip(lowers, points, strict=True))
    if row["method"] == Method.PROPORTIONAL:
        return f"{plain(row['zero'])}{unit} 得 0 分，{plain(row['target'])}{unit} 得满分，中间按比例；各单位可另定目标"
    if row["method"] == Method.RELATIVE:
        return f"最好的得满分，其余按与它的比例{f'（单位：{unit.strip()}）' if unit else ''}"
    if row["method"] == Method.RANK:
        return f"按名次，{'越小' if row['less_is_better'] else '越大'}越好"
    return "录入的数值就是得分"
