"""Fixed lists of the cadre file: national standards and kinds of dossier entry."""

from django.db import models


class Sex(models.TextChoices):
    """GB/T 2261.1"""

    UNKNOWN = "0", "未知"
    MALE = "1", "男"
    FEMALE = "2", "女"
    UNSTATED = "9", "未说明"


_NATIONALITIES = (
    "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 "
    "黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 "
    "撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 "
    "京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族"
)
NATIONALITIES = [(f"{number:02}", name) for number, name in enumerate(_NATIONALITIES.split(), start=1)]  # GB/T 3304


class Education(models.TextChoices):
    """GB/T 4658-2006, completed studies only."""

    DOCTOR = "11", "博士研究生"
    MASTER = "14", "硕士研究生"
    BACHELOR = "21", "大学本科"
    COLLEGE = "31", "大专"
    SECONDARY_SPECIAL = "41", "中专"
    VOCATIONAL = "44", "职业高中"
    TECHNICAL = "47", "技工学校"
    SENIOR = "61", "高中"
    JUNIOR = "71", "初中"
    PRIMARY = "81", "小学"
    OTHER = "90", "其他"


class EducationForm(models.TextChoices):
    FULL_TIME = "full_time", "全日制"
    IN_SERVICE = "in_service", "在职"


class EntryKind(models.TextChoices):
    """What a person's dossier records (A8)."""

    APPOINTMENT = "appointment", "任职"
    TRAINING = "training", "培训"
    CONTEST = "contest", "比武"
    APPRAISAL = "appraisal", "考核"
    PAY = "pay", "报酬"
    HONOUR = "honour", "奖励"
    DISCIPLINE = "discipline", "惩戒"


class AgeBand(models.TextChoices):
    """Bands of the team structure (A5); the bounds are ``policy.AGE_BANDS``."""

    UP_TO_35 = "le35", "35 岁及以下"
    UP_TO_45 = "36_45", "36–45 岁"
    UP_TO_55 = "46_55", "46–55 岁"
    OVER_55 = "gt55", "56 岁及以上"
