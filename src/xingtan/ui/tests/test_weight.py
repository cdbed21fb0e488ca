"""The whole look weighs little, and its parts keep to the house's measure."""

import gzip
import json
import re
from pathlib import Path

import pytest

UI = Path(__file__).parents[1]
STYLES = sorted((UI / "styles").rglob("*.css"))
TEMPLATES = sorted((UI / "templates").rglob("*.html"))
BUILT = UI / "static" / "built"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_file_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_is_short_and_has_no_style_of_its_own(path: Path) -> None:
    text = path.read_text()

    assert len(text.splitlines()) <= 150
    assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on", text)


@pytest.mark.parametrize("path", sorted((UI / "templates" / "cotton").glob("*.html")), ids=lambda path: path.stem)
def test_component_says_what_it_is_for_and_is_on_the_style_page(path: Path) -> None:
    samples = "".join(each.read_text() for each in TEMPLATES if "style" in each.parts or each.name == "style.html")

    assert path.read_text().startswith("{# ")
    assert f"<c-{path.stem}" in samples or path.stem in {"card", "cover", "field", "pages"}, "show it on /ui/"


def test_every_style_file_is_in_the_stylesheet() -> None:
    imported = set(re.findall(r'@import "\./([^"]+)"', (UI / "styles" / "main.css").read_text()))

    assert imported == {str(path.relative_to(UI / "styles")) for path in STYLES} - {"main.css"}


@pytest.mark.skipif(not (BUILT / "manifest.json").exists(), reason="the front end is not built")
@pytest.mark.parametrize(("name", "most_kb"), [("style", 14), ("main", 21)])
def test_build_is_light(name: str, most_kb: int) -> None:
    entries = {
        entry["name"]: entry["file"]
        for entry in json.loads((BUILT / "manifest.json").read_text()).values()
        if entry.get("isEntry")
    }

    assert len(gzip.compress((BUILT / entries[name]).read_bytes(), 9)) <= most_kb * 1000
