"""Keeps account of every element of the archive: each ends as exactly one row of the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from xingtan.authoring.registry.bundle import Finding, Report


class Outcome(IntEnum):
    """What became of an element; of several, the gravest counts."""

    KEPT = 0
    CHANGED = 1
    UNSUPPORTED = 2
    ERROR = 3


@dataclass(slots=True)
class Element:
    """One element of the archive while it is read. Without a note it is kept as it was."""

    place: str
    what: str
    outcome: Outcome = Outcome.KEPT
    _notes: dict[str, list[str]] = field(default_factory=dict)

    def changed(self, why: str, detail: str = "") -> None:
        """Note that it differs here from what it was."""
        self._note(Outcome.CHANGED, why, detail)

    def unsupported(self, why: str, detail: str = "") -> None:
        """Note that it is kept and cannot be used here."""
        self._note(Outcome.UNSUPPORTED, why, detail)

    def wrong(self, why: str, detail: str = "") -> None:
        """Note that the archive itself is wrong here."""
        self._note(Outcome.ERROR, why, detail)

    def _note(self, outcome: Outcome, why: str, detail: str) -> None:
        self.outcome = max(self.outcome, outcome)
        details = self._notes.setdefault(why, [])
        if detail and detail not in details:
            details.append(detail)

    def finding(self) -> Finding:
        """Give the row of the report."""
        details = [", ".join(details).replace("\n", " ") for details in self._notes.values()]
        return Finding(
            place=self.place,
            what=self.what,
            why="\n".join(self._notes),
            detail="\n".join(details) if any(details) else "",
        )


class Ledger:
    """All elements, and which files of the archive belong to them."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.taken: set[str] = set()

    def element(self, place: str, what: str, *files: str) -> Element:
        """Open an element; the files that define it are accounted for with it."""
        element = Element(place, what)
        self.elements.append(element)
        self.taken.update(files)
        return element

    def report(self) -> Report:
        """Close the account."""
        report = Report()
        rows = {
            Outcome.KEPT: report.kept,
            Outcome.CHANGED: report.changed,
            Outcome.UNSUPPORTED: report.unsupported,
            Outcome.ERROR: report.errors,
        }
        for element in self.elements:
            rows[element.outcome].append(element.finding())
        return report
