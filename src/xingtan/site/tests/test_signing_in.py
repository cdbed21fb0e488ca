"""What guards the way in: limits that all processes share, words that betray nobody, sessions that turn and end."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from xingtan.people.public import Person
from xingtan.site import university_sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "three apricots on a terrace"


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


@pytest.fixture
def confirmed(ada: Person) -> Person:
    """Invite Ada, whose address is confirmed."""
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


def come_in(client: Client, password: str = PASSWORD, **said: str) -> Any:
    """Try to sign in as Ada."""
    return client.post("/accounts/login/", {"login": "ada@example.org", "password": password, **said})


def test_guesses_at_one_account_come_to_an_end(client: Client, confirmed: Person) -> None:
    for _ in range(10):
        come_in(client, "guessed")

    assert come_in(client).status_code == 200
    assert not UserSession.objects.exists()


def test_what_is_counted_is_counted_for_all_processes(settings: Any) -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert set(settings.CACHES) == {"default"}


def test_floods_are_answered_in_our_words(client: Client) -> None:
    said = {"name": "Wei", "email": "no address", "password1": PASSWORD}
    answers = [client.post("/accounts/signup/", said) for _ in range(121)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"]
    assert "Nothing is lost" in answers[-1].text


def test_no_answer_tells_who_has_an_account(confirmed: Person, tasks_now: Any) -> None:
    def shown(address: str, fields: dict[str, str]) -> list[Any]:
        cache.clear()
        answer = Client().post(address, fields)
        return [answer.status_code, answer.headers.get("Location"), _without_tokens(answer.text)]

    for address, known, unknown in (
        (
            "/accounts/login/",
            {"login": "ada@example.org", "password": "x"},
            {"login": "eva@example.org", "password": "x"},
        ),
        ("/accounts/password/reset/", {"email": "ada@example.org"}, {"email": "eva@example.org"}),
        (
            "/accounts/signup/",
            {"name": "A", "email": "ada@example.org", "password1": PASSWORD},
            {"name": "A", "email": "eva@example.org", "password1": PASSWORD},
        ),
    ):
        told = [str(part).replace("eva@", "ada@") for part in shown(address, unknown)]
        assert [str(part) for part in shown(address, known)] == told
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ada@example.org"] * 2 + ["eva@example.org"] * 2


def _without_tokens(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrf" not in line)


def test_an_unknown_address_costs_as_much_as_a_known_one(
    client: Client, confirmed: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[int] = []
    real = MD5PasswordHasher.encode

    def counted(*said: Any) -> str:
        hashed.append(1)
        return real(*said)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    come_in(client, "x")
    known = len(hashed)
    client.post("/accounts/login/", {"login": "eva@example.org", "password": "x"})

    assert known == len(hashed) - known > 0


def test_session_turns_at_sign_in_and_its_cookie_is_closed(client: Client, confirmed: Person) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/password/reset/", {"email": "x@example.org"})
    planted = Client().session
    planted["planted"] = True
    planted.save()
    client.cookies["sessionid"] = str(planted.session_key)

    come_in(client)

    cookie = client.cookies["sessionid"]
    assert cookie.value != planted.session_key
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
    thief = Client()
    thief.cookies["sessionid"] = str(planted.session_key)
    assert thief.get("/people/profile/").status_code == 303


@pytest.mark.parametrize(
    "then", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"]
)
def test_nobody_is_sent_elsewhere(client: Client, confirmed: Person, then: str) -> None:
    assert come_in(client, next=then)["Location"] == "/"
    answer = client.post("/accounts/logout/", {"next": then})

    assert answer["Location"] == "/"
    assert answer["Clear-Site-Data"] == '"storage"'


def test_ended_sign_in_opens_nothing(confirmed: Person, mallory: Person, browse: Any) -> None:
    here, there = Client(), Client()
    come_in(here)
    come_in(there)
    other = UserSession.objects.get(session_key=there.session.session_key)

    assert browse(mallory).post(f"/people/sign-ins/{other.pk}/").status_code == 404
    assert there.get("/people/profile/").status_code == 200
    assert here.post(f"/people/sign-ins/{other.pk}/").status_code == 303

    assert there.get("/people/profile/").status_code == 303
    assert here.get("/people/profile/").status_code == 200


def test_new_password_ends_the_other_sign_ins(confirmed: Person) -> None:
    here, there = Client(), Client()
    come_in(here)
    come_in(there)

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "a lamp over the terrace"})

    assert here.get("/people/profile/").status_code == 200
    assert there.get("/people/profile/").status_code == 303


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("[[oidc", "sign-in.toml"),
        ('[[oidc]]\nid = "a"\nname = "A"\nserver = "https://a.example"', "lacks client_id, secret"),
        ('[[oidc]]\nid = "a"\nname = "A"\nserver = "s"\nclient_id = "c"\nsecret = "s"\nport = 1', "says port"),
        ('[[saml]]\nid = "a"\nname = "A"\nentity_id = "e"', "needs either metadata"),
        ('[[saml]]\nid = "a"\nname = "A"\nentity_id = "e"\nmetadata = "m"\n' * 2, "two with the id"),
    ],
)
def test_mistakes_in_the_file_of_universities_are_named(tmp_path: Any, written: str, why: str) -> None:
    if "saml" in written and not university_sign_in.HAS_SAML:
        pytest.skip("SAML is not installed: requirements/saml.in")
    path = tmp_path / "sign-in.toml"
    path.write_text(written)

    with pytest.raises(university_sign_in.BadSignIn, match=why):
        university_sign_in.providers(path)


def test_site_starts_without_saml() -> None:
    said = "import sys; sys.modules['onelogin'] = None\nimport importlib.util as u\nreal = u.find_spec\nu.find_spec = lambda n, *a: None if n == 'onelogin' else real(n, *a)\nfrom xingtan.site import university_sign_in as s\nassert not s.HAS_SAML and 'saml' not in s.providers()"

    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0
