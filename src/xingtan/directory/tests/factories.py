"""Entries to find, and somebody who keeps the list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from xingtan.directory import actions
from xingtan.directory.models import Solution, Step
from xingtan.directory.rules.facts import Facts, cleaned
from xingtan.people import public as people
from xingtan.universities import public as universities

ON_THE_WAY = ("checked", "reviewed", "listed")


def said(name: str = "Lantern", **other: Any) -> dict[str, Any]:
    """Give what somebody says of a solution, as a program would send it."""
    return {
        "name": name,
        "url": f"https://{name.lower().replace(' ', '-')}.example.org/",
        "categories": ["self-directed"],
        "summary": {"en": f"{name} brings lessons to a phone."},
        "languages": ["en"],
        "price": "free",
        **other,
    }


def facts(name: str = "Lantern", **other: Any) -> Facts:
    """Give facts that can be kept."""
    made, problems = cleaned(said(name, **other), actions.known_categories())
    assert made is not None, problems
    return made


def coordinator(name: str = "Wangari Maathai") -> people.Person:
    """Invite a coordinator."""
    person = people.join(email=f"{name.split()[0].lower()}@example.org", password="three apricots", name=name)
    now = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
    universities.give_role(person=person, role="coordinator", university=None, by=None, now=now)
    return person


def submitted(name: str = "Lantern", *, now: datetime, by: people.Person | None = None, **other: Any) -> Solution:
    """Propose a solution."""
    return actions.submit(facts=facts(name, **other), by=by, email="", now=now)


def listed(name: str = "Lantern", *, now: datetime, **other: Any) -> Solution:
    """Bring a solution on the list, as somebody with the right to has decided."""
    made = submitted(name, now=now, **other)
    Step.objects.bulk_create([Step(solution=made, status=each, at=now, recorded_at=now) for each in ON_THE_WAY])
    return made


def delisted(solution: Solution, *, now: datetime, why: str = "It closed.") -> None:
    """Take a solution off the list."""
    Step.objects.create(solution=solution, status="delisted", at=now, recorded_at=now, why=why)
