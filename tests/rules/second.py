"""A second rule set, as the next apps will have: training requirements. Its tables live for one test."""

import pytest
from django.apps import AppConfig, apps
from django.db import connection, models
from django.urls import reverse

import tests.rules
from areas.models import Category
from core.pages import context
from rules.content import Format, Section
from rules.models import RuleNote, RuleSet
from rules.services import RuleSets
from rules.urls import rule_set_paths
from tests.core import pages


# ---------------------------------------------------------------- what it costs to declare
class Requirement(RuleSet):
    days = models.PositiveSmallIntegerField("每年培训天数", default=5)
    first = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name="优先类别", related_name="+"
    )

    class Meta(RuleSet.Meta):
        app_label = "second_rules"
        verbose_name = "培训要求"

    def get_absolute_url(self):
        return reverse("requirement_detail", args=[self.pk])


class Course(models.Model):
    rule = models.ForeignKey(Requirement, models.CASCADE, related_name="courses")
    order = models.PositiveSmallIntegerField(default=1)
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    hours = models.PositiveSmallIntegerField("学时")

    class Meta:
        app_label = "second_rules"
        verbose_name = "课程"

    def __str__(self):
        return self.name


class Share(models.Model):
    rule = models.ForeignKey(Requirement, models.CASCADE, related_name="shares")
    category = models.ForeignKey(Category, models.PROTECT, verbose_name="村类别", related_name="+")
    percent = models.PositiveSmallIntegerField("占比")

    class Meta:
        app_label = "second_rules"
        verbose_name = "各类占比"

    def __str__(self):
        return f"{self.category} {self.percent}"


class RequirementNote(RuleNote):
    rule = models.ForeignKey(Requirement, models.CASCADE, related_name="notes")

    class Meta(RuleNote.Meta):
        app_label = "second_rules"


REQUIREMENTS = Format(
    what="要求",
    head="requirement",
    root=Section(Requirement, ("code", "name", "basis", "days", "first")),
    sections={
        "courses": Section(Course, ("code", "name", "hours")),
        "shares": Section(Share, ("category", "percent"), key="category"),
    },
    kinds=(Category,),
)


class Requirements(RuleSets):
    format = REQUIREMENTS
    reads, changes, uses = "scoring.view_scheme", "scoring.change_scheme", "scoring.use_scheme"
    addresses, used_for = "requirement", "培训"

    def problems(self, rule_set):
        return [] if rule_set.courses.exists() else ["还没有课程"]


RULES = Requirements()
urlpatterns = [*pages.urlpatterns, *rule_set_paths("requirements/", RULES)]
handler403, handler404 = pages.handler403, pages.handler404

# ---------------------------------------------------------------- for its tests
MODELS = (Requirement, Course, Share, RequirementNote)


class SecondApp(AppConfig):
    label = "second_rules"

    def import_models(self):
        self.apps, self.models = apps, apps.all_models[self.label]


@pytest.fixture
def second(db, settings, monkeypatch):
    """Its tables and its pages."""
    settings.ROOT_URLCONF = "tests.rules.second"
    monkeypatch.setattr(context, "menu", list)
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    app = SecondApp("tests.rules", tests.rules)  # only models of installed apps are reached from the other side
    app.import_models()
    apps.app_configs[app.label] = app
    apps.clear_cache()
    yield settings
    del apps.app_configs[app.label]
    apps.clear_cache()
