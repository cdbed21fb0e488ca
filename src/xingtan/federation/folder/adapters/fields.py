"""Reads single fields of YAML into our data, and writes them back; a wrong one is noted with its line."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from xingtan.federation.folder.adapters import notes
from xingtan.federation.folder.adapters.notes import Spot
from xingtan.federation.folder.adapters.paths import Paths
from xingtan.federation.folder.adapters.spoken import to_html, to_markdown
from xingtan.federation.folder.adapters.yamls import Fields, Inline, Value
from xingtan.kernel.dates import can_be_kept
from xingtan.kernel.prose import clean


@dataclass(slots=True)
class Reader:
    """The fields of one mapping in a file."""

    fields: Fields
    spot: Spot
    paths: Paths

    def wrong(self, name: str, why: str, detail: str = "") -> None:
        """Note a fault of a field."""
        self.spot.wrong(why, f"{name}: {detail}" if detail else name, line=self.fields.line_of(name))

    def only(self, names: Collection[str]) -> None:
        """Note every field that has no meaning here: it is a slip of the pen, and would be lost."""
        for name in self.fields.values:
            if name not in names:
                self.wrong(name, notes.FIELD_UNKNOWN)

    def under(self, fields: Fields) -> Reader:
        """Read a mapping inside this one."""
        return Reader(fields, self.spot, self.paths)

    def has(self, name: str) -> bool:
        """Test whether the field is there and not empty."""
        return self.fields.values.get(name, "") != ""

    def text(self, name: str) -> str:
        """Read plain text."""
        value = self.fields.values.get(name, "")
        if isinstance(value, str):
            return value
        self.wrong(name, notes.TEXT_WANTED)
        return ""

    def html(self, name: str) -> str:
        """Read a text in Markdown, or in HTML where it says so (`{html: …}`)."""
        return self.html_of(self.fields.values.get(name, ""), name)

    def html_of(self, value: Value, name: str) -> str:
        """Read such a text that stands in a list."""
        line = self.fields.line_of(name)

        def missing(path: str, further: int) -> None:
            self.spot.wrong(notes.MISSING, path, line=line + further)

        if isinstance(value, str):
            return to_html(self.paths.inward(value, self.spot.path, missing)) if value else ""
        if isinstance(value, Fields) and set(value.values) == {"html"} and isinstance(value.values["html"], str):
            # HTML comes from elsewhere as it was, with its broken addresses; no author could mend them in a Bundle.
            absent = self._absent
            return str(clean(self.paths.inward(value.values["html"], self.spot.path, absent, is_html=True)))
        self.wrong(name, notes.TEXT_WANTED)
        return ""

    def _absent(self, path: str, _line: int) -> None:
        self.spot.changed(notes.MISSING, path)

    def flag(self, name: str) -> bool:
        """Read a yes or no."""
        word = self.text(name).lower()
        if word not in {"true", "false", "yes", "no"}:
            self.wrong(name, notes.BAD_YES_NO, word)
        return word in {"true", "yes"}

    def number(self, name: str) -> int | float | None:
        """Read a number."""
        found = number_of(self.text(name))
        if found is None:
            self.wrong(name, notes.BAD_NUMBER, self.text(name))
        return found

    def decimal(self, name: str) -> Decimal | None:
        """Read a number exactly."""
        try:
            found = Decimal(self.text(name))
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite():
            self.wrong(name, notes.BAD_NUMBER, self.text(name))
            return None
        return found

    def moment(self, name: str) -> datetime | None:
        """Read a moment; one without a zone is in UTC."""
        text = self.text(name)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            self.wrong(name, notes.BAD_DATE, text)
            return None
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        if not can_be_kept(found):
            self.wrong(name, notes.BAD_DATE, text)
            return None
        return found

    def rows(self, name: str) -> list[Value]:
        """Read a list; a single text is a list of one."""
        value = self.fields.values.get(name, "")
        if isinstance(value, list):
            return value
        if isinstance(value, str):
            return [value] if value else []
        self.wrong(name, notes.LIST_WANTED)
        return []

    def texts(self, name: str) -> list[str]:
        """Read a list of texts."""
        found = []
        for value in self.rows(name):
            if isinstance(value, str):
                found.append(value)
            else:
                self.wrong(name, notes.TEXT_WANTED)
        return found

    def mapping(self, name: str) -> Reader | None:
        """Read a mapping in a field."""
        value = self.fields.values.get(name, "")
        if isinstance(value, Fields):
            return self.under(value)
        if value != "":
            self.wrong(name, notes.MAPPING_WANTED)
        return None

    def mappings(self, name: str) -> list[Reader]:
        """Read a list of mappings."""
        found = []
        for value in self.rows(name):
            if isinstance(value, Fields):
                found.append(self.under(value))
            else:
                self.wrong(name, notes.MAPPING_WANTED)
        return found


def number_of(text: str) -> int | float | None:
    """Read a number; whole ones stay whole."""
    if re.fullmatch(r"[+-]?\d{1,15}", text):
        return int(text)
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None


@dataclass(slots=True)
class Writer:
    """Writes texts and files for one file of the folder."""

    paths: Paths
    path: str

    def html(self, html: str) -> Any:
        """Write HTML as Markdown, or as `{html: …}` where no Markdown gives exactly it."""
        markdown = to_markdown(html)
        if markdown is not None and self._leads_back(markdown):
            return self.paths.outward(markdown, self.path)
        return {"html": self.paths.outward(html, self.path, is_html=True)}

    def _leads_back(self, markdown: str) -> bool:
        """Test whether reading what would be written gives the same again, with no address that leads nowhere."""
        lost: list[str] = []
        written = self.paths.outward(markdown, self.path)
        read = self.paths.inward(written, self.path, lambda path, _line: lost.append(path))
        return not lost and to_html(read) == to_html(markdown)


def moment_text(moment: datetime | date) -> str:
    """Write a moment."""
    return moment.isoformat().replace("+00:00", "Z")


def plain_list(values: list[Any]) -> Any:
    """Write short lists on one line."""
    return Inline(values) if sum(len(str(value)) for value in values) < 60 else values
