"""The cast: Ada learns, Grace teaches, Kofi runs a university, Mallory belongs nowhere, and an operator keeps the site.

Two universities, so that every test can ask what the other one sees.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:
    # The rooms have models, which exist only once Django has started; by then pytest has read this file.
    from xingtan.people.public import Person
    from xingtan.universities.public import University

PASSWORD = "three apricots on a terrace"


def _join(name: str, **facts: object) -> Person:
    from xingtan.people import public as people

    address = f"{name.split()[0].lower()}@example.org"
    return people.join(email=address, password=PASSWORD, name=name, **facts)  # type: ignore[arg-type]  # the facts are a person's fields, by name


def _serve(person: Person, university: University, role: str, now: datetime) -> None:
    from xingtan.universities import public as universities

    universities.give_role(person=person, role=role, university=university, by=None, now=now)


@pytest.fixture
def now() -> datetime:
    """Give the moment the test happens at."""
    return timezone.now()


@pytest.fixture
def apricot(db: None) -> University:
    """Found the university where Grace teaches and that Kofi runs."""
    from xingtan.universities import public as universities

    return universities.admit(
        slug="apricot", name={"en": "Apricot University", "zh-hans": "杏大学"}, country="CN", zone="Asia/Shanghai"
    )


@pytest.fixture
def bamboo(db: None) -> University:
    """Found the other university."""
    from xingtan.universities import public as universities

    return universities.admit(slug="bamboo", name={"en": "Bamboo Institute"}, country="GH", zone="Africa/Accra")


@pytest.fixture
def ada(db: None) -> Person:
    """Invite Ada, who learns."""
    return _join("Ada Lovelace", zone="Europe/London")


@pytest.fixture
def grace(apricot: University, now: datetime) -> Person:
    """Invite Grace, who teaches at Apricot University; the courses she serves are given to her by the test."""
    grace = _join("Grace Hopper", zone="America/New_York")
    _serve(grace, apricot, "staff", now)
    return grace


@pytest.fixture
def kofi(apricot: University, now: datetime) -> Person:
    """Invite Kofi, who runs Apricot University."""
    kofi = _join("Kofi Annan", zone="Africa/Accra")
    _serve(kofi, apricot, "administrator", now)
    return kofi


@pytest.fixture
def kofi_of_bamboo(bamboo: University, now: datetime) -> Person:
    """Invite another Kofi, who runs the other university and may see nothing of this one's."""
    kofi = _join("Kofi-of-Bamboo Mensah", zone="Africa/Accra")
    _serve(kofi, bamboo, "administrator", now)
    return kofi


@pytest.fixture
def mallory(db: None) -> Person:
    """Let Mallory in, who belongs nowhere."""
    return _join("Mallory")


@pytest.fixture
def coordinator(db: None, now: datetime) -> Person:
    """Invite Carmen, who coordinates the consortium."""
    from xingtan.universities import public as universities

    carmen = _join("Carmen Ruiz")
    universities.give_role(person=carmen, role="coordinator", university=None, by=None, now=now)
    return carmen


@pytest.fixture
def operator(db: None) -> Person:
    """Invite the operator, who keeps the site."""
    return _join("Operator", is_operator=True)


@pytest.fixture
def browse(db: None) -> Callable[[Person | None], Client]:
    """Open a browser for a person, signed in; for nobody, an anonymous one."""

    def opened(person: Person | None = None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return opened
