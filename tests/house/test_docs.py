"""Pages drawn from the code are drawn from this code; a word has one meaning; every link leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.tree import ROOT, files, folder_of, name_of, rooms
from tools import write_docs

FENCED = re.compile(r"^(?P<fence>`{3,}).*?^(?P=fence)`*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ (?P<words>.+)$", re.MULTILINE)
CHANGE = re.compile(r"[a-z0-9-]+\.(?P<room>[a-z]+)\.(feature|change|fix)\.md")
HEAVIEST_PICTURE = 120_000


def anchors(page: str) -> set[str]:
    """Give what can stand after # in a link to this page, as forges make it of headings."""
    headings = (found["words"].lower() for found in HEADING.finditer(FENCED.sub("", page)))
    return {re.sub(r"[^\w\- ]", "", words).strip().replace(" ", "-") for words in headings}


def broken_links(path: Path) -> Iterator[str]:
    """Name each link of a page that leads nowhere in the repository; the web outside is not asked."""
    for found in LINK.finditer(FENCED.sub("", path.read_text(encoding="utf-8"))):
        target, _, anchor = unquote(found["target"]).partition("#")
        if ":" in target:
            continue
        there = (path.parent / target).resolve() if target else path
        is_here = there.is_relative_to(ROOT) or there.is_relative_to(path.parent)
        if not (is_here and there.exists()):
            yield target
        elif anchor and there.suffix == ".md" and anchor not in anchors(there.read_text(encoding="utf-8")):
            yield f"{target}#{anchor}"


def pages() -> list[Path]:
    """List the pages for people: all Markdown but that of courses, which is read by its own rules."""
    return [
        path
        for path in files("*.md")
        if not any(each in name_of(path) for each in ("demo/courses/", "demo/short/")) or path.name == "README.md"
    ]


@pytest.mark.parametrize("path", pages(), ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert list(broken_links(path)) == []


def test_planted_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One thing\n[here](#one-thing) [there](other.md) [not](#two)\n```\n[no link](gone.md)\n```\n")

    assert list(broken_links(page)) == ["other.md", "#two"]


def test_pictures_are_light_and_shown() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in files("docs/**/*.md"))
    for picture in files("docs/guide/pictures/*"):
        assert picture.stat().st_size <= HEAVIEST_PICTURE, f"{picture.name} is too heavy"
        assert f"pictures/{picture.name}" in shown or picture.name in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_change_names_its_room_and_is_one_sentence() -> None:
    known = {room.partition(".")[0] for room in rooms() if folder_of(room).is_dir()} | {"kernel", "ui", "site"}
    for path in files("changes/*"):
        if path.name != "README.md":
            assert (named := CHANGE.fullmatch(path.name)), f"{path.name} is not <what>.<room>.<sort>.md"
            assert named["room"] in known, f"{path.name} names no room"
            text = path.read_text(encoding="utf-8")
            assert text.count("\n") == 1, f"{path.name} is one line"
            assert text.endswith(".\n"), f"{path.name} is one sentence"


@pytest.mark.parametrize("name", write_docs.PAGES)
def test_page_is_drawn_from_this_code(name: str) -> None:
    drawn = write_docs.PAGES[name]()

    path = ROOT / name
    assert path.is_file(), "python3 run.py fix"
    assert path.read_text(encoding="utf-8") == drawn, "python3 run.py fix"


def test_words_are_read_from_a_page() -> None:
    readme = "# Room\n\n## Words\n\n*course* what is\noffered · *coordinator*, *committee* serve. *Ledger*: the account.\n\n## Calls\n*none*\n"

    assert list(write_docs.words_in(readme)) == [
        ("course", "what is offered"),
        ("coordinator", "serve"),
        ("committee", "serve"),
        ("Ledger", "the account"),
    ]


def test_planted_second_meaning_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("one", "two"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "README.md").write_text("## Words\n\n*kind* what it is\n")
    monkeypatch.setattr(write_docs, "SOURCES", tmp_path)

    with pytest.raises(write_docs.TwoMeanings):
        write_docs.words()
