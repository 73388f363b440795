"""Whose file an account reads: linked by the system administrator, who learns no more than he must."""

import pytest
from django.urls import reverse

from areas.models import Area
from cadres import services
from cadres.models import Person
from core.errors import Stale, TouyanError
from core.models import StateChange
from tests.areas.build import make_user
from tests.html import texts

pytestmark = pytest.mark.django_db


def link_url(user) -> str:
    return reverse("cadres:account_link", args=[user.pk])


def unlink_url(user) -> str:
    return reverse("cadres:account_unlink", args=[user.pk])


@pytest.fixture
def zhou(make_person):
    return make_person("周建平", "弥陀村", phone="13900000001")


@pytest.fixture
def account(tree):
    return make_user("village_cadre", tree["弥陀村"], "周建平")


@pytest.fixture
def admin(tree):
    return make_user("system_admin", tree["南郑区"], "管理员")


def choices(client, term: str) -> list[tuple[str, str]]:
    found = client.get(reverse("cadres:account_person_choices"), {"q": term}).json()["results"]
    return [(row["text"], row["hint"]) for row in found]


def test_the_administrator_picks_the_file_and_the_cadre_reads_it(login, zhou, account, client):
    admin = login("system_admin", "南郑区")
    page = admin.get(reverse("accounts:user_detail", args=[account.pk]))
    assert link_url(account) in page.text
    assert 'role="combobox"' in admin.get(link_url(account)).text
    done = admin.post(link_url(account), {"person": zhou.pk}, follow=True)
    assert done.redirect_chain[-1][0] == link_url(account)
    for shown in (zhou.number, "周建平", "高台镇弥陀村"):
        assert shown in done.text
    for hidden in ("13900000001", "1983", 'name="person"'):
        assert hidden not in done.text
    zhou.refresh_from_db()
    assert (zhou.user, zhou.version) == (account, 2)
    assert "关联干部档案" in admin.get(reverse("accounts:user_detail", args=[account.pk])).text
    change = StateChange.objects.get(subject="accounts.user", subject_id=account.pk, target="linked")
    assert change.reason == f"{zhou.number} 周建平（弥陀村）"
    client.force_login(account)
    assert client.get(zhou.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("term", ["周建平", "周 建平", "number"])
def test_who_is_named_in_full_is_found(login, zhou, make_person, term):
    make_person("周建平平", "弥陀村")
    found = choices(login("system_admin", "南郑区"), zhou.number if term == "number" else term)
    assert found == [(f"周建平（{zhou.number}）", "高台镇弥陀村")]


@pytest.mark.parametrize("term", ["", " ", "周", "建平", "zjp", "1", "13900000001", "弥陀"])
def test_who_is_not_named_in_full_is_not_shown(login, zhou, term):
    assert choices(login("system_admin", "南郑区"), term) == []


def test_whose_file_has_an_account_is_not_offered(login, zhou, account, admin):
    services.link_account(person=zhou, user=account, by=admin)
    assert choices(login("system_admin", "南郑区"), "周建平") == []


@pytest.mark.parametrize("person", ["", "x", "99999999"])
def test_without_a_file_nothing_is_linked(login, zhou, account, person):
    page = login("system_admin", "南郑区").post(link_url(account), {"person": person})
    assert page.status_code == 200
    assert "请选择" in page.text or "请重新选择" in page.text
    assert not Person.objects.exclude(user=None).exists()


def test_persons_and_accounts_of_another_county_are_out_of_reach(login, tree, zhou, account):
    other = Area.objects.create(code="610722000000", name="城固县", short_name="城固县", level=3)
    tree["城固县"] = other
    stranger = make_user("county_official", other)
    admin = login("system_admin", "城固县")
    assert admin.get(link_url(account)).status_code == 404
    assert choices(admin, "周建平") == choices(admin, zhou.number) == []
    page = admin.post(link_url(stranger), {"person": zhou.pk})
    assert "没有这份档案，请重新选择" in page.text
    assert "周建平" not in page.text


def test_unlinking_needs_a_reason_and_ends_the_reading(login, client, zhou, account, admin):
    services.link_account(person=zhou, user=account, by=admin)
    office = login("system_admin", "南郑区")
    office.post(unlink_url(account))
    zhou.refresh_from_db()
    assert zhou.user == account
    office.post(unlink_url(account), {"reason": "关联错了"})
    zhou.refresh_from_db()
    assert zhou.user is None
    assert StateChange.objects.get(target="unlinked").reason == f"{zhou.number} 周建平：关联错了"
    assert office.post(unlink_url(account), {"reason": "再来"}).status_code == 404
    client.force_login(account)
    assert client.get(zhou.get_absolute_url()).status_code == 404


def test_one_account_has_one_file(make_person, zhou, account, admin, tree):
    services.link_account(person=zhou, user=account, by=admin)
    li = make_person("李秀英", "弥陀村")
    with pytest.raises(TouyanError, match="已关联一份档案"):
        services.link_account(person=li, user=account, by=admin)
    with pytest.raises(TouyanError, match="已关联别的账号"):
        services.link_account(person=zhou, user=make_user("village_cadre", tree["战斗村"]), by=admin)
    stale = Person.objects.select_related("user").get(pk=zhou.pk)
    services.unlink_account(person=zhou, by=admin, reason="关联错了")
    with pytest.raises(Stale):
        services.unlink_account(person=stale, by=admin, reason="关联错了")


@pytest.mark.parametrize("role", ["township_official", "county_official", "security_admin"])
def test_only_the_system_administrator_links(login, account, role):
    client = login(role, "高台镇" if role == "township_official" else "南郑区")
    assert client.get(link_url(account)).status_code == 403
    assert client.post(unlink_url(account), {"reason": "x"}).status_code == 403
    assert client.get(reverse("cadres:account_person_choices"), {"q": "周建平"}).status_code == 403


def test_the_office_sees_in_the_file_whether_there_is_an_account(login, zhou, account, admin):
    address = f"{zhou.get_absolute_url()}?tab=basic"
    office = login("township_official", "高台镇")
    assert "请系统管理员开通账号" in office.get(address).text
    services.link_account(person=zhou, user=account, by=admin)
    assert texts(office.get(address), "dt:-soup-contains('账号') + dd")[-1] == "周建平"
    office.force_login(make_user("leading_group", zhou.area.parent.parent))
    assert "账号" not in texts(office.get(address), "dt")
