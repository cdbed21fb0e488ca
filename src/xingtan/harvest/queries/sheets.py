"""What a sheet says, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class ShownLine:
    """A line of a sheet, its faults in words."""

    place: str
    id: str
    title: str
    url: str
    faults: list[str]
    doubts: list[str]


def shown_lines(page: "Page[Any]") -> "Page[Any]":
    """Word the lines of a page."""
    page.object_list = [_shown(each) for each in page.object_list]
    return page


def _shown(line: dict[str, Any]) -> ShownLine:
    values = line["values"]
    doubts = [
        _("“%(column)s” cannot be read and is left out: %(said)s") % {"column": column, "said": said}
        for column, said in line["doubts"]
    ]
    faults = [in_words(each) for each in line["faults"]]
    return ShownLine(
        line["place"], values.get("id", ""), values.get("title", ""), values.get("url", ""), faults, doubts
    )


def in_words(fault: Sequence[str]) -> str:
    """Word why a line cannot be taken."""
    kind, what = fault
    sentences = {
        "empty": _("“%(what)s” is empty."),
        "address": _("“%(what)s” is no address that begins with http."),
        "twice": _("Another line has the same “%(what)s”."),
        "many": _("A sheet has %(what)s lines at most: this one and those after it were left out."),
    }
    return sentences[kind] % {"what": what}
