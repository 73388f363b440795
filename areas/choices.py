"""Fixed lists of the area tree. Whatever an office may extend is a table in ``models``."""

from django.db import models


class Level(models.IntegerChoices):
    PROVINCE = 1, "省"
    CITY = 2, "市"
    COUNTY = 3, "县区"
    TOWNSHIP = 4, "乡镇"
    VILLAGE = 5, "村"


class SuccessionKind(models.TextChoices):
    MERGE = "merge", "合并"
    SPLIT = "split", "拆分"
    RENAME = "rename", "更名"
    RECODE = "recode", "变更代码"


class PartyOrganisation(models.TextChoices):
    """Kinds of party organisation of a village (A2); the committees are the denominator of V4."""

    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"


class RecordKind(models.TextChoices):
    """What a village's dossier records (A8)."""

    CONTEST = "contest", "比武"
    APPRAISAL = "appraisal", "考核"
    HONOUR = "honour", "荣誉"
    ECONOMY = "economy", "集体经济"
    GOVERNANCE = "governance", "治理"
    AREA = "area", "区划"


BADGE_TONES = {"一肩挑": "line", "夺杯村": "cup", "优秀": "ok", "结业": "ok", "不称职": "bad"}
"""How the usual results look on the time line; other words stay grey."""
