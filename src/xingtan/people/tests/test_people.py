"""Opening an account, being who one is, and being forgotten."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from xingtan.kernel.models import Outbox
from xingtan.people import actions
from xingtan.people.models import ApiKey, Person
from xingtan.people.registry import erasers, exporters
from xingtan.people.templatetags.sign_ins import browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    """Forget the rates that allauth keeps in the cache."""
    cache.clear()


PASSWORD = "three apricots on a terrace"


def test_account_is_opened_once_for_an_address(ada):
    with pytest.raises(actions.AddressIsTaken):
        actions.join(email="ADA@example.org")

    assert Outbox.objects.filter(name="people.joined").count() == 1


def test_newcomer_signs_up_and_confirms_with_the_code_that_came_by_mail(client, tasks_now):
    said = {"name": "王伟", "email": "Wei@Example.org", "password1": PASSWORD}
    response = client.post("/accounts/signup/", said, headers={"Accept-Language": "zh-hans"})

    assert response.status_code == 302
    person = Person.objects.get()
    assert (person.email, person.name, person.locale) == ("wei@example.org", "王伟", "zh-hans")
    letter = mail.outbox[0]
    assert letter.to == ["wei@example.org"]
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(letter.body), re.MULTILINE).group(1)

    client.post(response["Location"], {"code": code})
    assert EmailAddress.objects.get(user=person).verified
    assert client.get("/people/profile/").status_code == 200


def test_wrong_code_opens_nothing(client, tasks_now):
    response = client.post("/accounts/signup/", {"name": "Wei", "email": "wei@example.org", "password1": PASSWORD})

    client.post(response["Location"], {"code": "WRONG1"})

    assert not EmailAddress.objects.get().verified
    assert client.get("/people/profile/").status_code == 303


def test_second_account_for_an_address_tells_its_owner_and_nobody_else(client, ada, tasks_now):
    response = client.post("/accounts/signup/", {"name": "Eve", "email": "ada@example.org", "password1": PASSWORD})

    assert response.status_code == 302
    assert Person.objects.count() == 1
    assert mail.outbox[0].to == ["ada@example.org"]


def test_weak_password_is_refused_and_what_was_typed_stays(client):
    response = client.post("/accounts/signup/", {"name": "Wei", "email": "wei@example.org", "password1": "1234567890"})

    assert "wei@example.org" in response.text
    assert not Person.objects.exists()


def test_profile_changes_name_and_language(browse, ada):
    browser = browse(ada)
    said = {"name": "أدا", "latin_name": "Ada Lovelace", "locale": "ar", "zone": "Asia/Beirut"}

    assert browser.post("/people/profile/", said).status_code == 303

    ada.refresh_from_db()
    assert (ada.name, ada.locale, ada.zone) == ("أدا", "ar", "Asia/Beirut")
    assert browser.post("/people/profile/", {**said, "zone": "Mars/Olympus"}).status_code == 422
    assert browser.post("/people/profile/", {**said, "locale": "klingonaase"}).status_code == 422


def test_name_stands_in_one_line(browse, ada):
    said = {"name": "Ada\r\nBcc: x", "latin_name": "Ada \t Lovelace", "locale": "en", "zone": "UTC"}

    assert browse(ada).put("/api/v1/me", said, content_type="application/json").status_code == 200

    ada.refresh_from_db()
    assert (ada.name, ada.latin_name) == ("Ada Bcc: x", "Ada Lovelace")


def test_key_is_shown_once_and_only_its_digest_kept(browse, ada, mallory):
    browser = browse(ada)

    shown = browser.post("/people/keys/", {"label": "My program"}).text
    key = re.search(r"xt_[\w-]{20,}", shown).group()

    kept = ApiKey.objects.get()
    assert key not in (kept.digest, kept.start, kept.label)
    assert key not in browser.get("/people/keys/").text
    assert browse(mallory).post(f"/people/keys/{kept.pk}/").status_code == 404
    assert browser.post(f"/people/keys/{kept.pk}/").status_code == 303
    assert not ApiKey.objects.exists()


def test_emptied_account_opens_no_more(ada, client):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    actions.make_key(person=ada, label="x", now=timezone.now())
    assert exporters["people"](ada)["account"]["email"] == "ada@example.org"

    for _twice in range(2):
        erasers["people"](ada)

    ada.refresh_from_db()
    assert (ada.email, ada.name, ada.latin_name, ada.is_active) == (None, "", "", False)
    assert not EmailAddress.objects.exists()
    assert not ApiKey.objects.exists()
    assert not client.login(email="ada@example.org", password=PASSWORD)
    assert str(ada) == "Someone"


def test_emptied_address_can_open_a_new_account(ada):
    erasers["people"](ada)

    assert actions.join(email="ada@example.org").pk != ada.pk


def test_operator_enters_the_admin_and_nobody_else(operator, ada):
    assert operator.is_staff
    assert operator.has_perm("x")
    assert operator.has_module_perms("x")
    assert not (ada.is_staff)
    assert not (ada.has_perm("x"))
    assert not (ada.has_perms(["x"]))
    assert not (ada.is_superuser)


def test_browsers_are_named_as_their_people_name_them():
    assert (
        browser("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120")
        == "Edge on Windows"
    )
    assert browser("Mozilla/5.0 (iPhone; CPU) AppleWebKit Version/17 Safari/604") == "Safari on iPhone"
    assert browser("curl/8") == "An unknown browser"
