"""A person is given what lists say of them, and is forgotten so that no list brings them back."""

from __future__ import annotations

import pytest

from xingtan.people import public as people
from xingtan.people.registry import erasers, exporters
from xingtan.rosters import actions
from xingtan.rosters.models import Sourced
from xingtan.rosters.registry import Contents, Role, User

pytestmark = pytest.mark.django_db


def take(university, by, now):
    contents = Contents()
    contents.add(User(sourced_id="p1", given="Mei", email="mei@example.org", identifier="7", file="f", line=2))
    contents.add(Role(sourced_id="r1", user="p1", role="student", file="f", line=2))
    taking = actions.Taking(university=university, source="test", by=by, now=now)
    return actions.take_now(taking, contents, today=now.date())


def test_person_is_given_what_lists_say_and_is_forgotten(apricot, kofi, now):
    take(apricot, kofi, now)
    mei = people.Person.objects.get(email="mei@example.org")

    told = exporters["rosters"](mei)["in rosters"]
    assert [(each["kind"], each["id"], each["identifier"]) for each in told] == [
        ("user", "p1", "7"),
        ("role", "r1", ""),
    ]
    erasers["rosters"](mei)
    erasers["rosters"](mei)

    row = Sourced.objects.get()
    assert (row.person, row.identifier, row.is_erased) == (None, "", True)
    assert "p1" not in row.sourced_id
    again = take(apricot, kofi, now)
    assert [each.what for each in again.bad] == ["forgotten"]
    assert Sourced.objects.count() == 1
