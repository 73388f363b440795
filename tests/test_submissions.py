"""One press of a button is done once: every form sent twice, and what counts as the same. issue 8 B6"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cadres.models import Person
from core.models import Attachment, ImportRun, Submission
from core.security import submissions
from scoring.services.codes import make_codes
from tests.filling import CREATING, client_of, counts, opened, rewound, users_of
from tests.sweep import CELLS, PNG, URLS, takes_arguments

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("quiet")]


@pytest.fixture
def world(sweep_world):
    return sweep_world


# ---------------------------------------------------------------- every form, twice
def test_what_is_sent_again_is_answered_again_and_not_done_again(world):
    done, faults = set(), []
    for name in set(URLS) - set(CELLS) - submissions.repeatable():
        args = world.args(name)[0] if takes_arguments(name) else []
        for user in users_of(world, name, args):
            client, address = client_of(user), reverse(name, args=args)
            with transaction.atomic():
                data, before = opened(client, world, name, args), Submission.objects.count()
                first = client.post(address, data)
                if Submission.objects.count() > before:
                    done.add(name)
                    made = counts()
                    again = client.post(address, rewound(data))
                    if counts() != made:
                        more = {table: n - made[table] for table, n in counts().items() if n != made[table]}
                        faults.append(f"{name} does it again: {more}")
                    ended = again.url.startswith(reverse("accounts:login")) if again.status_code == 302 else False
                    same = again.status_code == 302 and (first.status_code == 200 or again.url == first.url)
                    if not (same or ended):
                        faults.append(f"{name} answers {first.status_code}, then {again.status_code}")
                transaction.set_rollback(True)
            if name in done:
                break
    assert faults == []
    assert done >= CREATING, f"not done even once: {sorted(CREATING - done)}"
    assert len(done) > 50


# ---------------------------------------------------------------- what is one submission and what two
@pytest.fixture
def office(world):
    return client_of(world.here.official)


@pytest.fixture
def person(world, office):
    """What the form of a new person sends, without the sign of its page."""
    return opened(office, world, "cadres:person_create", []) | {"name": ["张双击"]}


def tab(sign: str) -> dict:
    """What marks the page a form is sent from."""
    return {"csrfmiddlewaretoken": sign * submissions.MASKED_LENGTH}


def test_the_answer_comes_again_with_its_words(office, person):
    address = reverse("cadres:person_create")
    first = office.post(address, person | tab("a"))
    office.get(first.url)  # where the words are shown
    again = office.post(address, person | tab("a"))
    assert again.url == first.url
    assert "档案已建立" in office.get(again.url).content.decode()
    assert Person.objects.filter(name="张双击").count() == 1


@pytest.fixture
def objection(world, office):
    """An address, and what its form sends; two of the same person are nothing strange."""
    args = [world.here.notice.pk]
    return reverse("contests:objection_create", args=args), opened(office, world, "contests:objection_create", args)


def test_from_two_tabs_or_with_another_content_it_is_two(world, office, objection):
    address, data = objection
    before = world.here.notice.objections.count()
    for sent in (data | tab("a"), data | tab("b"), data | tab("a") | {"content": "另一件"}):
        assert office.post(address, rewound(sent)).status_code == 302
    assert world.here.notice.objections.count() == before + 3


def test_a_faulty_form_can_be_sent_again(office, person, monkeypatch):
    address = reverse("cadres:person_create")
    faulty = person | {"birth_date": "1980-13-01"} | tab("a")
    for _ in range(2):
        assert "请填日期" in office.post(address, faulty).content.decode()
    assert Submission.objects.count() == 0
    assert office.post(address, person | tab("a")).status_code == 302


def test_what_was_refused_in_a_message_can_be_sent_again(world, office):
    address = reverse("contests:contest_close", args=[world.here.contests["draft"].pk])
    for _ in range(2):
        office.post(address, tab("a"))
    assert Submission.objects.count() == 0


def test_what_failed_leaves_nothing_and_can_be_sent_again(office, person, monkeypatch):
    address = reverse("cadres:person_create")
    with monkeypatch.context() as patch:
        patch.setattr("cadres.views.PersonCreateView.get_success_url", lambda self: 1 / 0)
        assert office.post(address, person | tab("a")).status_code == 500
    assert Person.objects.filter(name="张双击").count() == 0
    assert office.post(address, person | tab("a")).status_code == 302


def test_another_account_with_the_same_token_is_another_press(world, office, objection):
    address, data = objection
    before = world.here.notice.objections.count()
    for client in (office, client_of(world.users["county_official"])):
        assert client.post(address, rewound(data | tab("a"))).status_code == 302
    assert world.here.notice.objections.count() == before + 2


def test_a_dialog_is_led_to_the_same_page_again(world, office):
    address, htmx = reverse("scoring:scheme_retire", args=[world.here.scheme.pk]), {"HX-Request": "true"}
    answers = [office.post(address, {"reason": "不用了"} | tab("a"), headers=htmx) for _ in range(2)]
    assert answers[0].headers["HX-Redirect"] == answers[1].headers["HX-Redirect"]


def test_a_file_sent_twice_is_kept_once(world, office):
    address = reverse("contests:document_create", args=[world.here.contests["draft"].pk])
    before = Attachment.objects.count()
    for _ in range(2):
        data = {"title": "双击通知", "upload": SimpleUploadedFile("a.png", PNG)} | tab("a")
        assert office.post(address, data).status_code == 302
    assert Attachment.objects.count() == before + 1


def test_a_password_slip_is_made_once_and_says_where_it_went(world):
    admin = client_of(world.users["system_admin"])
    address, data = reverse("accounts:user_create"), {"username": "shuangji", "name": "双击", "unit": "某镇"} | tab("a")
    assert admin.post(address, data).status_code == 200
    again = admin.post(address, data)
    assert "账号单只显示一次" in admin.get(again.url).content.decode()


def test_raters_with_a_code_upload_once(world):
    contest = world.here.contests["scoring"]
    rater = contest.raters.filter(user=None).first()
    [(_, code)] = make_codes(assessment=contest, raters=[rater], hours=1, user=world.here.official)
    client = Client()
    client.post(reverse("rate:enter"), {"code": code})
    component = world.here.scheme.components.get(rater_group=rater.group_id)
    book = b"".join(client.get(reverse("rate:score_workbook", args=[component.pk])).streaming_content)
    urls = set()
    for _ in range(2):
        data = {"file": SimpleUploadedFile("a.xlsx", book)} | tab("a")
        urls.add(client.post(reverse("rate:score_import", args=[component.pk]), data).url)
    assert len(urls) == 1
    assert ImportRun.objects.filter(created_by=None).count() == 1


def test_what_is_old_is_forgotten(world):
    now = timezone.now()
    Submission.objects.create(key="a")
    assert submissions.forget(now=now) == 0
    assert submissions.forget(now=now + timedelta(days=submissions.KEPT_DAYS, minutes=1)) == 1


def test_only_pages_of_the_session_are_excepted():
    assert {*URLS, "rate:enter", "rate:leave"} >= submissions.repeatable()
