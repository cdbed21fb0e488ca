"""Addresses for search engines, in files of fewer than fifty thousand, and an index of these."""

import gzip
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

MOST = 40_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

Entry = tuple[str, datetime | None]
"""An address, and when what is there last changed."""


class Sitemaps:
    """Files of addresses in a folder, one after the other as each is full."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._waiting = folder, list[Entry]()
        self.made: list[tuple[Path, int]] = []

    def add(self, entries: Iterable[Entry]) -> None:
        """Write addresses."""
        self._waiting += entries
        while len(self._waiting) >= MOST:
            self._write(self._waiting[:MOST])
            self._waiting = self._waiting[MOST:]

    def close(self) -> None:
        """Write what is left."""
        if self._waiting:
            self._write(self._waiting)

    def _write(self, entries: Sequence[Entry]) -> None:
        place = self._folder / f"sitemap-{len(self.made) + 1}.xml.gz"
        body = "".join([f"<url><loc>{escape(url)}</loc>{_changed(at)}</url>\n" for url, at in entries])
        written = f'{_XML}<urlset xmlns="{_NAMESPACE}">\n{body}</urlset>\n'
        place.write_bytes(gzip.compress(written.encode(), 6, mtime=0))
        self.made.append((place, len(entries)))


def index(entries: Iterable[Entry]) -> str:
    """Write the index of such files."""
    body = "".join([f"<sitemap><loc>{escape(url)}</loc>{_changed(at)}</sitemap>\n" for url, at in entries])
    return f'{_XML}<sitemapindex xmlns="{_NAMESPACE}">\n{body}</sitemapindex>\n'


def _changed(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
