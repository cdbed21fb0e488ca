"""Small folders, written in the test that reads them."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from xingtan.authoring.registry.bundle import Bundle, BundleBlock, Opener
from xingtan.federation.folder.adapters import reading, writing


class Tree:
    """A folder in memory."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {
            path: content.encode() if isinstance(content, str) else content for path, content in files.items()
        }

    def names(self) -> list[str]:
        return sorted(self.files)

    def read(self, name: str, /) -> bytes:
        return self.files[name]

    def open(self, name: str, /) -> IO[bytes]:
        return BytesIO(self.files[name])

    def __contains__(self, name: object, /) -> bool:
        return name in self.files


MANIFEST = """\
xingtan: 1
languages: [en, zh-hans]
title: Ferns
outline:
  - chapter: c
    title: Chapter
    sections:
      - section: s
        title: Section
        units:
          - units/u.md
"""


def read(files: Mapping[str, str | bytes]) -> Bundle:
    return reading.read(Tree(files))


def read_unit(text: str, **files: str | bytes) -> Bundle:
    """Read a course of one unit; further files are named with `__` for `/` and a last `_` for `.`."""
    more = {_path(name): content for name, content in files.items()}
    front = "" if text.startswith("---") else "---\nkey: u\ntitle: Unit\n---\n\n"
    return read({"course.yaml": MANIFEST, "units/u.md": front + text, **more})


def _path(name: str) -> str:
    stem, _, ending = name.replace("__", "/").rpartition("_")
    return f"{stem}.{ending}".replace("_zh.", ".zh-hans.")


def block(bundle: Bundle, number: int = 0) -> BundleBlock:
    assert bundle.report.errors == []
    return list(bundle.blocks())[number]


def problem(body: str) -> dict[str, Any]:
    return block(read_unit(f"```{{problem}} p\n{body}\n```\n")).data


def written(bundle: Bundle) -> dict[str, bytes]:
    """Give the bytes of every file of the folder that a course is written as."""
    return opened(writing.contents(bundle))


def opened(files: Mapping[str, Opener]) -> dict[str, bytes]:
    """Read all files, and close them."""
    found = {}
    for path, opener in files.items():
        with opener() as handle:
            found[path] = handle.read()
    return found


def faults(bundle: Bundle) -> list[tuple[str, str, str]]:
    return [(row.place, *pair) for row in bundle.report.errors for pair in row.reasons]
