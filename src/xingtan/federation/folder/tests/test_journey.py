"""A folder is taken in, changed on the site, and leaves again."""

from datetime import datetime
from pathlib import Path

import pytest

from xingtan.authoring import public as authoring
from xingtan.authoring.registry import formats
from xingtan.federation.folder.adapters import reading
from xingtan.federation.folder.tests.folders import Tree, opened, written
from xingtan.federation.folder.tests.test_writing import FILES
from xingtan.kernel import archives
from xingtan.universities import public as universities

SAMPLE = Path(__file__).parents[6] / "shared/samples/olx/openedx-demo-course.tar.gz"
DEMO = Path(__file__).parents[3] / "site/demo/courses"
COURSES = sorted(folder for folder in DEMO.iterdir() if folder.is_dir()) if DEMO.exists() else []


def _take_in(tree: Tree, university: universities.University, now: datetime) -> authoring.Version:
    bundle = reading.read(tree)
    assert bundle.report.errors == []
    return authoring.take_in(bundle=bundle, course=None, university=university, by=None, now=now)


def _written(version: authoring.Version) -> dict[str, bytes]:
    return opened(authoring.written(authoring.bundle_of(version), name="folder"))


def test_course_leaves_with_the_bytes_it_came_with(apricot: universities.University, now: datetime) -> None:
    tree = Tree(FILES)

    assert _written(_take_in(tree, apricot, now)) == tree.files


def test_block_changed_on_the_site_changes_one_file(apricot: universities.University, now: datetime) -> None:
    tree = Tree(FILES)
    version = _take_in(tree, apricot, now)

    changed = authoring.replace_block(
        course=version.course, key="u-text", title={}, data={"markdown": "Other words."}, was=None, by=None, now=now
    )

    files = _written(changed)
    # The words in the other language went with those they translate, and their file keeps the title of the unit.
    assert {path for path in tree.files if files[path] != tree.files[path]} == {"units/u.md", "units/u.zh-hans.md"}
    assert set(files) == set(tree.files)
    assert b"Other words." in files["units/u.md"]
    assert reading.read(Tree(files)).chapters == authoring.bundle_of(changed).chapters


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample course is not beside this checkout")
def test_real_course_from_elsewhere_leaves_as_a_folder_and_is_the_same() -> None:
    olx = formats.named("olx")
    assert olx is not None
    with archives.unpack(SAMPLE) as tree:
        bundle = olx.read(tree)
        files = written(bundle)

        again = reading.read(Tree(files))

        assert again.report.errors == []
        assert again == bundle
        assert written(again) == files


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_each_course_of_the_demo_leaves_with_its_bytes(
    folder: Path, apricot: universities.University, now: datetime
) -> None:
    tree = Tree({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()})

    assert _written(_take_in(tree, apricot, now)) == tree.files
