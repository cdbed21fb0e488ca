"""Signing in through a university by SAML, against pysaml2 as a real provider that signs with a key of its own."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.core.cache import cache
from django.test import Client

from xingtan.people.public import Newcomer, Person, join_many
from xingtan.rosters.public import Sourced

pytestmark = [
    pytest.mark.django_db,
    # pysaml2 still asks cryptography for what is about to move.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::ResourceWarning"),
]

pytest.importorskip(
    "onelogin.saml2", reason="python3-saml is not installed: requirements/saml.in", exc_type=ImportError
)
pytest.importorskip("saml2", reason="pysaml2, the university of these tests, is not installed: requirements/test.in")
if shutil.which("xmlsec1") is None:
    pytest.skip("pysaml2 signs with the program xmlsec1, which is not on this machine", allow_module_level=True)

HERE = "/accounts/saml/cedar/"
ISSUER = "https://idp.cedar.example/metadata"
SSO = "https://idp.cedar.example/sso"
Answer = Callable[..., str]


def make_pair(folder: Path) -> tuple[Path, Path]:
    """Make a key, and a certificate that says it is Cedar's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cedar")])
    now = datetime.now(UTC)
    signed = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = signed.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    certificate = signed.sign(key, hashes.SHA256())
    places = folder / "key.pem", folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    places[0].write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    )
    places[1].write_bytes(certificate.public_bytes(pem))
    return places


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make the university's key and certificate."""
    return make_pair(tmp_path_factory.mktemp("cedar"))


@pytest.fixture(autouse=True)
def app(pair: tuple[Path, Path], settings: Any) -> dict[str, Any]:
    """Let the operator have named the university, as the file does it."""
    from xingtan.site import university_sign_in

    cache.clear()
    written = pair[1].parent / "sign-in.toml"
    written.write_text(
        f'[[saml]]\nid = "cedar"\nname = "Cedar Institute"\nentity_id = "{ISSUER}"\nsso = "{SSO}"\n'
        f'certificate = """{pair[1].read_text()}"""\ndomains = ["cedar.example"]\n'
    )
    settings.SOCIALACCOUNT_PROVIDERS = university_sign_in.providers(written)
    app: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"][0]
    return app


@pytest.fixture
def answer(pair: tuple[Path, Path], client: Client) -> Answer:
    """Give what the university answers to a question, as a form would carry it back."""
    from saml2.config import IdPConfig
    from saml2.server import Server

    metadata = client.get(f"{HERE}metadata/").text

    def answered(
        question: str,
        *,
        address: str = "rosa@cedar.example",
        minutes: int = 5,
        is_signed: bool = True,
        is_weak: bool = False,
        to: str = f"http://testserver{HERE}metadata/",
        asked: str | None = None,
        folder: Path | None = None,
        without: tuple[str, ...] = (),
    ) -> str:
        key, certificate = pair
        idp = Server(
            config=IdPConfig().load(
                {
                    "entityid": ISSUER,
                    "key_file": str(folder / "key.pem" if folder else key),
                    "cert_file": str(folder / "certificate.pem" if folder else certificate),
                    "xmlsec_binary": shutil.which("xmlsec1"),
                    "metadata": {"inline": [metadata]},
                    "service": {
                        "idp": {
                            "endpoints": {
                                "single_sign_on_service": [(SSO, "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")]
                            },
                            "policy": {"default": {"lifetime": {"minutes": minutes}, "attribute_restrictions": None}},
                        }
                    },
                }
            )
        )
        request = parse_qs(urlsplit(question).query)["SAMLRequest"][0]
        parsed = idp.parse_authn_request(request, "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect").message
        said = {"mail": [address], "displayName": ["Rosa Cedar"], "givenName": ["Rosa"], "sn": ["Cedar"]}
        said = {name: value for name, value in said.items() if name not in without}
        response = idp.create_authn_response(
            said,
            in_response_to=parsed.id if asked is None else asked,
            destination=parsed.assertion_consumer_service_url,
            sp_entity_id=to,
            name_id=_name_id(address),
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "authn_auth": ISSUER},
            sign_assertion=is_signed,
            sign_response=False,
            sign_alg="http://www.w3.org/2000/09/xmldsig#rsa-sha1"
            if is_weak
            else "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            digest_alg="http://www.w3.org/2001/04/xmlenc#sha256",
        )
        return base64.b64encode(str(response).encode()).decode()

    return answered


