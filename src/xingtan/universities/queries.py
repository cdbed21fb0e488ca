"""Questions about who serves where."""

from dataclasses import dataclass
from typing import Any

from xingtan.universities.models import Membership, University


@dataclass(frozen=True)
class Server:
    """A person and one role they have."""

    membership: int
    name: str
    email: str
    role: str
    role_label: str
    since: Any


def servers_of(university: University | None) -> list[Server]:
    """Give everyone who serves this university, or the consortium, with their roles: one query."""
    rows = (
        Membership.objects.filter(university=university).select_related("person").order_by("role", "person__name", "pk")
    )
    return [
        Server(row.pk, row.person.get_full_name(), row.person.email or "", row.role, row.get_role_display(), row.since)
        for row in rows
    ]


def universities_served_by(person: Any) -> list[University]:
    """Give the universities this person serves."""
    if not person.is_authenticated:
        return []
    return list(University.objects.filter(pk__in=person.standing.universities.at).order_by("slug"))
