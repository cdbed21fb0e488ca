"""A course comes in and leaves by the command, and each way it can end has its exit code."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from xingtan.catalog import public as catalog
from xingtan.site import cli
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db

COURSES = Path(cli.__file__).parent / "demo" / "courses"


@pytest.fixture
def folder() -> Path:
    return next(each for each in sorted(COURSES.iterdir()) if each.is_dir())


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_says_what_would_be_and_saves_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", "folder", str(folder), "--dry-run", "--json"]) == 0

    report = told(capsys)
    assert report["elements"] == sum(len(report[name]) for name in ("kept", "changed", "unsupported", "errors"))
    assert (report["dry_run"], report["errors"]) == (True, [])
    assert catalog.Course.objects.count() == 0


def test_a_course_comes_in_and_again_as_a_new_version(
    apricot: University, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", "folder", str(folder), "--json"]) == 0
    first = told(capsys)
    assert cli.main(["import", "folder", str(folder), "--university", "apricot", "--json"]) == 0
    second = told(capsys)

    assert (first["version"], second["version"], first["address"]) == (1, 2, second["address"])
    assert sum(second["difference"].values()) == 0
    assert catalog.Course.objects.count() == 1


def test_whose_course_it_becomes_must_be_said(
    apricot: University, bamboo: University, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", "folder", str(folder)]) == 2
    assert "apricot, bamboo" in capsys.readouterr().err
    assert cli.main(["import", "folder", str(folder), "--university", "cedar"]) == 2


def test_what_is_not_there_is_not_understood(tmp_path: Path) -> None:
    assert cli.main(["import", "olx", str(tmp_path / "nothing.tar.gz")]) == 2


def test_what_is_no_course_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"nothing of the kind")

    assert cli.main(["import", "olx", str(broken), "--dry-run", "--json"]) == 1
    assert told(capsys)["errors"][0]["why"].startswith("This is not an archive")
    assert cli.main(["import", "olx", str(broken), "--dry-run"]) == 1
    assert "Nothing was saved" in capsys.readouterr().out


def test_a_course_with_errors_is_refused(
    apricot: University, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "course.yaml").write_text("title: [broken")

    assert cli.main(["import", "folder", str(tmp_path)]) == 1

    assert "Nothing was saved" in capsys.readouterr().out
    assert catalog.Course.objects.count() == 0


def test_a_course_leaves_with_the_bytes_it_came_with(
    apricot: University, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["import", "folder", str(folder), "--json"])
    slug = told(capsys)["course"]

    assert cli.main(["export", f"apricot/{slug}", str(tmp_path / "out"), "--json"]) == 0
    assert cli.main(["export", slug, str(tmp_path / "out.zip"), "--version", "1"]) == 0

    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert {path.relative_to(tmp_path / "out") for path in (tmp_path / "out").rglob("*") if path.is_file()} == files
    assert all((tmp_path / "out" / path).read_bytes() == (folder / path).read_bytes() for path in files)
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        assert set(packed.namelist()) == {path.as_posix() for path in files}


def test_an_export_writes_over_nothing_and_needs_a_course(
    apricot: University, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", "nothing", str(tmp_path / "out")]) == 2
    catalog.add_course(university=apricot, slug="empty", by=None)
    assert cli.main(["export", "empty", str(tmp_path / "out")]) == 2
    assert cli.main(["export", "empty", str(tmp_path / "out"), "--version", "3"]) == 2
    cli.main(["import", "folder", str(folder), "--json"])
    slug = told(capsys)["course"]
    assert cli.main(["export", slug, str(tmp_path / "x"), "--format", "stone"]) == 2
    (tmp_path / "there.zip").write_bytes(b"mine")
    assert cli.main(["export", slug, str(tmp_path / "there.zip")]) == 2
    assert (tmp_path / "there.zip").read_bytes() == b"mine"
