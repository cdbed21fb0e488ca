"""Platforms, feeds, and a format that says whatever a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Facts, Institution
from xingtan.harvest import registry
from xingtan.harvest.actions import set_up_feed
from xingtan.harvest.models import Feed
from xingtan.harvest.registry import Option, Page, Terms

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Fake:
    """A format whose feeds say what a test put into ``pages``; a page that is an error is raised."""

    name = "fake"
    label = "Fake"
    options = (Option(name="set", label="Set", default="all"),)

    def __init__(self) -> None:
        self.pages: list[Page | Exception] = []
        self.states: list[dict[str, Any]] = []
        self.terms: list[Terms] = []
        self.before: Callable[[int], None] = lambda number: None
        self.asks: list[str] = []

    def read(self, feed: Terms, way: Any, state: dict[str, Any], *, now: datetime) -> Iterator[Page]:
        """Say what is in ``pages``, from where the state says; at its end begin anew."""
        self.states.append(dict(state))
        self.terms.append(feed)
        for url in self.asks:
            way.get(url)
        start = 0 if state.get("is_end") else state.get("next", 0)
        for number, each in enumerate(self.pages[start:], start + 1):
            self.before(number)
            if isinstance(each, Exception):
                raise each
            yield each


def fake() -> Fake:
    """Register a fresh fake format."""
    made = Fake()
    registry.register(made)
    return made


def pages(*parts: list[int], covers_all: bool = True, **more: Any) -> list[Page | Exception]:
    """Make pages of courses by number, each with where to go on."""
    count = len(parts)
    return [
        Page(
            found=[course(each) for each in part],
            state={"next": number, "is_end": number == count},
            is_last=number == count,
            covers_all=covers_all and number == count,
            **more,
        )
        for number, part in enumerate(parts, 1)
    ]


def course(number: int, **more: Any) -> Facts:
    """Make a course by number."""
    said: dict[str, Any] = {
        "remote_id": f"c{number}",
        "url": f"https://terrace.example/c{number}",
        "title": {"en": f"Course {number}"},
        "institutions": (Institution(name={"en": "Pine University"}, country="CN"),),
        **more,
    }
    return Facts(**said)


def platform(slug: str = "terrace", **more: Any) -> catalog.Platform:
    """Register a platform."""
    facts = {"name": {"en": slug.title()}, "operator": "Pines", "country": "CN", "website": f"https://{slug}.example"}
    return catalog.platforms.register_platform(slug=slug, by=None, joined_on=date(2020, 2, 2), **{**facts, **more})


def feed(of: catalog.Platform | None = None, **more: Any) -> Feed:
    """Set a feed of the fake format up."""
    facts = {"source": "fake", "url": "https://terrace.example/feed", "by": None, "now": NOW, **more}
    return set_up_feed(platform=of or platform(), **facts)