@pytest.fixture
def client() -> Client:
    """Open a browser that says which site it means, as every browser does."""
    return browser()


def browser() -> Client:
    """Open another."""
    return Client(HTTP_HOST="testserver")


def _name_id(address: str) -> Any:
    from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID

    return NameID(format=NAMEID_FORMAT_PERSISTENT, text=f"cedar-{address}")


def ask(client: Client) -> str:
    """Press the university's button, and find where the page goes on to."""
    page = client.post(f"{HERE}login/")
    return unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text).group(1))


def bring(client: Client, response: str) -> Any:
    """Come back from the university."""
    return client.post(f"{HERE}acs/", {"SAMLResponse": response}, follow=True)


def is_in(client: Client) -> bool:
    """Tell whether this browser is signed in."""
    return client.get("/people/profile/").status_code == 200


def test_signed_answer_opens(client: Client, answer: Answer) -> None:
    question = ask(client)
    assert question.startswith(SSO)

    bring(client, answer(question))

    person = Person.objects.get()
    assert (person.email, person.name) == ("rosa@cedar.example", "Rosa Cedar")
    assert is_in(client)
    again = browser()
    bring(again, answer(ask(again)))
    assert is_in(again)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("without", [(), ("mail",)])
def test_account_of_the_lists_is_joined_by_its_number(client, app, answer, apricot, without) -> None:
    app["settings"] |= {"university": "apricot", "number": "urn:oid:2.5.4.4"}
    newcomer = Newcomer(email=None if without else "rosa@cedar.example", name="Rosa")
    ((rosa, _uid),) = join_many(newcomers=[newcomer], now=datetime.now(UTC))
    facts = {"kind": "user", "sourced_id": "p1", "identifier": "Cedar", "is_new": True, "digest": ""}
    Sourced.objects.create(university=apricot, source="oneroster", person_id=rosa, seen_at=datetime.now(UTC), **facts)

    for browser_of in (client, browser()):
        bring(browser_of, answer(ask(browser_of), without=without))

        assert is_in(browser_of)
    assert [each.pk for each in Person.objects.all()] == [rosa]


@pytest.mark.parametrize(
    "fault",
    [
        {"is_signed": False},
        {"is_weak": True},
        {"minutes": -10},
        {"to": "https://another.example/metadata"},
        {"asked": "id-of-another-question"},
        {"asked": ""},
    ],
    ids=["unsigned", "signed with SHA-1", "expired", "another audience", "another question", "no question"],
)
def test_wrong_answer_opens_nothing(client: Client, answer: Answer, fault: dict[str, Any]) -> None:
    said = bring(client, answer(ask(client), **fault))

    assert said.status_code == 401
    assert not is_in(client)
    assert not Person.objects.exists()


def test_answer_signed_by_another_opens_nothing(client: Client, answer: Answer, tmp_path: Path) -> None:
    make_pair(tmp_path)

    bring(client, answer(ask(client), folder=tmp_path))

    assert not is_in(client)


def test_changed_answer_opens_nothing(client: Client, answer: Answer) -> None:
    xml = base64.b64decode(answer(ask(client))).decode()
    changed = xml.replace("rosa@cedar.example", "kofi@cedar.example")
    assert changed != xml

    bring(client, base64.b64encode(changed.encode()).decode())

    assert not is_in(client)
    assert not Person.objects.exists()


def test_answer_works_once_and_in_one_browser(client: Client, answer: Answer) -> None:
    response = answer(ask(client))

    thief = browser()
    bring(thief, response)
    assert not is_in(thief)
    bring(client, response)
    assert is_in(client)
    client.post("/accounts/logout/")
    bring(client, response)
    assert not is_in(client)


def test_rubbish_is_refused_in_words(client: Client) -> None:
    ask(client)

    assert bring(client, "rubbish").status_code == 401
    assert client.get(f"{HERE}acs/finish/").status_code == 401
    assert client.post("/accounts/saml/nowhere/login/").status_code == 404


def test_account_here_is_not_taken_by_the_university(client: Client, answer: Answer, ada: Person) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)

    bring(client, answer(ask(client), address="ada@example.org"))

    assert not is_in(client)
    assert Person.objects.count() == 1


def test_address_outside_the_university_is_confirmed_by_mail(client: Client, answer: Answer) -> None:
    bring(client, answer(ask(client), address="rosa@elsewhere.example"))

    assert not is_in(client)
    assert not EmailAddress.objects.get().verified
