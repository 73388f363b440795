"""What the pages about a contest share: whose contest it is, the way back, its tabs."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.choices import Level
from areas.models import Area
from areas.policy import whole
from contests.choices import ContestStatus
from contests.models import Contest
from core.models import Job
from core.pages.views import FormPage


def may_run(user, contest: Contest) -> bool:
    """Whether the office in which the user acts runs this contest."""
    return user.has_perm("contests.run_contest") and user.acting.area_id == contest.area_id


def tally_title(county: Area) -> str:
    """全区计分, 全县计分 …, as the county calls itself."""
    return f"{whole(county.name)}计分"


def is_under_way(job: Job | None) -> bool:
    return job is not None and job.finished_at is None


def crumbs(contest: Contest) -> list[tuple[str, str]]:
    return [("比武", reverse("contests:contest_list")), (str(contest), contest.get_absolute_url())]


def tab_url(contest: Contest, tab: str) -> str:
    return f"{contest.get_absolute_url()}?tab={tab}"


class CountyOnlyMixin:
    """Acts of the county's offices: those of townships may not do them, whatever else they hold."""

    def dispatch(self, request, *args, **kwargs):
        acting = request.user.acting
        if acting and acting.area.level != Level.COUNTY:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RunMixin:
    """Pages of the office that runs the contest: those of others are not found."""

    model = Contest
    permission_required = "contests.run_contest"

    def get_queryset(self):
        return super().get_queryset().run_by(self.request.user).select_related("area", "scheme", "series")

    def get_crumbs(self):
        return crumbs(self.object)


class RunPartMixin:
    """Pages about one row of a contest that the user's office runs; ``contest_path``: from the row to the contest."""

    permission_required = "contests.run_contest"
    contest_path = "contest"
    tab = ""

    def get_queryset(self):
        run = Contest.objects.for_user(self.request.user).run_by(self.request.user)
        rows = super().get_queryset().filter(**{f"{self.contest_path}__in": run})
        return rows.select_related(f"{self.contest_path}__area", f"{self.contest_path}__scheme")

    @property
    def contest(self) -> Contest:
        row = self.object
        for name in self.contest_path.split("__"):
            row = getattr(row, name)
        return row

    def get_crumbs(self):
        return crumbs(self.contest)

    def get_success_url(self) -> str:
        return tab_url(self.contest, self.tab)


class ContestFormPage(RunMixin, FormPage):
    """A form about a contest that returns to one of its tabs."""

    tab = "entries"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"contest": self.object}

    def get_success_url(self) -> str:
        return tab_url(self.object, self.tab)


class DraftMixin:
    """Only while the contest is being prepared."""

    def get_queryset(self):
        return super().get_queryset().filter(status=ContestStatus.DRAFT)
