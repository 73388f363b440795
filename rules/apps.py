"""App registration."""

from django.apps import AppConfig

from core.declare import SchemaName


class RulesConfig(AppConfig):
    name = "rules"
    declares = (SchemaName("SchemeStatus", "rules.choices.RuleSetStatus"),)
