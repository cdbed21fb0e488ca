"""A whole real course that nobody here wrote, where it is at hand."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import Bundle
from xingtan.federation.olx.adapters import course, reasons
from xingtan.kernel import archives

SAMPLE = Path(__file__).parents[6] / "shared/samples/olx/openedx-demo-course.tar.gz"
pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample course is not beside this checkout")


@pytest.fixture(scope="module")
def tree() -> Iterator[archives.Tree]:
    with archives.unpack(SAMPLE) as opened:
        yield opened


@pytest.fixture(scope="module")
def bundle(tree: archives.Tree) -> Bundle:
    return course.read(tree)


def test_every_file_is_accounted_for(bundle: Bundle, tree: archives.Tree) -> None:
    report = bundle.report
    rows = [*report.kept, *report.changed, *report.unsupported, *report.errors]
    whats = Counter(row.what.partition(" · ")[0] for row in rows)

    # Pages of HTML blocks belong to their blocks; course.xml leads to the course.
    pages = {name for name in tree.names() if name.startswith("course/html/") and name.endswith(".html")}
    places = {f"course/{row.place.partition(':')[0]}" for row in rows}
    assert set(tree.names()) - places == pages | {"course/course.xml"}
    assert (
        whats["html"],
        whats["problem"],
        whats["video"],
        whats["vertical"],
        whats["sequential"],
        whats["chapter"],
    ) == (
        266,
        29,
        11,
        58,
        17,
        6,
    )
    assert whats["file"] == sum(name.startswith("course/static/") for name in tree.names())
    assert report.elements == len(rows)


def test_nothing_in_it_is_an_error(bundle: Bundle) -> None:
    assert bundle.report.errors == []


def test_outline_and_grading(bundle: Bundle) -> None:
    assert [chapter.title["en"][:8] for chapter in bundle.chapters] == [
        f"Module {number}" for number in range(1, 6)
    ] + ["Conclusi"]
    assert [section.graded_as for section in bundle.sections() if section.graded_as] == [
        "Basic Assessment Tools",
        "Intermediate Assessment Tools",
        "Advanced Assessment Tools",
    ]
    assert [str(grader.weight) for grader in bundle.policy.graders] == ["0.3", "0.35", "0.35"]


def test_blocks_by_kind(bundle: Bundle) -> None:
    found = Counter(block.kind for block in bundle.blocks())

    assert (found["problem"], found["video"], found["frame"], found["unknown"]) == (23, 11, 3, 12)
    assert found["text"] > 190


def test_problems_that_cannot_be_judged_say_why(bundle: Bundle) -> None:
    problems = [block for block in bundle.blocks() if block.kind == "problem"]
    whys = Counter(block.data.get("ungraded", "") for block in problems)

    assert whys == {"": 14, reasons.TOLD_PYTHON: 6, reasons.TOLD_JUDGE: 3}


def test_every_block_is_what_its_kind_holds(bundle: Bundle) -> None:
    faults = {
        block.key: kind.check(block.data)
        for block in bundle.blocks()
        if (kind := kinds.named(block.kind)) and kind.check(block.data)
    }

    assert faults == {}


def test_broken_video_is_read_and_said(bundle: Bundle) -> None:
    [row] = [row for row in bundle.report.changed if row.place == "video/d5a54ce52f464acfa7a83ae155712cc3.xml"]

    assert [why for why, _detail in row.reasons] == [reasons.BROKEN_FILE, reasons.VIDEO_YOUTUBE]


def test_all_files_that_are_pointed_to_are_there(bundle: Bundle) -> None:
    assert [row.place for row in bundle.report.changed if reasons.MISSING_FILE in row.why] == []
