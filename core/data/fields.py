"""Columns that mean the same wherever they stand."""

from django.core.exceptions import ValidationError
from django.db import models

from core.values.names import initials, tidy_name, why_no_name


def check_name(value: str) -> None:
    if problem := why_no_name(value):
        raise ValidationError(problem, code="no_name")


class NameField(models.CharField):
    """A name that is written one way (``core.values.names``) on every way in: forms, imports, bulk writes, the API."""

    default_validators = [check_name]

    def to_python(self, value):
        value = super().to_python(value)
        return tidy_name(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return tidy_name(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


class InitialsField(models.CharField):
    """The pinyin initials of the column ``of``, kept with each save: 高台镇 → gtz."""

    def __init__(self, *args, of: str = "", **kwargs):
        self.of = of
        super().__init__(*args, **{"editable": False, "db_collation": "C", "default": "", **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, instance, add):
        value = initials(getattr(instance, self.of))[: self.max_length]
        setattr(instance, self.attname, value)
        return value
