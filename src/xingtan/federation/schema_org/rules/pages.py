"""What a page says to machines: JSON-LD in its scripts, mended where it is broken the way it often is."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_SCRIPTS = 50
_TYPE = re.compile(r"type\s*=\s*[\"']?\s*application/ld\+json", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,1000}?\blang\s*=\s*[\"']?([A-Za-z0-9-]{2,20})", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$|;\s*$")
_LAST_COMMA = re.compile(r",(\s{0,100}[}\]])")


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says.

    :param broken: beginnings of scripts that should be JSON-LD and are not
    """

    language: str = ""
    documents: list[Any] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def said_on(page: str) -> Said:
    """Read the JSON-LD of a page, and the language of the page."""
    language = _LANGUAGE.search(page[:20_000])
    found = Said(language[1] if language else "")
    for script in _scripts(page):
        document = _document(script)
        if document is None:
            found.broken.append(" ".join(script[:100].split()))
        else:
            found.documents.append(document)
    return found


def _scripts(page: str) -> Iterator[str]:
    """Give the JSON-LD of a page: from one sign to the next, so that nothing is read twice, whatever is left open."""
    lowered = page.lower()
    # Some letters grow when they are made small; then the places would not fit.
    lowered = lowered if len(lowered) == len(page) else page
    count, opening = 0, lowered.find("<script")
    while opening >= 0 and count < MOST_SCRIPTS:
        start = lowered.find(">", opening) + 1
        end = lowered.find("</script", start)
        if not start or end < 0:
            return
        if _TYPE.search(page[opening:start][:1000]):
            count += 1
            yield page[start:end]
        opening = lowered.find("<script", end)


def _document(script: str) -> Any:
    bare = _WRAPPING.sub("", script.strip()).strip()
    for attempt in (bare, _LAST_COMMA.sub(r"\1", bare), html.unescape(bare)):
        try:
            return json.loads(attempt, strict=False, parse_constant=lambda name: None, parse_int=_whole)
        except (ValueError, RecursionError):
            continue
    return None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) < 40 else None
