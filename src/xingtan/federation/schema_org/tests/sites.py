"""A site that answers from memory."""

from __future__ import annotations

import io
import json
from typing import Any

from xingtan.harvest.registry import Bad, Reply, Unchanged
from xingtan.kernel.errors import OutsideFailed

SITE = "https://uni.example"
SITEMAP = f"{SITE}/sitemap.xml"
HTML = {"content-type": "text/html; charset=utf-8"}


def sitemap(*entries: tuple[str, str] | str, index: bool = False) -> bytes:
    """Write a sitemap of addresses, some with the moment of their last change."""
    part, whole = ("sitemap", "sitemapindex") if index else ("url", "urlset")
    lines = []
    for each in entries:
        url, at = each if isinstance(each, tuple) else (each, "")
        changed = f"<lastmod>{at}</lastmod>" if at else ""
        lines.append(f"<{part}><loc>{SITE}{url}</loc>{changed}</{part}>")
    return f'<?xml version="1.0"?><{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(lines)}</{whole}>'.encode()


def page(*documents: Any, language: str = "en") -> bytes:
    """Write a page that says these things to machines."""
    scripts = "".join(
        f'<script type="application/ld+json">{each if isinstance(each, str) else json.dumps(each)}</script>'
        for each in documents
    )
    return f'<!doctype html><html lang="{language}"><head>{scripts}</head><body><p>Hello.</p></body></html>'.encode()


def course(name: str, **said: Any) -> dict[str, Any]:
    """Write a small course."""
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": name,
        "description": f"All about {name}.",
        **said,
    }


class Site:
    """Answers as ``Way`` does, and remembers what it was asked."""

    def __init__(self, pages: dict[str, bytes], headers: dict[str, str] | None = None) -> None:
        self.pages = {f"{SITE}{path}": body for path, body in pages.items()}
        self.headers = headers or HTML
        self.asked: list[str] = []
        self.unchanged: set[str] = set()

    def get(
        self, url: str, *, accept: str = "*/*", most_bytes: int | None = None, is_conditional: bool = True
    ) -> Reply | Unchanged:
        """Ask for a page."""
        self.asked.append(url.removeprefix(SITE))
        if is_conditional and url in self.unchanged:
            return Unchanged(url)
        if url not in self.pages:
            raise OutsideFailed("404")
        body = self.pages[url]
        return Reply(url, self.headers, io.BytesIO(body), len(body))

    def try_get(self, url: str, *, accept: str = "*/*", most_bytes: int | None = None) -> Reply | Unchanged | Bad:
        """Ask for one of many."""
        try:
            return self.get(url)
        except OutsideFailed as no:
            return Bad(url, str(no))
