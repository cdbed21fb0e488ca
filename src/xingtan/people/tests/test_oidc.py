"""Signing in through a university by OpenID Connect, against a real provider in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.house.tree import ROOT
from tests.universities import oidc
from xingtan.kernel.models import Outbox
from xingtan.people.models import Person

pytestmark = pytest.mark.django_db

HERE = "/accounts/oidc/apricot/login/"
PASSWORD = "three apricots on a terrace"
CALLBACK = f"http://testserver{HERE}callback/"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Start the university."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.universities.oidc", CALLBACK], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    yield process.stdout.readline().strip()
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.fixture(autouse=True)
def app(provider: str, settings: Any) -> dict[str, Any]:
    """Let the operator have named the university."""
    cache.clear()
    said = {
        "provider_id": "apricot",
        "name": "Apricot University",
        "client_id": oidc.CLIENT,
        "secret": oidc.SECRET,
        "settings": {"server_url": provider, "domains": ["apricot.example"]},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": [said]}
    }
    return said


def leave(client: Client, **said: str) -> str:
    """Press the university's button, and find where the page goes on to."""
    page = client.post(HERE, said)
    assert page.status_code == 200
    return unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text).group(1))


def enter(provider: str, to: str, who: str) -> str:
    """Prove at the university who one is, and find where it sends one back to."""
    session = requests.Session()
    session.get(f"{provider}/enter/{who}/").raise_for_status()
    answer = session.get(to, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def changed(url: str, **changes: str) -> str:
    """Change parts of a query."""
    split = urlsplit(url)
    query = {**{name: values[0] for name, values in parse_qs(split.query).items()}, **changes}
    return urlunsplit(split._replace(query=urlencode(query)))


def is_in(client: Client) -> bool:
    """Tell whether this browser is signed in."""
    return client.get("/people/profile/").status_code == 200


def test_newcomer_of_the_university_is_in_at_once(client: Client, provider: str) -> None:
    to = leave(client)
    asked = parse_qs(urlsplit(to).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 32

    client.get(enter(provider, to, "rosa"))

    person = Person.objects.get()
    assert (person.email, person.name) == ("rosa@apricot.example", "Rosa of Apricot")
    assert is_in(client)
    assert SocialAccount.objects.get().extra_data == {}
    assert Outbox.objects.filter(name="people.joined").count() == 1
    again = Client()
    again.get(enter(provider, leave(again), "rosa"))
    assert is_in(again)
    assert Person.objects.count() == 1


def test_address_that_the_university_did_not_confirm_needs_a_code(
    client: Client, provider: str, tasks_now: Any
) -> None:
    client.get(enter(provider, leave(client), "wei"))

    assert not is_in(client)
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(mail.outbox[0].body), re.MULTILINE).group(1)
    client.post("/accounts/confirm-email/", {"code": code})
    assert is_in(client)


def test_account_here_is_not_taken_by_the_university(
    client: Client, provider: str, ada: Person, tasks_now: Any
) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)

    client.get(enter(provider, leave(client), "ada"))

    assert not is_in(client)
    assert Person.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert mail.outbox[0].to == ["ada@example.org"]


def test_account_here_is_connected_from_inside_and_then_opens(client: Client, provider: str, ada: Person) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})

    asked_again = client.get(enter(provider, leave(client, process="connect"), "rosa"))
    assert not SocialAccount.objects.exists()
    client.post(asked_again["Location"], {"password": PASSWORD})

    assert SocialAccount.objects.get().user == ada
    again = Client()
    again.get(enter(provider, leave(again), "rosa"))
    assert is_in(again)
    assert Person.objects.get() == ada


def test_address_of_others_is_confirmed_though_the_university_vouches(
    client: Client, provider: str, tasks_now: Any
) -> None:
    client.get(enter(provider, leave(client), "ada"))

    assert not is_in(client)
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize("state", ["", "another"])
def test_wrong_state_opens_nothing(client: Client, provider: str, state: str) -> None:
    back = enter(provider, leave(client), "rosa")

    refused = client.get(changed(back, state=state))

    assert not is_in(client)
    assert refused.status_code == 401
    assert not Person.objects.exists()


def test_answer_works_once_and_in_one_browser(client: Client, provider: str) -> None:
    back = enter(provider, leave(client), "rosa")
    other = Client()

    other.get(back)
    assert not is_in(other)
    client.get(back)
    assert is_in(client)
    client.post("/accounts/logout/")
    client.get(back)
    assert not is_in(client)


def test_wrong_nonce_opens_nothing(client: Client, provider: str) -> None:
    back = enter(provider, changed(leave(client), nonce="of another question"), "rosa")

    client.get(back)

    assert not is_in(client)
    assert not Person.objects.exists()


def test_code_of_another_is_useless_without_what_only_their_browser_knows(client: Client, provider: str) -> None:
    stolen = parse_qs(urlsplit(enter(provider, leave(Client()), "rosa")).query)["code"][0]
    back = enter(provider, leave(client), "wei")

    client.get(changed(back, code=stolen))

    assert not is_in(client)
    assert not Person.objects.exists()


def test_wrong_issuer_opens_nothing(client: Client, provider: str, app: dict[str, Any]) -> None:
    app["settings"]["openid_configuration_overrides"] = {"issuer": "https://another.example"}

    client.get(enter(provider, leave(client), "rosa"))

    assert not is_in(client)
    assert not Person.objects.exists()


def test_wrong_secret_opens_nothing(client: Client, provider: str, app: dict[str, Any]) -> None:
    app["secret"] = "guessed"

    client.get(enter(provider, leave(client), "rosa"))

    assert not is_in(client)


def test_refusal_at_the_university_is_said(client: Client) -> None:
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]

    answer = client.get(f"{HERE}callback/", {"state": state, "error": "access_denied"}, follow=True)

    assert answer.status_code == 200
    assert not is_in(client)


def test_link_cannot_choose_what_is_asked(client: Client) -> None:
    page = client.post(f"{HERE}?scope=everything&auth_params=prompt%3Dnone%26nonce%3Dmine&next=https://evil.example/")
    asked = parse_qs(urlsplit(unescape(re.search(r"url=([^\"]+)", page.text).group(1))).query)

    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked
    assert asked["nonce"] != ["mine"]


def test_university_that_is_away_is_said(client: Client, app: dict[str, Any]) -> None:
    app["settings"]["server_url"] = "http://127.0.0.1:9"

    assert client.post(HERE).status_code == 401
