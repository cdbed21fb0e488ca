"""Sitemaps: which pages a site has, and when each changed. Many are broken XML, so they are read as text."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from xingtan.harvest.registry import said

MOST_BYTES = 64 * 1024 * 1024
_PARTS = {"sitemap", "url", "loc", "lastmod"}
# Pictures and films have places of their own inside a page's entry.
_OTHERS = {"image", "video", "news", "xhtml"}
_CDATA = "![CDATA["
_ROBOTS = re.compile(r"^[ \t]{0,20}sitemap[ \t]{0,20}:[ \t]{0,20}(\S{1,2000})", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, or a further sitemap."""

    url: str
    changed_at: datetime | None = None
    is_sitemap: bool = False


def entries_of(text: str, base: str) -> Iterator[Entry]:
    """Read a sitemap, or an index of sitemaps, in XML or as a list of lines."""
    if "<" not in text:
        yield from (Entry(url) for line in text.splitlines() if (url := said.address(line)))
        return
    url, changed_at, is_sitemap = "", None, False
    for name, value in _parts(text):
        if name in ("url", "sitemap"):
            if url:
                yield Entry(url, changed_at, is_sitemap)
            url, changed_at, is_sitemap = "", None, name == "sitemap"
        elif name == "loc":
            url = url or said.address(value, base)
        else:
            changed_at = said.moment(value)
    if url:
        yield Entry(url, changed_at, is_sitemap)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Give each part that we know and the text in it: from one sign to the next, so that nothing is read twice."""
    inside, end = "", text.find("<")
    while end >= 0:
        start, end = end + 1, text.find("<", end + 1)
        piece = text[start : end if end >= 0 else len(text)]
        if piece.startswith(_CDATA):
            if inside:
                yield inside, piece[len(_CDATA) :].partition("]]>")[0].strip()
            continue
        tag, _, value = piece.partition(">")
        prefix, _, name = (tag.split(None, 1) or [""])[0].rpartition(":")
        inside = name if name in _PARTS and prefix not in _OTHERS else ""
        if inside and (value.strip() or name in ("url", "sitemap")):
            yield inside, html.unescape(value.strip())


def named_in_robots(text: str) -> list[str]:
    """List the sitemaps that a ``robots.txt`` names."""
    return [url for each in _ROBOTS.findall(text) if (url := said.address(each))]
