"""The worked examples of the recipes work: packages of somebody else's bring a kind of block, and a source of courses."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT
from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import BundleBlock
from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.harvest import registry as harvest
from xingtan.kernel.errors import OutsideFailed

# An adapter for a format of a platform's own is one file of at most so many lines.
MOST_LINES = 100


def test_kind_of_block_from_another_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = (ROOT / "docs/recipes/add-a-block-kind.md").read_text(encoding="utf-8")
    module = re.findall(r"```python\n(# xingtan_poems\.py.*?)```", recipe, re.DOTALL)[0]
    (tmp_path / "xingtan_poems.py").write_text(module, encoding="utf-8")
    described = tmp_path / "xingtan_poems-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: xingtan-poems\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text("[xingtan.blocks]\npoem = xingtan_poems:Poem\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    kinds.load_plugins()

    poem = kinds.named("poem")
    assert poem is not None
    assert poem.check({"lines": []}) == ["A poem has at least one line."]
    block = BundleBlock(key="p", kind="poem", title={"en": "Spring"}, data={"lines": ["<b>", "two"], "poet": "Du Fu"})
    shown = poem.read(block, kinds.Reading(language="en", address=lambda digest, name: ""))
    assert shown == "<figure><ol><li>&lt;b&gt;</li><li>two</li></ol><figcaption>Du Fu</figcaption></figure>"


def example(recipe: str, start: str) -> str:
    """Cut a worked example out of a recipe."""
    text = (ROOT / "docs/recipes" / recipe).read_text(encoding="utf-8")
    found = re.search(rf"```python\n({re.escape(start)}.*?)```", text, re.DOTALL)
    assert found
    return found[1]


class Pond:
    """The platform of the example, answering from memory."""

    def __init__(self, *pages: Any) -> None:
        self.pages = pages

    def get(self, url: str, **_: Any) -> harvest.Reply:
        """Give a page."""
        body = json.dumps(self.pages[int(url.partition("?page=")[2]) - 1]).encode()
        return harvest.Reply(url, {}, io.BytesIO(body), len(body))


@pytest.fixture
def pond(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> harvest.Source:
    """Install the package of the example."""
    (tmp_path / "xingtan_pond.py").write_text(example("add-a-source.md", "# xingtan_pond.py"), encoding="utf-8")
    described = tmp_path / "xingtan_pond-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: xingtan-pond\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text("[xingtan.sources]\npond = xingtan_pond:Pond\nmud = xingtan_mud:Mud\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(harvest, "_sources", dict(harvest._sources))
    harvest.load_plugins()
    source = harvest.named("pond")
    assert isinstance(source, harvest.Source)
    return source


def test_source_from_another_package(pond: harvest.Source) -> None:
    frogs = {"key": "frogs", "lang": "English", "name": "<b>Frogs</b>", "www": "/c/frogs", "from": "13.01.2027"}
    first = {"pages": 2, "items": [{**frogs, "hours": 12, "cost": "0 €"}, None, {"key": "newts"}]}
    last = {"pages": 2, "items": [{**frogs, "key": "toads", "name": ["Toads"]}]}
    feed = harvest.Terms(url="https://pond.example/api", options={"university": "Bamboo Institute"})
    way: Any = Pond(first, last)

    pages = list(pond.read(feed, way, {}, now=datetime(2026, 11, 21, tzinfo=UTC)))

    assert pages[0].found == [
        Facts(
            remote_id="frogs",
            url="https://pond.example/c/frogs",
            title={"en": "Frogs"},
            languages=("en",),
            workload_hours=Decimal(12),
            institutions=(Institution(name={"en": "Bamboo Institute"}),),
            is_free=True,
            dates=(Dates(starts_on=date(2027, 1, 13)),),
        )
    ]
    assert [(bad.place, bad.what) for bad in pages[0].bad] == [
        ("page 1, item 2", "This is no course."),
        ("page 1, item 3", "The course has no key, no name or no address."),
    ]
    assert pages[0].still == ["newts"]
    assert [facts.remote_id for facts in pages[1].found] == ["toads"]
    assert [(page.is_last, page.covers_all) for page in pages] == [(False, False), (True, True)]
    # After a kill, it goes on behind the last page that was kept.
    assert list(pond.read(feed, way, dict(pages[0].state), now=datetime(2026, 11, 21, tzinfo=UTC))) == pages[1:]
    with pytest.raises(OutsideFailed):
        list(pond.read(feed, Pond({"items": 3}), {}, now=datetime(2026, 11, 21, tzinfo=UTC)))  # type: ignore[arg-type]  # all it asks of a way


def test_a_source_of_ones_own_takes_a_hundred_lines_at_most() -> None:
    lines = example("add-a-source.md", "# xingtan_pond.py").splitlines()

    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 130
