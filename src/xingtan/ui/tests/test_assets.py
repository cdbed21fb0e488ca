"""Addresses of what was built."""

import json
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template import Context, Template

from xingtan.ui import assets


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    entries = {
        "a.ts": {"name": "xingtan-timer", "file": "xingtan-timer-1.js", "isEntry": True},
        "b.ts": {"name": "part", "file": "part-1.js"},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(entries))
    return tmp_path


def test_entry_has_the_address_of_its_build(built: Path) -> None:
    assert assets.address_of("xingtan-timer") == "/static/built/xingtan-timer-1.js"


def test_what_is_no_entry_has_none_but_breaks_no_page(built: Path) -> None:
    assert assets.address_of("part") == "/static/built/part"


def test_page_without_a_build_is_still_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "BUILT", tmp_path / "none")

    assert assets.address_of("style") == "/static/built/style"


def test_island_is_loaded_once_a_page(built: Path) -> None:
    shown = Template('{% island "xingtan-timer" %}{% island "xingtan-timer" %}').render(
        Context({"request": HttpRequest()})
    )

    assert shown == '<script type="module" src="/static/built/xingtan-timer-1.js"></script>'
