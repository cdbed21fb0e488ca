"""The pages that are drawn from the code are drawn from this code; a word has one meaning."""

from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tools import write_docs


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
