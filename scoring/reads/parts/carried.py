"""Final scores of the same entries in earlier assessments. scoring.md §1"""

from collections.abc import Sequence

from scoring.models import Assessment, CarrySource, Component, StandingPart
from scoring.querysets import parts as sql
from scoring.reads.carry import found_scores
from scoring.reads.parts.base import PartSource, Progress
from scoring.reads.parts.steps import figure


class Carried(PartSource):
    sql = sql.CARRIED
    is_overall = True
    page = "scoring:carry_sources"
    inputs = {CarrySource: "assessment"}

    def way(self, component: Component) -> str:
        return "选择来源"

    def gap(self, what: str, entries: str, maximum: str | None) -> str:
        if what == "twice":
            return f"{entries} 在两场来源里都有得分，只能留一场"
        return f"{entries} 在来源里没有得分（来源须已定稿）"

    def progress(self, assessment: Assessment, component: Component) -> Progress:
        found = found_scores(assessment, component)
        return Progress(found.entries, found.scored, "个")

    def facts(self, parts: Sequence[StandingPart]) -> dict[int, Assessment]:
        """The assessments that scores were carried over from."""
        wanted = {part.source_id for part in parts if part.source_id}
        return Assessment.objects.in_bulk(wanted) if wanted else {}

    def explain(self, part: StandingPart, scheme, facts: dict[int, Assessment]) -> tuple[str, list[str]]:
        source = facts.get(part.source_id)
        return "取自以往得分", [f"{source}的最终得分 {figure(part.value, scheme.decimals)}"]
