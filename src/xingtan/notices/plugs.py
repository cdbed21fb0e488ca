"""What notices plug into people: export and erasure."""

from typing import Any

from xingtan.notices.models import Notice, Preference
from xingtan.people import registry
from xingtan.people.public import Person


@registry.exports("notices")
def export(person: Person) -> dict[str, Any]:
    """Give what this person was told, and how they chose to be told."""
    rows = Notice.objects.filter(person=person).order_by("pk")
    return {
        "notices": [{"kind": row.kind, "told_at": row.told_at.isoformat(), "data": row.data} for row in rows],
        "by_mail": dict(Preference.objects.filter(person=person).values_list("kind", "by_mail")),
    }


@registry.erases("notices")
def erase(person: Person) -> None:
    """Forget what this person was told."""
    Notice.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
