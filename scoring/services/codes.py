"""One-time codes of raters without an account. C5, ux.md page 2

A code is twelve random signs, of which only a keyed digest is stored; the digest finds the row, so nothing in a code
tells of others and nothing outside can lock one. A wrong code makes its source wait (``core.security.attempts``); the
right one opens in any case, for 31^12 cannot be guessed.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from core.data.lifecycle import record
from core.errors import TouyanError
from core.security import attempts
from scoring.choices import AssessmentStatus, CodeStep
from scoring.models import Assessment, Rater, RaterCode
from scoring.services.guards import locked

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without signs that look alike on paper
SIGNS, GROUP = 12, 4
WRONG = "代码不对，请照代码单核对后再输"


def _digest(signs: str) -> str:
    return salted_hmac("scoring.RaterCode", signs, algorithm="sha256").hexdigest()


@transaction.atomic
def make_codes(
    *, assessment: Assessment, raters: Iterable[Rater], hours: int, user: User, after: int | None = None
) -> list[tuple[RaterCode, str]]:
    """A new code for each of ``raters``, valid for ``hours``; their older codes and sessions end.

    The codes are returned this once and kept nowhere. ``after``: the assessment's newest code when the page was opened;
    ``TouyanError`` when there are others by now, so that a form sent again does not void what was just printed.
    """
    locked(assessment, AssessmentStatus.DRAFT, AssessmentStatus.SCORING, AssessmentStatus.CLOSED)
    if after is not None and after != newest_code(assessment):
        raise TouyanError("这一页打开以后已经发过代码，这次没有再发，发过的仍然有效；确要另发，请重新打开这一页")
    made, now = [], timezone.now()
    for rater in raters:
        if rater.assessment_id != assessment.pk or rater.user_id:
            raise TouyanError(f"{rater}有账号，请本人登录打分，不用发代码")
        end_codes(rater=rater, user=user, reason="另发新代码")
        signs = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
        code = RaterCode.objects.create(
            rater=rater, digest=_digest(signs), made_by=user, made_at=now, expires_at=now + timedelta(hours=hours)
        )  # fmt: skip
        record(code, "", CodeStep.MADE, user=user)
        made.append((code, "-".join(signs[each : each + GROUP] for each in range(0, SIGNS, GROUP))))
    return made


def newest_code(assessment: Assessment) -> int:
    """The number of the assessment's newest code, 0 before the first."""
    return RaterCode.objects.filter(rater__assessment=assessment).aggregate(newest=Max("pk"))["newest"] or 0


@transaction.atomic
def end_codes(*, rater: Rater, user: User | None, reason: str) -> int:
    """Whatever code the rater has is worth nothing from now on, nor is the session it opened."""
    codes = list(rater.codes.filter(ended_at=None).select_for_update())
    RaterCode.objects.filter(pk__in=[code.pk for code in codes]).update(ended_at=timezone.now())
    for code in codes:
        code.rater = rater
        record(code, CodeStep.MADE, CodeStep.ENDED, user=user, reason=reason)
    return len(codes)


def redeem(*, text: str, source: str) -> RaterCode:
    """The code that was typed, now used up. ``TouyanError`` says why not; a wrong one counts against ``source``."""
    signs = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper())
    with transaction.atomic():
        found = RaterCode.objects.filter(digest=_digest(signs)).select_related("rater")
        code = found.select_for_update(of=("self",)).first()
        problem = _problem(code) if code else ""
        if code and not problem:
            code.redeemed_at = timezone.now()
            code.save()
            record(code, CodeStep.MADE, CodeStep.REDEEMED, reason="评委本人输入代码")
    if code is None:
        raise _wrong(source)
    if problem:
        raise TouyanError(problem)
    return code


class WrongCode(TouyanError):
    """There is no such code. ``counted``: this try counts, the source did not have to wait."""

    def __init__(self, wait: float, *, counted: bool):
        super().__init__(f"{WRONG}；连续输错，{attempts.wait_words(wait)}" if wait else WRONG)
        self.counted = counted


def _wrong(source: str) -> WrongCode:
    try:
        return WrongCode(attempts.begin("code", source=source).wait, counted=True)
    except attempts.TooSoon as error:
        return WrongCode(error.seconds, counted=False)


def _problem(code: RaterCode) -> str:
    """Why the code does not open anything, "" if it does."""
    if code.ended_at:
        return "这个代码已作废，请用主办单位新发的代码"
    if code.redeemed_at:
        return "这个代码已经用过。换手机或重新进入，请主办单位另发代码"
    if code.expires_at <= timezone.now():
        return "这个代码已过期，请主办单位另发"
    return ""


def holder(pk: int | None) -> RaterCode | None:
    """The redeemed code that a browser is bound to, as long as it holds."""
    if pk is None:
        return None
    valid = RaterCode.objects.filter(pk=pk, ended_at=None, redeemed_at__isnull=False, expires_at__gt=timezone.now())
    return valid.select_related(
        "rater__assessment__scheme", "rater__assessment__area", "rater__group", "rater__area"
    ).first()


def state_of(code: RaterCode | None) -> str:
    """In words, for the office: what became of a rater's newest code."""
    if code is None:
        return "没有代码"
    now = timezone.now()
    if code.ended_at:
        return "已作废"
    if code.expires_at <= now:
        return "已过期"
    if code.redeemed_at:
        return f"已启用 {timezone.localtime(code.redeemed_at):%m-%d %H:%M}"
    return f"未使用，有效至 {timezone.localtime(code.expires_at):%m-%d %H:%M}"
