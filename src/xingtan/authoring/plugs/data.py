"""What authoring keeps about a person: who made which version, who brought which file."""

from typing import Any

from xingtan.authoring.models import Delivery, Intake, Version
from xingtan.people import registry
from xingtan.people.public import Person


@registry.exports("authoring")
def export(person: Person) -> dict[str, Any]:
    """Give the versions this person made, and the files they brought."""
    versions = Version.objects.filter(made_by=person).select_related("course").order_by("pk")
    intakes = Intake.objects.filter(asked_by=person).order_by("pk")
    return {
        "versions made": [
            {"course": str(row.course), "number": row.number, "made_at": row.made_at.isoformat()}
            for row in versions.only("course__title", "number", "made_at")
        ],
        "files brought": [
            {"name": row.name, "at": row.asked_at.isoformat()} for row in intakes.only("name", "asked_at")
        ],
    }


@registry.erases("authoring")
def erase(person: Person) -> None:
    """Let what this person made stay, and forget who made it."""
    Version.objects.filter(made_by=person).update(made_by=None)
    Intake.objects.filter(asked_by=person).update(asked_by=None)
    Delivery.objects.filter(by=person).update(by=None)
