"""What those who lead wrote down about a person who is emptied: counts stay, words and works go."""

from typing import Any

from xingtan.activities.models import Move
from xingtan.activities.queries.about import moves_about
from xingtan.kernel.deeds import deed

WORK = ("said", "link", "small", "large")


@deed
def forget_moves(*, person: Any) -> None:
    """Take the reasons of this person's marks away, and their work out of what was handed round. Safe to repeat."""
    changed = []
    for move in moves_about(person):
        if "reason" in move.payload and move.payload.get("person") == person.pk:
            move.payload["reason"] = ""
            changed.append(move)
        alone = [work for work in move.payload.get("works", ()) if work["people"] == [person.pk]]
        for work in alone:
            # What a group made belongs to the others, too.
            work.update({name: "" for name in WORK if name in work})
        if alone:
            changed.append(move)
    Move.objects.bulk_update(changed, ["payload"], batch_size=200)
