"""Migration operations done in bulk: by itself Django reads every model anew after each one that touches a table."""

from collections.abc import Iterable

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger

STEPS = ((CreateModel,), (AddField,), (AddConstraint, AddIndex, AddTrigger))


class Together(Operation):
    """Several operations of one kind as one: the models are read once, as they are after all of them.

    So none of them may need the state another one leaves. There is no way back.
    """

    reversible = False

    def __init__(self, operations: Iterable[Operation]):
        self.operations = list(operations)

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # what is not there is not kept up to date either
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"{len(self.operations)} operations together"


def together(operations: Iterable[Operation]) -> list[Operation]:
    """Tables first, then columns, then constraints, indexes and triggers, each step at once; then the others."""
    operations = list(operations)
    steps = [[each for each in operations if isinstance(each, kinds)] for kinds in STEPS]
    known = {id(each) for step in steps for each in step}
    return [Together(step) for step in steps if step] + [each for each in operations if id(each) not in known]
