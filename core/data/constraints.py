"""The database's refusals in the words of the model's constraints."""

from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, connection, transaction

from core.errors import Stale, TouyanError

UNIQUE_VIOLATION = "23505"


@contextmanager
def refusing(*models):
    """Turn a violated constraint of ``models`` into a ``TouyanError`` with the constraint's Chinese message.

    Without ``models``: of any. That is how every page does what a user sends, so that the second of two who come at
    once reads a sentence instead of an error page.
    """
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()  # the deferred ones too: nobody could tell once the request commits
    except IntegrityError as error:
        if (refusal := refusal_of(error, *models)) is None:
            raise
        raise refusal from error


def refusal_of(error: IntegrityError, *models) -> TouyanError | None:
    """What to tell the user; None when nothing of ``models`` (of all, unless given) was violated."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name, code = getattr(diagnosis, "constraint_name", None), getattr(diagnosis, "sqlstate", None)
    for model in models or apps.get_models():
        for each in (each for table in (model, *model._meta.parents) for each in table._meta.constraints):
            if each.name == name and speaks(each):
                return TouyanError(each.violation_error_message)
    return Stale() if code == UNIQUE_VIOLATION and not models else None  # a unique field: somebody was first


def speaks(constraint) -> bool:
    """Whether the constraint has a message of its own."""
    return constraint.violation_error_message != constraint.default_violation_error_message
