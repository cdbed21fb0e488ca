"""Writing down what a source said, and what it is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xingtan.kernel import rows
from xingtan.rosters.models import Sourced
from xingtan.rosters.registry import Fact
from xingtan.universities import public as universities


@dataclass(frozen=True, slots=True)
class Noted:
    """What something that a list names is here."""

    row: int | None = None
    person: int | None = None
    identifier: str = ""
    number: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    is_new: bool = False


def note(
    *,
    university: universities.University,
    source: str,
    kind: str,
    said: Sequence[tuple[Fact, str, Noted]],
    before: Mapping[str, Any],
    now: datetime,
) -> None:
    """Write down what was said (its mark) and what that is here: two statements, however many there are."""
    fresh = [each for each in said if each[0].sourced_id not in before]
    known = [each for each in said if each[0].sourced_id in before]
    rows.insert(
        Sourced,
        ("sourced_id", "digest", "row", "person_id", "identifier", "number", "said", "is_new"),
        [
            (fact.sourced_id, digest, it.row, it.person, it.identifier, it.number, dict(it.said), it.is_new)
            for fact, digest, it in fresh
        ],
        always={"university_id": university.pk, "source": source, "kind": kind, "seen_at": now},
    )
    rows.change(
        Sourced,
        ("digest", "row", "person_id", "identifier", "number", "said"),
        [
            (digest, it.row, it.person, it.identifier, it.number, dict(it.said), before[fact.sourced_id].pk)
            for fact, digest, it in known
        ],
        always={"seen_at": now, "gone_at": None},
    )
