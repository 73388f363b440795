"""Pages of schemes, where they are more than those of any rule set."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from core.pages.views import Action, figures
from rules.choices import RuleSetStatus
from rules.views import RuleSetDetailView, RuleSetEditView, RuleSetListView
from scoring import policy
from scoring.forms.schemes import SchemeBuilder
from scoring.models import Assessment, Scheme
from scoring.tables.schemes import SchemeSheet, SchemeTable


class SchemeListView(RuleSetListView):
    """Says how many assessments use each."""

    table_class = SchemeTable

    def get_queryset(self):
        assessments = (
            Assessment.objects.filter(scheme=OuterRef("pk")).order_by().values("scheme").annotate(n=Count("pk"))
        )
        return super().get_queryset().annotate(assessment_count=Coalesce(Subquery(assessments.values("n")), 0))


class SchemeDetailView(RuleSetDetailView):
    sheet_class = SchemeSheet

    def get_facts(self):
        yield figures("满分 {} 分", policy.plain(self.object.full_mark))

    def following(self):
        scheme, user = self.object, self.request.user
        usable = scheme.status == RuleSetStatus.IN_USE and user.has_perm("scoring.run_assessment")
        if not usable or not Scheme.objects.usable_in(user.acting.area).filter(pk=scheme.pk).exists():
            return []
        return [
            Action(*owner.made_with(scheme), icon="plus", primary=not at)
            for at, owner in enumerate(Assessment.owners())
        ]


class SchemeEditView(RuleSetEditView):
    template_name = "scoring/scheme_form.html"
    builder_class = SchemeBuilder
