"""What is due for whom (W1): what the apps declare, gathered. Decides nothing."""

from core.declare import Todos, declared
from core.pages.home import Desk, Todo
from dashboards.policy import by_urgency


def todos_of(desk: Desk) -> list[Todo]:
    """Everything the user has to do in the role acted in, the most urgent first."""
    readers = [each.load() for each in declared(Todos) if desk.user.has_perm(each.permission)]
    return by_urgency(todo for read in readers for todo in read(desk))
