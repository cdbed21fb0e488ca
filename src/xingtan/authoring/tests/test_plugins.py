"""The worked example of the recipe, installed as a package of others would be."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from xingtan.authoring import actions, queries
from xingtan.authoring.forms import SourceForm
from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import BundleBlock
from xingtan.authoring.tests.factories import bundle, take_in, unit
from xingtan.universities.public import University

RECIPE = Path(__file__).parents[4] / "docs" / "recipes" / "add-a-block-kind.md"


@pytest.fixture
def _poems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not RECIPE.is_file():
        pytest.skip("the recipes are part of a checkout, not of the package")
    code = re.findall(r"```python\n(.*?)```", RECIPE.read_text(encoding="utf-8"), re.DOTALL)[0]
    (tmp_path / "xingtan_poems.py").write_text(code, encoding="utf-8")
    said = tmp_path / "xingtan_poems-1.0.dist-info"
    said.mkdir()
    (said / "METADATA").write_text("Metadata-Version: 2.1\nName: xingtan-poems\nVersion: 1.0\n")
    (said / "entry_points.txt").write_text(
        "[xingtan.blocks]\npoem = xingtan_poems:Poem\nbroken = xingtan_poems:Nothing\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield
    kinds._kinds.pop("poem", None)
    sys.modules.pop("xingtan_poems", None)


@pytest.mark.usefixtures("_poems")
@pytest.mark.django_db
def test_a_package_of_others_brings_a_kind(apricot: University) -> None:
    kinds.load_plugins()
    poem = BundleBlock(key="fern", kind="poem", data={"lines": ["A fern,", "<unrolled>"], "poet": "Anon"})

    version = take_in(apricot, bundle(unit("one", poem)))

    (block,) = queries.blocks_of(version, ["fern"])
    assert queries.read_block(block, language="en") == (
        "<figure><ol><li>A fern,</li><li>&lt;unrolled&gt;</li></ol><figcaption>Anon</figcaption></figure>"
    )


@pytest.mark.usefixtures("_poems")
def test_its_rules_are_kept() -> None:
    kinds.load_plugins()

    with pytest.raises(actions.BlockIsFaulty) as refused:
        actions.write_down(key="k", kind="poem", title={}, data={}, stock=actions.Shelf())

    assert "A poem has at least one line." in str(refused.value)


@pytest.mark.parametrize("source", ["[" * 100_000, '{"a":' * 100_000, "[]", "{"])
def test_data_that_is_no_object_is_refused_in_words(source: str) -> None:
    assert not SourceForm({"source": source}).is_valid()
