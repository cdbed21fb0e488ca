"""The worked example of the recipes works: a package of somebody else's brings a kind of block."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import BundleBlock


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
