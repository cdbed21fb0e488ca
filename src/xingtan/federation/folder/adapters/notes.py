"""What became of each element of a folder, and why: constant sentences, to be translated."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from xingtan.authoring.registry.bundle import Finding, Report

BAD_BLOCK = _("There is no block of this kind.")
BAD_DATE = _("This is not a moment in time, such as 2026-09-01T08:00:00Z.")
BAD_JSON = _("This is not JSON.")
BAD_KEY = _("A key has letters of the English alphabet, digits, - and _ only, at most 100.")
BAD_NUMBER = _("This is not a number.")
BAD_YAML = _("This cannot be read as YAML.")
BAD_YES_NO = _("This is either true or false.")
BAD_ZONE = _("There is no such time zone.")
CAPTIONS_BROKEN = _("These captions cannot be read; they should be WebVTT or SubRip.")
FAULTY = _("This problem cannot be used as it is written.")
FIELD_UNKNOWN = _("There is no such field here.")
KEY_MISSING = _("It has no key, so it got one from its place; give it one, and results stay with it when it moves.")
KEY_TWICE = _("This key is used twice.")
LEFT_OUT = _("It belongs to a program, not to the course, and was left out.")
LIST_WANTED = _("This is to be a list.")
MAPPING_WANTED = _("This is to be a list of fields, each with a name and a colon.")
MISSING = _("This file is not in the folder.")
NO_FENCE_END = _("The block is not closed: there is no line with the same marks.")
NO_MANIFEST = _("There is no course.yaml in it: this is not a course folder.")
NO_TITLE = _("The course has no title.")
NOT_LISTED = _("No section lists it, so learners do not see it; it is kept as a file.")
NOT_TRANSLATED = _("There is no such block in the file it translates.")
NOT_UTF8 = _("It is not written in UTF-8.")
OPTION_WANTED = _("An option says “right:” or “wrong:”.")
TEXT_WANTED = _("This is to be text.")
TOO_MANY_OPTIONS = _("It has more options here than in the file it translates.")
TYPE_UNKNOWN = _("The type is one of single, multiple, dropdown, numeric, text, formula.")
TOO_LONG = _("A text has at most a million characters; please part it into several units.")
UNIT_TWICE = _("This unit is listed twice.")
VERSION_UNKNOWN = _("This is a newer kind of course folder than is known here.")


@dataclass(slots=True)
class Spot:
    """One element of the folder while it is read; it ends as one row of the report, with every fault and its line."""

    path: str
    line: int
    what: str
    _faults: list[tuple[int, str, str]] = field(default_factory=list)
    _changes: list[tuple[str, str]] = field(default_factory=list)

    def wrong(self, why: str, detail: str = "", *, line: int = 0) -> None:
        """Note a fault that the author has to mend, at a line of its own if it is given."""
        self._faults.append((line or self.line, why, detail))

    def changed(self, why: str, detail: str = "") -> None:
        """Note that something differs here from what the author may expect."""
        if (why, detail) not in self._changes:
            self._changes.append((why, detail))

    @property
    def is_faulty(self) -> bool:
        """Test whether a fault was noted."""
        return bool(self._faults)

    def settle(self, report: Report) -> None:
        """Write the row of this element."""
        if self._faults:
            first = min(line for line, _why, _detail in self._faults)
            details = [f"{detail} (line {line})" if detail else f"(line {line})" for line, _why, detail in self._faults]
            report.errors.append(self._finding(first, [why for _line, why, _detail in self._faults], details))
        elif self._changes:
            whys, details = [why for why, _detail in self._changes], [detail for _why, detail in self._changes]
            report.changed.append(self._finding(self.line, whys, details))
        else:
            report.kept.append(self._finding(self.line, [], []))

    def _finding(self, line: int, whys: list[str], details: list[str]) -> Finding:
        place = f"{self.path}:{line}" if line else self.path
        detail = "\n".join(each.replace("\n", " ") for each in details) if any(details) else ""
        return Finding(place=place, what=self.what, why="\n".join(whys), detail=detail)
