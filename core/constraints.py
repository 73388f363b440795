"""The database's refusals in the words of the model's constraints."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from core.errors import TouyanError


@contextmanager
def refusing(*models):
    """Turn a violated constraint of ``models`` into a ``TouyanError`` with the constraint's Chinese message."""
    messages = {each.name: each.violation_error_message for model in models for each in model._meta.constraints}
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in messages:
            raise
        raise TouyanError(messages[name]) from error
