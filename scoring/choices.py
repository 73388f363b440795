"""States, settings and the legal moves of what is scored."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from core.declare import declared
from scoring.declare import PartKind


class ExclusionLevel(models.TextChoices):
    """Whom a rater may not rate. scoring.md §0"""

    VILLAGE = "village", "不评本村"
    TOWNSHIP = "township", "不评本乡镇"
    NONE = "none", "不回避"


class Subject(models.TextChoices):
    """Who competes. C2"""

    VILLAGE = "village", "村"
    TOWNSHIP = "township", "乡镇"
    GROUP = "group", "村民小组"
    PERSON = "person", "个人"


@dataclass(frozen=True)
class Words:
    """How the screen speaks of those who compete: the list, one of them, after a number; whom a rater belongs to
    and therefore may not rate; what the opening day keeps of each (scoring.md §0)."""

    entries: str
    one: str
    counted: str
    own: str = "本单位"
    kept: str = "名称"


ANY_WORDS = Words("参赛单位", "单位", "个")
"""Where assessments of different subjects stand together."""


SUBJECT_WORDS = {
    "village": Words("参赛村", "村", "个村", "本村", "村名、书记和村类别"),
    "township": Words("参赛乡镇", "乡镇", "个乡镇", "本乡镇", "名称和书记"),
    "group": Words("参赛小组", "小组", "个小组", "本村", "名称和村类别"),
    "person": Words("参赛人员", "人", "名参赛人员", "本人和本单位的人", "姓名和单位"),
}


class ComponentKind(StrEnum):
    """Where a component's points come from: the kinds that scoring itself has. scoring.md §1"""

    RATED = "rated"
    RECORDED = "recorded"
    CARRIED = "carried"


def component_kinds() -> list[tuple[str, str]]:
    """All kinds of component: sheets, and what the apps declare."""
    return [(ComponentKind.RATED, "评委打分"), *((each.kind, each.label) for each in declared(PartKind))]


class Method(models.TextChoices):
    """How a recorded figure becomes points. scoring.md §1"""

    DIRECT = "direct", "数值就是得分"
    PROPORTIONAL = "proportional", "按完成目标的比例"
    BANDS = "bands", "分档"
    RELATIVE = "relative", "与最好的相比"
    RANK = "rank", "按名次"


class ItemEffect(models.TextChoices):
    """What an occurrence of an item does: adds or takes points, or is a veto (一票否决). scoring.md §5"""

    POINTS = "points", "加扣分"
    EXCLUDED = "excluded", "取消参评"
    RANKED_LAST = "ranked_last", "排在最后"
    NO_AWARD = "no_award", "不得评奖"
    DIMENSION_ZERO = "dimension_zero", "该维度记零分"


class Coverage(models.TextChoices):
    """Which columns a component's sheet has. scoring.md §1"""

    ALL = "all", "全部指标"
    CHOSEN = "chosen", "部分指标"
    OVERALL = "overall", "只打一个总分"


class Combine(models.TextChoices):
    """How one component's sheets become one figure. scoring.md §2"""

    MEAN = "mean", "平均"
    TRIMMED = "trimmed", "去掉最高最低后平均"
    MEDIAN = "median", "中位数"
    SUM = "sum", "累加"


class TooFew(models.TextChoices):
    """What happens to an entry with too few sheets. scoring.md §2"""

    REFUSE = "refuse", "不予计分并列出"
    PLAIN_MEAN = "plain_mean", "改用普通平均"
    LEAVE_OUT = "leave_out", "全体不计该项，其余按比例放大"


class TieKind(models.TextChoices):
    """A link of the tie-break chain. scoring.md §6"""

    COMPONENT = "component", "某项得分"
    DIMENSION = "dimension", "某维度得分"
    BONUS_COUNT = "bonus_count", "加分次数"
    PREVIOUS_RANK = "previous_rank", "上期名次"
    UNROUNDED = "unrounded", "未取舍的得分（顺延小数位）"


