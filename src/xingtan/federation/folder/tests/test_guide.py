"""The guide's own example is a course that can be read."""

import re
from pathlib import Path

import pytest

from xingtan.federation.folder.tests.folders import read, written

GUIDE = Path(__file__).parents[5] / "docs/guide/course-folder.md"
pytestmark = pytest.mark.skipif(not GUIDE.exists(), reason="the guide is not beside an installed package")


def _fenced(language: str) -> list[str]:
    text = GUIDE.read_text()
    return [found[2] for found in re.finditer(rf"^(`{{3,}}){language}\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL)]


def test_example_of_the_guide_is_a_course() -> None:
    [manifest] = _fenced("yaml")
    unit, *problems, translation = _fenced("markdown")
    captions = "WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n"
    tests = "---\nkey: test\n---\n\nRead with care.\n\n" + "\n".join(problems)
    files: dict[str, str | bytes] = {
        "course.yaml": manifest,
        "about.md": "Ferns are old.",
        "about.zh-hans.md": "蕨类很古老。",
        "units/what-is-a-fern.md": unit,
        "units/test.md": tests,
        "units/test.zh-hans.md": translation,
        "media/frond.jpg": b"jpg",
        "media/grace.jpg": b"jpg",
        "media/lecture.mp4": b"mp4",
        "captions/lecture.en.vtt": captions,
        "captions/lecture.zh-hans.vtt": captions,
    }

    bundle = read(files)

    assert bundle.report.errors == []
    assert bundle.report.changed == []
    kinds = [
        part["question"]["type"]
        for block in bundle.blocks()
        for part in block.data.get("parts", ())
        if "question" in part
    ]
    assert set(kinds) == {"single", "multiple", "dropdown", "numeric", "text", "formula"}
    assert written(bundle)["units/test.md"] == tests.encode()
