"""Two equal requests at the same moment, over two connections: what the form makes is made once. issue 8 B6"""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from core.models import Submission
from tests.filling import CREATING, client_of, counts, opened, rewound, users_of
from tests.sweep import PNG, World, takes_arguments

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_at_the_same_moment_it_is_done_once():
    """Real transactions and two connections: the second waits for the first, whatever the form makes."""
    world, faults = World(), []
    for name in sorted(CREATING):
        args = world.args(name)[0] if takes_arguments(name) else []
        for user in users_of(world, name, args):
            data = opened(client_of(user), world, name, args)
            with transaction.atomic():
                if not (alone := _made_by_one(user, name, args, data)):
                    continue
            before = counts()
            answers = _at_once(user, reverse(name, args=args), data)
            made = {table: n - before[table] for table, n in counts().items() if n != before[table]}
            if made != alone:
                faults.append(f"{name}: one press makes {alone}, two made {made}")
            if not {answer.status_code for answer in answers} <= {200, 302}:
                faults.append(f"{name}: {answers}")
            break
        else:
            faults.append(f"{name} does not succeed")
    assert faults == []


def _made_by_one(user, name: str, args: list, data: dict) -> dict[str, int]:
    """What one press makes; it is undone."""
    client, before, sent = client_of(user), counts(), Submission.objects.count()
    client.post(reverse(name, args=args), rewound(data))
    made = {table: n - before[table] for table, n in counts().items() if n != before[table]}
    done = Submission.objects.count() > sent
    transaction.set_rollback(True)
    return made if done else {}


def _at_once(user, address: str, data: dict) -> list:
    clients, start, answers = [client_of(user) for _ in range(2)], threading.Barrier(2), []

    def press(client: Client) -> None:
        form = {
            name: SimpleUploadedFile(each.name, PNG) if hasattr(each, "seek") else each for name, each in data.items()
        }
        try:
            start.wait(10)
            answers.append(client.post(address, form))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