class AwardUnit(models.TextChoices):
    """Within what an award is given. scoring.md §7"""

    WHOLE = "whole", "全体"
    CATEGORY = "category", "每个村类别"
    DIMENSION = "dimension", "每个维度"
    TOWNSHIP = "township", "每个乡镇"


class PlacesBy(models.TextChoices):
    """How many an award goes to. scoring.md §7"""

    SHARE = "share", "按比例"
    NUMBER = "number", "固定名额"
    RANGE = "range", "名额幅度（领导小组在其中定）"
    THRESHOLD = "threshold", "达到分数线的都给"
    AWARD_COUNT = "award_count", "得到规定个数的其他奖项"
    IMPROVEMENT = "improvement", "比上期前进规定名次的都给"


REACHED = (PlacesBy.THRESHOLD, PlacesBy.AWARD_COUNT, PlacesBy.IMPROVEMENT)
"""Of these an award goes to everyone who reaches something: it has no places, so nothing ties across the last one."""


class Recipient(models.TextChoices):
    """To whom an award's amount goes. C8"""

    VILLAGE = "village", "参赛单位"
    HOLDER = "holder", "负责人"
    BOTH = "both", "两者分享"
    POSTS = "posts", "各职务干部"


class DecisionKind(models.TextChoices):
    """What the panel decides. scoring.md §§1, 7"""

    ORDER = "order", "确定名次"
    AWARD = "award", "决定奖项"


class TiePolicy(models.TextChoices):
    """What happens to equals across the last place. scoring.md §7"""

    INCLUDE_ALL = "include_all", "并列都给"
    DECIDE = "decide", "由领导小组决定"


TRIAL_MARK = "【演练】"
"""Stands in front of the name of a trial run, so that every page, print and sheet shows it. O10"""


class AssessmentStatus(models.TextChoices):
    DRAFT = "draft", "筹备中"
    SCORING = "scoring", "评分中"
    CLOSED = "closed", "评分已截止"
    TALLIED = "tallied", "已计分"
    NOTICE = "notice", "公示中"
    FINAL = "final", "已定稿"


OPENED = (AssessmentStatus.SCORING, AssessmentStatus.CLOSED, AssessmentStatus.TALLIED)  # what was entered may change
ASSESSMENT_MOVES = {
    "draft": ("scoring",),
    "scoring": ("closed",),
    "closed": ("scoring", "tallied"),
    "tallied": ("scoring", "closed", "notice", "final"),  # scoring again: the second round
    "notice": ("closed", "final"),
    "final": ("closed",),
}
ASSESSMENT_REASONS = {("closed", "scoring"), ("tallied", "closed"), ("notice", "closed"), ("final", "closed")}


class EntryStatus(models.TextChoices):
    NOMINATED = "nominated", "待核准"
    ACTIVE = "active", "参评"
    WITHDRAWN = "withdrawn", "停赛"
    EXCLUDED = "excluded", "一票否决"


ENTRY_MOVES = {
    "nominated": ("active",),
    "active": ("withdrawn", "excluded", "nominated"),  # the last while its approval is taken back
    "withdrawn": ("active",),
    "excluded": ("active",),
}


class SheetStatus(models.TextChoices):
    DRAFT = "draft", "未提交"
    SUBMITTED = "submitted", "已提交"
    WAIVED = "waived", "已免评"


SHEET_MOVES = {"draft": ("submitted", "waived"), "submitted": ("draft",), "waived": ("draft",)}
SHEET_REASONS = {("submitted", "draft"), ("draft", "waived"), ("waived", "draft")}


CONFLICT_MARK = "回避："
"""How the reason of a sheet begins that was waived because of a declared conflict."""


class CodeStep(models.TextChoices):
    """What happens to a rater's one-time code. C5"""

    MADE = "made", "已发放"
    REDEEMED = "redeemed", "已启用"
    ENDED = "ended", "已作废"


class ConflictStep(models.TextChoices):
    DECLARED = "declared", "声明回避"
    WITHDRAWN = "withdrawn", "撤销回避"


class AwardState(models.TextChoices):
    GRANTED = "granted", "获奖"
    OPEN = "open", "并列待定"
    WAITING = "waiting", "等前一奖项决定"
