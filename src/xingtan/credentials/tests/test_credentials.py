"""A certificate is given once, says what held, and anyone can verify it."""

from decimal import Decimal

import pytest

from xingtan.credentials import actions, rules
from xingtan.credentials.models import Award
from xingtan.learning import public as learning
from xingtan.learning.tests import factories
from xingtan.people import public as people
from xingtan.people.registry import erasers, exporters

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(apricot, ada):
    return factories.place(factories.run_of(apricot), ada)


@pytest.fixture
def completed(place, now):
    for key in ("hello", "old", "green"):
        learning.complete_block(enrollment=place, key=key, now=now)
    learning.record_result(
        enrollment=place, key="which", score=Decimal(1), possible=Decimal(1), completed=True, now=now
    )
    return place


@pytest.fixture
def award(completed, relay):
    relay()
    return Award.objects.get()


def test_certificate_is_given_when_the_course_is_completed(award, ada):
    assert (award.person, award.name, str(award.course_title), str(award.university_name)) == (
        ada, "Ada Lovelace", "Ferns", "Apricot University",
    )  # fmt: skip
    assert award.grade == 1


def test_certificate_is_given_once(award, completed, now):
    assert actions.award(enrollment=completed, now=now) == award
    assert Award.objects.count() == 1


def test_place_that_is_not_completed_earns_nothing(place, now):
    assert actions.award(enrollment=place, now=now) is None


def test_anyone_verifies_it_without_signing_in(award, browse):
    response = browse().get(award.get_absolute_url())

    assert response.status_code == 200
    assert "Ada Lovelace" in response.text
    assert "This certificate is genuine" in response.text


def test_code_is_read_as_people_type_it(award, browse):
    typed = award.code.replace("-", " ").upper()

    response = browse().post("/certificates/", {"code": typed})

    assert response["Location"] == award.get_absolute_url()
    assert rules.read_code(typed) == award.code


@pytest.mark.parametrize("code", ["aaaa-bbbb-cccc-dddd", "x", "../../etc"])
def test_unknown_code_is_not_there(db, browse, code):
    assert browse().get(f"/certificates/{code}/").status_code == 404


def test_pdf_is_printed_in_the_holders_script(award, browse, settings):
    Award.objects.update(name="王伟", latin_name="Wang Wei", language="zh-hans")

    response = browse().get(f"{award.get_absolute_url()}pdf/")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_new_name_is_printed_when_its_holder_asks(award, ada, mallory, browse):
    people.Person.objects.filter(pk=ada.pk).update(name="Augusta Ada King")

    assert browse(mallory).post(f"{award.get_absolute_url()}name/").status_code == 404
    browse(ada).post(f"{award.get_absolute_url()}name/")

    award.refresh_from_db()
    assert award.name == "Augusta Ada King"


def test_revoked_certificate_says_so(award, browse, kofi, kofi_of_bamboo, ada):
    address = f"{award.get_absolute_url()}revocation/"

    for other in (None, ada, kofi_of_bamboo):
        assert browse(other).post(address, {"reason": "No"}).status_code == 404
    browse(kofi).post(address, {"reason": "Somebody else sat the exam"})

    shown = browse().get(award.get_absolute_url()).text
    assert "Somebody else sat the exam" in shown
    assert "This certificate is genuine" not in shown


def test_revoking_needs_a_reason_and_happens_once(award, kofi, now, browse):
    browse(kofi).post(f"{award.get_absolute_url()}revocation/", {"reason": ""})
    assert "This certificate is genuine" in browse().get(award.get_absolute_url()).text

    actions.revoke(award=award, reason="Once", by=kofi, now=now)
    with pytest.raises(actions.AlreadyRevoked):
        actions.revoke(award=award, reason="Twice", by=kofi, now=now)


def test_of_an_erased_person_nothing_can_be_verified(award, ada, browse):
    assert exporters["credentials"](ada)["certificates"][0]["code"] == award.code

    erasers["credentials"](ada)
    erasers["people"](ada)

    assert browse().get(award.get_absolute_url()).status_code == 404
    award.refresh_from_db()
    assert (award.name, award.latin_name) == ("", "")


def test_own_list_shows_what_was_earned(award, ada, mallory, browse):
    assert award.code in browse(ada).get("/certificates/mine/").text
    assert award.code not in browse(mallory).get("/certificates/mine/").text
