"""Who serves where, and who may say so."""

import re

import pytest

from xingtan.kernel.errors import NotThere
from xingtan.people import public as people
from xingtan.universities import access, actions
from xingtan.universities.models import Membership, Role

pytestmark = pytest.mark.django_db


def test_role_given_twice_is_kept_once(ada, apricot, kofi, now):
    for _ in range(2):
        actions.give_role(person=ada, role=Role.STAFF, university=apricot, by=kofi, now=now)

    assert Membership.objects.filter(person=ada).count() == 1


def test_role_needs_somebody_to_have_it(apricot, kofi, now):
    with pytest.raises(people.NobodyHasThisAddress, match=r"nobody@example\.org"):
        actions.give_role_to_address(email="nobody@example.org", role=Role.STAFF, university=apricot, by=kofi, now=now)


def test_last_administrator_stays(apricot, kofi):
    with pytest.raises(actions.LastAdministrator):
        actions.withdraw_role(membership=Membership.objects.get(person=kofi), by=kofi)

    assert Membership.objects.filter(person=kofi).exists()


def test_administrator_of_another_university_finds_nothing(apricot, kofi_of_bamboo, client):
    with pytest.raises(NotThere):
        access.university_to_administer(kofi_of_bamboo, university="apricot")

    client.force_login(kofi_of_bamboo, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/u/apricot/").status_code == 404
    assert client.get("/u/apricot/roles/").status_code == 404


def test_kofi_gives_and_withdraws_a_role_on_the_page(apricot, kofi, ada, browse):
    browser = browse(kofi)

    given = browser.post("/u/apricot/roles/", {"email": "ada@example.org", "role": "staff"})
    assert given.status_code == 303
    assert "Ada Lovelace" in browser.get("/u/apricot/roles/").text

    membership = Membership.objects.get(person=ada)
    assert browser.post(f"/u/apricot/roles/{membership.pk}/").status_code == 303
    assert not Membership.objects.filter(person=ada).exists()


def test_page_that_refuses_to_withdraw_a_role_still_gives_one(apricot, kofi, browse):
    membership = Membership.objects.get(person=kofi)

    refused = browse(kofi).post(f"/u/apricot/roles/{membership.pk}/")

    assert refused.status_code == 422
    assert re.findall(r'<form method="post" action="(/u/[^"]+)"', refused.text) == [
        f"/u/apricot/roles/{membership.pk}/",
        "/u/apricot/roles/",
    ]


def test_role_for_an_unknown_address_says_so_and_keeps_what_was_typed(apricot, kofi, browse):
    response = browse(kofi).post("/u/apricot/roles/", {"email": "nobody@example.org", "role": "staff"})

    assert response.status_code == 422
    assert "nobody@example.org" in response.text


def test_nobody_serves_the_consortium_and_a_university_in_one_role(ada, apricot, now):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Membership.objects.create(person=ada, university=apricot, role=Role.COMMITTEE, since=now)


def test_staff_serves_but_does_not_administer(apricot, grace, mallory):
    assert access.serves(grace, apricot)
    assert not access.can_administer(grace, apricot)
    assert not access.serves(mallory, apricot)
