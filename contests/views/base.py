"""What the pages about a contest share: whose contest it is, the way back, its tabs."""

from django.core.exceptions import PermissionDenied

from areas.choices import Level
from areas.models import Area
from areas.policy import whole
from contests.models import Contest
from core.pages.views import FormPage
from scoring.views import base
from scoring.views.base import tab_url


def tally_title(county: Area) -> str:
    """全区计分, 全县计分 …, as the county calls itself."""
    return f"{whole(county.name)}计分"


class CountyOnlyMixin:
    """Acts of the county's offices: those of townships may not do them, whatever else they hold."""

    def dispatch(self, request, *args, **kwargs):
        acting = request.user.acting
        if acting and acting.area.level != Level.COUNTY:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RunMixin(base.RunMixin):
    """Pages of the office that runs the contest: those of others are not found."""

    model = Contest


class RunPartMixin(base.RunPartMixin):
    """Pages about one row of a contest that the user's office runs; ``assessment_path`` leads to it."""

    assessment_path = "contest"

    @property
    def contest(self) -> Contest:
        return self.assessment


class ContestFormPage(RunMixin, FormPage):
    """A form about a contest that returns to one of its tabs."""

    tab = "entries"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"contest": self.object}

    def get_success_url(self) -> str:
        return tab_url(self.object, self.tab)
