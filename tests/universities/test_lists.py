"""Who is in a university's lists finds that account at the first sign-in through the university, by the lists' own number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from xingtan.kernel.models import Outbox
from xingtan.people.public import Person
from xingtan.people.tests.test_oidc import PASSWORD, app, enter, is_in, leave, provider
from xingtan.rosters import public as actions
from xingtan.rosters.public import Sourced
from xingtan.rosters.registry import Contents, User
from xingtan.site import university_sign_in

pytestmark = pytest.mark.django_db
FIXTURES = app, provider
ROSA = {"sourced_id": "p1", "given": "Rosa", "family": "Lopez", "email": "rosa@apricot.example"}


@pytest.fixture
def listed(kofi: Person, now: Any) -> Any:
    """Let a university's lists name somebody."""

    def name(university: Any, **said: Any) -> Any:
        contents = Contents(whole=frozenset())
        contents.add(User(file="users.csv", line=2, **{**ROSA, **said}))
        taking = actions.Taking(university=university, source="oneroster", by=kofi, now=now)
        actions.take_now(taking, contents, today=date(2026, 2, 17))
        return Sourced.objects.get(university=university, kind="user", sourced_id=said.get("sourced_id", "p1")).person

    return name


@pytest.fixture(autouse=True)
def ours(app: dict[str, Any]) -> dict[str, Any]:
    """Let the operator have said whose sign-in it is, and which claim is the number."""
    app["settings"] |= {"university": "apricot", "number": "name"}
    settings: dict[str, Any] = app["settings"]
    return settings


def come(client: Client, provider: str, who: str = "rosa") -> Any:
    return client.get(enter(provider, leave(client), who))


@pytest.mark.parametrize("number", [{"identifier": "Rosa of Apricot"}, {"master_identifier": "Rosa of Apricot"}])
def test_account_of_the_lists_is_joined(client, provider, apricot, listed, number):
    rosa = listed(apricot, **number)

    come(client, provider)

    assert is_in(client)
    assert SocialAccount.objects.get().user == rosa
    assert SocialAccount.objects.get().extra_data == {"number": "Rosa of Apricot"}
    assert Outbox.objects.filter(name="people.sign_in_joined").count() == 1
    again = Client()
    come(again, provider)
    assert is_in(again)
    assert SocialAccount.objects.get().extra_data == {"number": "Rosa of Apricot"}


@pytest.mark.parametrize("how", ["number beside another id", "own id", "own id by setting", "subject"])
def test_number_is_the_one_the_setting_names(client, provider, apricot, listed, ours, how):
    name = "Rosa of Apricot"
    match how:
        case "number beside another id":
            rosa = listed(apricot, identifier=name, master_identifier="M1")
        case "own id":
            rosa = listed(apricot, sourced_id=name)
        case "own id by setting":
            ours["matches"] = "id"
            rosa = listed(apricot, sourced_id=name, identifier="7")
        case _:
            del ours["number"]
            come(Client(), provider)
            subject = SocialAccount.objects.get().uid
            EmailAddress.objects.all().delete()
            SocialAccount.objects.all().delete()
            Outbox.objects.all().delete()
            Person.objects.filter(email=ROSA["email"]).delete()
            rosa = listed(apricot, identifier=subject)

    come(client, provider)

    assert is_in(client)
    assert SocialAccount.objects.get().user == rosa


def test_number_of_another_university_joins_nothing(client, provider, apricot, bamboo, listed):
    listed(bamboo, identifier="Rosa of Apricot", email="rosa@bamboo.example")

    come(client, provider)

    assert is_in(client)
    assert SocialAccount.objects.get().user.email == "rosa@apricot.example"


def test_university_that_nobody_named_joins_nothing(client, provider, apricot, listed, ours):
    rosa = listed(apricot, identifier="Rosa of Apricot")
    del ours["university"]

    come(client, provider)

    assert not is_in(client)
    assert not SocialAccount.objects.filter(user=rosa).exists()


def test_address_alone_joins_nothing(client, provider, apricot, listed, tasks_now):
    rosa = listed(apricot, identifier="another number")

    come(client, provider)

    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert Person.objects.filter(email=rosa.email).count() == 1
    assert mail.outbox[0].to == [rosa.email]


def test_account_in_use_is_asked_to_sign_in_first_and_not_doubled(client, provider, apricot, ada, listed):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    assert listed(apricot, identifier="Rosa of Apricot", email=ada.email) == ada
    before = Person.objects.count()

    page = come(client, provider)

    assert page.status_code == 409
    assert "Sign in and connect" in page.text
    assert not is_in(client)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (before, 0)
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    asked_again = client.get(enter(provider, leave(client, process="connect"), "rosa"))
    client.post(asked_again["Location"], {"password": PASSWORD})
    assert SocialAccount.objects.get().user == ada


def test_account_that_another_university_names_too_is_asked_first(client, provider, apricot, bamboo, listed):
    rosa = listed(apricot, identifier="Rosa of Apricot")
    assert listed(bamboo, sourced_id="x9", identifier="x9") == rosa

    page = come(client, provider)

    assert page.status_code == 409
    assert not SocialAccount.objects.exists()


def test_number_of_two_people_joins_neither(client, provider, apricot, listed):
    listed(apricot, identifier="Rosa of Apricot")
    listed(apricot, sourced_id="p2", identifier="another", email="other@apricot.example")
    Sourced.objects.update(identifier="Rosa of Apricot")

    assert come(client, provider).status_code == 409


def test_address_that_the_sign_in_does_not_vouch_for_is_asked_by_letter(client, provider, apricot, listed, tasks_now):
    rosa = listed(apricot, identifier="Rosa of Apricot", email="rosa@elsewhere.example")

    come(client, provider)

    assert not is_in(client)
    assert mail.outbox[0].to == ["rosa@elsewhere.example"]
    assert SocialAccount.objects.get().user == rosa


def test_account_without_an_address_gets_the_one_that_the_university_vouches_for(client, provider, apricot, listed):
    rosa = listed(apricot, identifier="Rosa of Apricot", email="")

    come(client, provider)

    assert is_in(client)
    rosa.refresh_from_db()
    assert rosa.email == "rosa@apricot.example"


def test_who_came_through_the_university_first_is_found_by_the_lists(client, provider, apricot, listed):
    come(client, provider)
    rosa = SocialAccount.objects.get().user

    assert listed(apricot, identifier="Rosa of Apricot", email="rosa@elsewhere.example") == rosa


def test_who_came_through_another_university_is_nobody_in_these_lists(client, provider, apricot, bamboo, listed):
    come(client, provider)
    rosa = SocialAccount.objects.get().user

    assert listed(bamboo, identifier="Rosa of Apricot", email="rosa@elsewhere.example") != rosa


@pytest.mark.parametrize(
    "said", ['number = "sub"', 'university = "apricot"\nmatches = "address"', 'university = "apricot"\nnumbr = "sub"']
)
def test_setting_that_means_nothing_is_named_at_the_start(tmp_path, said):
    written = tmp_path / "sign-in.toml"
    written.write_text(f'[[oidc]]\nid = "a"\nname = "A"\nserver = "https://x"\nclient_id = "x"\nsecret = "y"\n{said}\n')

    with pytest.raises(university_sign_in.BadSignIn):
        university_sign_in.providers(written)
