"""Who serves the consortium, and who may say so."""

import pytest

from xingtan.universities import actions
from xingtan.universities.models import Membership, Role

pytestmark = pytest.mark.django_db

PAGE = "/u/~consortium/roles/"


@pytest.mark.parametrize("who", [None, "ada", "kofi", "mallory"])
def test_others_find_no_roles_of_the_consortium(who, browse, request, coordinator):
    browser = browse(who and request.getfixturevalue(who))
    membership = Membership.objects.get(person=coordinator)

    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE, {"email": "mallory@example.org", "role": "committee"}).status_code == 404
    assert browser.post(f"{PAGE}{membership.pk}/").status_code == 404
    assert browser.get("/api/v1/consortium/roles").status_code == 404
    assert Membership.objects.filter(university__isnull=True).count() == 1


@pytest.mark.parametrize("who", ["coordinator", "operator"])
def test_coordinators_and_operators_give_and_withdraw(who, browse, request, ada):
    browser = browse(request.getfixturevalue(who))

    assert browser.post(PAGE, {"email": "ada@example.org", "role": "committee"}).status_code == 303
    given = Membership.objects.get(person=ada)
    assert (given.role, given.university) == (Role.COMMITTEE, None)
    assert "Ada Lovelace" in browser.get(PAGE).text

    assert browser.post(f"{PAGE}{given.pk}/").status_code == 303
    assert not Membership.objects.filter(person=ada).exists()


def test_a_role_of_a_university_is_not_given_here(browse, coordinator, ada):
    assert browse(coordinator).post(PAGE, {"email": "ada@example.org", "role": "administrator"}).status_code == 422
    assert not Membership.objects.filter(person=ada).exists()


def test_a_role_at_a_university_is_not_ended_here(browse, coordinator, kofi):
    membership = Membership.objects.get(person=kofi)

    assert browse(coordinator).post(f"{PAGE}{membership.pk}/").status_code == 404
    assert Membership.objects.filter(person=kofi).exists()


def test_coordinator_makes_nobody_of_themselves(coordinator, now):
    with pytest.raises(actions.OwnRole):
        actions.give_role_to_address(
            email=coordinator.email, role=Role.COMMITTEE, university=None, by=coordinator, now=now
        )


def test_programs_do_the_same(browse, coordinator, ada):
    browser = browse(coordinator)
    sent = {"content_type": "application/json"}

    assert browser.post("/api/v1/consortium/roles", {"email": ada.email, "role": "staff"}, **sent).status_code == 422
    assert (
        browser.post("/api/v1/consortium/roles", {"email": ada.email, "role": "committee"}, **sent).status_code == 204
    )
    listed = {each["role"]: each["id"] for each in browser.get("/api/v1/consortium/roles").json()}
    assert set(listed) == {"coordinator", "committee"}
    assert browser.delete(f"/api/v1/consortium/roles/{listed['committee']}").status_code == 204
    assert not Membership.objects.filter(person=ada).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_consortium_list_costs_the_same_for_any_number(
    browse, coordinator, now, count, ada, kofi, grace, django_assert_num_queries
):
    for person in (ada, kofi, grace)[:count]:
        actions.give_role(person=person, role=Role.COMMITTEE, university=None, by=None, now=now)
    browser = browse(coordinator)
    browser.get(PAGE)

    with django_assert_num_queries(5):
        browser.get(PAGE)
