"""Whether every entry can get as many sheets as the scheme wants of each component. scoring.md §2"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from core.errors import TouyanError
from scoring.choices import Combine, ComponentKind, TooFew
from scoring.models import Assessment, Component, Entry
from scoring.querysets import due
from scoring.reads.applicable import inapplicable


def check_sheets(assessments: Sequence[Assessment], components) -> None:
    """Raise ``TouyanError`` if some entry cannot be judged as these components want. scoring.md §§1, 2

    Each must be able to get enough sheets, with at least one indicator that is for its categories.
    """
    counts: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for assessment, component, entry, sheets in due.count_by_entry(*(assessment.pk for assessment in assessments)):
        counts[assessment, component][entry] = sheets
    components = list(components.select_related("rater_group").prefetch_related("fields"))
    for assessment in assessments:
        problems = []
        for component in components:
            is_due = assessment.round > 1 or not component.is_second_round
            if component.scheme_id == assessment.scheme_id and component.kind == ComponentKind.RATED and is_due:
                problems += _sheet_problems(component, counts[assessment.pk, component.pk])
        if problems:
            raise TouyanError("评委人数不合方案要求，请先调整：", items=problems)
    unjudged = [line for component in components for line in _unjudged(assessments, component)]
    if unjudged:
        raise TouyanError("下列参赛单位没有适用的指标，请核对村类别或换方案：", items=unjudged)


def _unjudged(assessments: Sequence[Assessment], component: Component) -> list[str]:
    """Entries for which no column of the component applies."""
    fields = component.fields.all()
    entries = Entry.objects.filter(assessment__in=[c for c in assessments if c.scheme_id == component.scheme_id])
    blanks = Counter(entry for entry, _ in inapplicable(fields, [entry.pk for entry in entries]))
    return [f"{component}：{entry}" for entry in entries if fields and blanks[entry.pk] == len(fields)]


def _sheet_problems(component: Component, sheets: dict[str, int]) -> list[str]:
    """What is wrong with the sheets due in a component: entry → how many."""
    if not any(sheets.values()):
        return [f"{component}：{component.rater_group}还没有可以打分的评委"] if _wanted(component) else []
    few, many = min(sheets, key=sheets.get), max(sheets, key=sheets.get)
    if component.is_counting and sheets[few] != sheets[many]:
        return [f"{component}按累加计分，每个参赛单位的份数须相同：{few} {sheets[few]} 份，{many} {sheets[many]} 份"]
    return [
        f"{component}：{entry}只有 {have} 份，至少要 {_wanted(component)} 份"
        for entry, have in sheets.items()
        if have < _wanted(component)
    ]


def _wanted(component: Component) -> int:
    """How many sheets every entry must be able to get before scoring may begin."""
    if component.too_few == TooFew.LEAVE_OUT:
        return 0
    if component.too_few == TooFew.PLAIN_MEAN:
        return 1
    if component.combine == Combine.TRIMMED:
        return component.drop_high + component.drop_low + 1
    return component.minimum_sheets
