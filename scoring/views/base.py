"""What the pages about an assessment share: whose assessment it is, the way back, its tabs."""

from core.data.scope import acts_for
from core.models import Job
from core.pages.views import FormPage
from scoring.choices import AssessmentStatus
from scoring.models import Assessment


def may_run(user, assessment: Assessment) -> bool:
    """Whether the office in which the user acts runs this assessment."""
    return user.has_perm("scoring.run_assessment") and acts_for(user, assessment.area_id)


def is_under_way(job: Job | None) -> bool:
    return job is not None and job.finished_at is None


def crumbs(assessment: Assessment) -> list[tuple[str, str]]:
    return [assessment.owner.list_crumb(), (str(assessment), assessment.get_absolute_url())]


def tab_url(assessment: Assessment, tab: str) -> str:
    return f"{assessment.get_absolute_url()}?tab={tab}"


class RunMixin:
    """Pages of the office that runs the assessment: those of others are not found."""

    model = Assessment
    permission_required = "scoring.run_assessment"

    def get_queryset(self):
        return super().get_queryset().run_by(self.request.user).select_related("area", "scheme", "series")

    def get_crumbs(self):
        return crumbs(self.object)


class RunPartMixin:
    """Pages about one row of an assessment that the user's office runs; ``assessment_path``: from the row to it."""

    permission_required = "scoring.run_assessment"
    assessment_path = "assessment"
    tab = ""

    def get_queryset(self):
        run = Assessment.objects.for_user(self.request.user).run_by(self.request.user)
        rows = super().get_queryset().filter(**{f"{self.assessment_path}__in": run})
        return rows.select_related(f"{self.assessment_path}__area", f"{self.assessment_path}__scheme")

    @property
    def assessment(self) -> Assessment:
        row = self.object
        for name in self.assessment_path.split("__"):
            row = getattr(row, name)
        return row

    def get_crumbs(self):
        return crumbs(self.assessment)

    def get_success_url(self) -> str:
        return tab_url(self.assessment, self.tab)


class AssessmentFormPage(RunMixin, FormPage):
    """A form about an assessment that returns to one of its tabs."""

    tab = "entries"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"assessment": self.object}

    def get_success_url(self) -> str:
        return tab_url(self.object, self.tab)


class DraftMixin:
    """Only while the assessment is being prepared."""

    def get_queryset(self):
        return super().get_queryset().filter(status=AssessmentStatus.DRAFT)
