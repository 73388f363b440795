"""Roles, the states of accounts and assignments, and what can happen to them."""

from django.db.models import TextChoices


class Role(TextChoices):
    VILLAGE_CADRE = "village_cadre", "村干部"
    TOWNSHIP_OFFICIAL = "township_official", "乡镇党建办"
    DEPARTMENT_RATER = "department_rater", "区直部门"
    COUNTY_OFFICIAL = "county_official", "组织部"
    LEADING_GROUP = "leading_group", "领导小组"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计员"


class AccountChange(TextChoices):
    """The steps recorded for accounts and grants, as they stand in ``StateChange.target``."""

    CREATED = "created", "开通账号"
    PASSWORD_RESET = "password_reset", "重设密码"
    PASSWORD_CHANGED = "password_changed", "本人修改密码"
    CLOSED = "closed", "停用账号"
    REOPENED = "reopened", "恢复账号"
    UNLOCKED = "unlocked", "解锁"
    SIGNED_OUT = "signed_out", "结束登录"
    GRANTED = "granted", "授予角色"
    ENDED = "ended", "收回角色"
    LINKED = "linked", "关联干部档案"
    UNLINKED = "unlinked", "取消关联档案"


class AccountState(TextChoices):
    """What an account looks like to an administrator; worked out, not stored."""

    IN_USE = "in_use", "正常"
    NEW = "new", "待改初始密码"
    NO_ROLE = "no_role", "没有角色"
    DELAYED = "delayed", "登录受限"
    CLOSED = "closed", "已停用"


class AssignmentState(TextChoices):
    """Where an assignment stands on a day; worked out, not stored."""

    IN_FORCE = "in_force", "生效中"
    COMING = "coming", "未开始"
    OVER = "over", "已到期"
    REVOKED = "revoked", "已收回"
