"""Lists that correct themselves, come out of order, or say what nobody should have written."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from xingtan.federation.oneroster.tests.factories import FILES, packed, said
from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.rosters import public as rosters
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db
P2 = "p2,,,true,omar,,Omar,Haddad,,2026002,omar@apricot.example,,,,,,M2,d1,\n"
MANIFEST = FILES["manifest"].replace("bulk", "delta")
HEADS = {name: text.splitlines()[0] + "\n" for name, text in FILES.items() if name != "manifest"}


def delta(**lines: str) -> bytes:
    return packed({"manifest": MANIFEST, **{name: head + lines.get(name, "") for name, head in HEADS.items()}})


def told(roster: rosters.Roster) -> list[tuple[str, str, int, str]]:
    return list(roster.problems.order_by("pk").values_list("level", "file", "line", "what"))


def promised(roster: rosters.Roster) -> dict[str, dict[str, int]]:
    """Give what the report said would change, as the tally of the real run says it."""
    kinds = roster.counts["kinds"]
    found = {kind: {what: of[what] for what in ("new", "changed", "gone") if of[what]} for kind, of in kinds.items()}
    made = roster.counts["accounts"]["made"]
    return {kind: of for kind, of in found.items() if of} | ({"account": {"made": made}} if made else {})


def test_address_that_was_wrong_is_corrected_while_nobody_used_the_account(hand_in):
    hand_in(packed({"users": said("users", (P2, P2.replace("omar@", "oma@").replace("Omar", "Oma")))}))
    rosters.Sourced.objects.filter(kind="user").update(welcomed_at="2026-03-01T00:00Z")

    hand_in(packed())

    omar = people.Person.objects.get(email="omar@apricot.example")
    assert omar.name == "Omar Haddad"
    row = rosters.Sourced.objects.get(person=omar, kind="user")
    assert (row.is_new, row.welcomed_at) == (True, None)


@pytest.mark.parametrize("used", ["signed in", "password"])
def test_account_that_is_used_is_its_owners(hand_in, now, used):
    hand_in(packed())
    omar = people.Person.objects.get(email="omar@apricot.example")
    if used == "password":
        omar.set_password("one of my own")
    else:
        omar.last_login = now
    omar.save()

    hand_in(packed({"users": said("users", (P2, P2.replace("omar@", "evil@").replace("Omar", "Evil")))}))

    omar.refresh_from_db()
    assert (omar.email, omar.name) == ("omar@apricot.example", "Omar Haddad")


def test_account_that_another_university_names_too_keeps_its_address(hand_in, bamboo, now):
    hand_in(packed())
    omar = people.Person.objects.get(email="omar@apricot.example")
    rosters.Sourced.objects.create(
        university=bamboo, source="oneroster", kind="user", sourced_id="x", person=omar, digest="", seen_at=now
    )

    hand_in(packed({"users": said("users", (P2, P2.replace("omar@", "evil@")))}))

    omar.refresh_from_db()
    assert omar.email == "omar@apricot.example"


def test_address_of_somebody_else_is_said_and_not_taken(hand_in, ada):
    hand_in(packed())

    roster = hand_in(packed({"users": said("users", (P2, P2.replace("omar@apricot.example", "ada@example.org")))}))

    assert told(roster) == [("warning", "users.csv", 3, "email_taken")]
    assert people.Person.objects.filter(email="omar@apricot.example").exists()


def test_class_does_not_move_to_another_course_in_silence(hand_in):
    hand_in(packed())

    roster = hand_in(packed({"classes": said("classes", ("Optics A,,c1", "Optics A,,c2"))}))

    assert told(roster) == [("warning", "classes.csv", 2, "other_course")]


def test_who_is_not_enabled_leaves_with_their_places_and_keeps_nothing_out(hand_in):
    hand_in(packed())

    roster = hand_in(packed({"users": said("users", ("p2,,,true", "p2,,,false"))}))

    assert told(roster) == [("warning", "users.csv", 3, "is_off")]
    assert roster.result == {"enrollment": {"gone": 2}, "role": {"gone": 1}, "user": {"gone": 1}}
    assert not learning.Enrollment.objects.current().filter(learner__email="omar@apricot.example").exists()


def test_report_promises_what_a_delta_does(hand_in):
    hand_in(packed())

    roster = hand_in(delta(users="p2,tobedeleted,2026-03-01" + "," * 16 + "\n"))

    assert (
        roster.result
        == promised(roster)
        == {
            "enrollment": {"gone": 2},
            "role": {"gone": 1},
            "user": {"gone": 1},
        }
    )


def test_report_promises_what_the_end_of_a_class_does(hand_in):
    hand_in(packed())

    roster = hand_in(delta(classes="k1,tobedeleted,2026-03-01" + "," * 11 + "\n"))

    assert roster.result == promised(roster) == {"enrollment": {"gone": 4}, "class": {"gone": 1}}


def test_person_named_twice_gets_one_account_and_stays_while_one_name_stays(hand_in):
    twin = "p6,,,true,omar2,,Omar,Haddad,,2026002,omar@apricot.example,,,,,,M2,d1,\n"
    both = packed({"users": said("users", (P2, P2 + twin))})
    roster = hand_in(both)
    assert roster.result == promised(roster)
    assert roster.result["account"] == {"made": 5}

    roster = hand_in(packed())

    assert roster.result == promised(roster) == {"user": {"gone": 1}}
    assert learning.Enrollment.objects.current().filter(learner__email="omar@apricot.example").count() == 2


def test_delta_of_1_1_ends_the_role_that_a_person_no_longer_has(hand_in, apricot):
    users = HEADS["users"].strip() + ",role,orgSourcedIds\n"
    tara = "p4,active,,true,tara,,Tara,Teacher,Q.,9001,tara@apricot.example,,,,,,M4,d1,,{},d1\n"
    manifest = FILES["manifest"].replace("file.roles,bulk", "file.roles,absent")
    first = {"manifest": manifest, "users": users + tara.format("teacher"), "roles": None}
    hand_in(packed({**first, "enrollments": HEADS["enrollments"]}))
    staff = universities.Membership.objects.filter(person__email="tara@apricot.example", role="staff")
    assert staff.exists()

    rest = {**HEADS, "manifest": manifest.replace("bulk", "delta"), "roles": None}
    roster = hand_in(packed({**rest, "users": users + tara.format("student")}))

    assert roster.result == promised(roster) == {"role": {"new": 1, "gone": 1}}
    assert not staff.exists()


def test_of_two_rosters_the_older_is_looked_through_again(hand_in, kofi, now):
    hand_in(packed())
    older = hand_in(packed({"users": said("users", ("Tara,", "Tarah,"))}), takes=False)
    hand_in(packed({"users": said("users", ("Abe,", "Abel,"))}))

    asked = rosters.ask_to_take(roster=older, by=kofi, meant=True, now=now)

    assert (asked.taking_job, asked.looked_at) == (None, None)
    jobs.run(str(asked.job))
    asked = rosters.ask_to_take(roster=asked, by=kofi, meant=True, now=now)
    jobs.run(str(asked.taking_job))
    asked.refresh_from_db()
    assert asked.result["user"] == {"changed": 2}


def test_passwords_keep_a_roster_out_and_their_file_is_not_kept(hand_in):
    roster = hand_in(
        packed({"users": said("users", ("omar@apricot.example,,,,,,", "omar@apricot.example,,,,,hunter2,"))})
    )

    assert told(roster) == [("error", "users.csv", 3, "password")]
    assert roster.digest == ""
    assert not any(b"hunter2" in _raw(digest) for digest in files.every())
    assert not any("hunter2" in str(row) for row in Outbox.objects.values_list("body", flat=True))


def _raw(digest: str) -> Any:
    data = files.read(digest)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as inner:
        return b"".join(inner.read(name) for name in inner.namelist())


def test_letters_that_are_lost_keep_a_roster_out(hand_in):
    names = FILES["users"].replace("Haddad", "哈达德").encode()
    spoiled = names.replace("李".encode(), "李".encode()[:2], 1)

    roster = hand_in(packed({"users": spoiled}))

    assert told(roster) == [("error", "users.csv", 2, "bad_letters")]
