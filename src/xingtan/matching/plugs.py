"""What matching plugs in below: export and erasure."""

from typing import Any

from xingtan.matching.models import Decision, Rule, Undoing
from xingtan.people import registry
from xingtan.people.public import Person


@registry.exports("matching")
def export(person: Person) -> dict[str, Any]:
    """Give what this person decided."""
    decisions = Decision.objects.filter(by=person).order_by("pk").values("is_same", "why", "at")
    rules = Rule.objects.filter(made_by=person).order_by("pk").values("least", "made_at")
    undone = Undoing.objects.filter(by=person).order_by("pk").values("at")
    return {"decided": list(decisions), "rules": list(rules), "undone": list(undone)}


@registry.erases("matching")
def erase(person: Person) -> None:
    """Leave the decisions, unsigned and without the person's words."""
    Decision.objects.filter(by=person).update(by=None, why="")
    Rule.objects.filter(made_by=person).update(made_by=None)
    Undoing.objects.filter(by=person).update(by=None)
