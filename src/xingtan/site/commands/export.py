"""Let a course leave: as a course folder, or packed as one .zip file.

A file that did not change since the course came in keeps its bytes. 0: written; 1: it cannot be; 2: not understood.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xingtan.authoring.public import Version


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which course, and where it goes."""
    parser.add_argument("course", help="the course: UNIVERSITY/COURSE, or COURSE alone if there is one of that name")
    parser.add_argument("file", type=Path, help="a .zip file, or a folder that is new or empty")
    parser.add_argument("--version", type=int, metavar="NUMBER", help="which version (default: the newest)")
    parser.add_argument("--format", default="folder", help="what it is written in (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON, and nothing else")


def run(asked: argparse.Namespace) -> int:
    """Write the course."""
    from xingtan.site.cli import start_django

    is_packed = asked.file.suffix.lower() == ".zip"
    if asked.file.exists() and (is_packed or not asked.file.is_dir() or any(asked.file.iterdir())):
        return _say(f"There is something at {asked.file} already. Nothing was written.")
    start_django()
    from xingtan.authoring import public as authoring
    from xingtan.kernel.errors import RuleBroken

    try:
        version = _version(asked.course, asked.version)
    except LookupError as missing:
        return _say(str(missing))
    try:
        files = authoring.written(authoring.bundle_of(version), name=asked.format)
    except RuleBroken:
        return _say(f"No format called {asked.format} can be written.")
    if is_packed:
        asked.file.parent.mkdir(parents=True, exist_ok=True)
        with asked.file.open("xb") as archive:
            authoring.pack(files, archive)
    else:
        authoring.unfold(files, asked.file)
    _tell({"file": str(asked.file), "version": version.number, "files": len(files)}, as_json=asked.json)
    return 0


def _version(course: str, number: int | None) -> "Version":
    from django.db import DatabaseError

    from xingtan.authoring import public as authoring
    from xingtan.catalog import public as catalog

    university, _, slug = course.strip("/").rpartition("/")
    found = catalog.Course.objects.filter(slug=slug).select_related("university").order_by("pk")
    if university:
        found = found.filter(university__slug=university.rpartition("/")[2])
    try:
        courses = list(found)
    except DatabaseError:
        raise LookupError("There is no site here yet. Begin one with: xingtan init") from None
    if len(courses) != 1:
        fitting = ", ".join(f"{each.university.slug}/{each.slug}" for each in courses) or "none"
        raise LookupError(f"Say which course: UNIVERSITY/COURSE. Of that name there are: {fitting}.")
    versions = authoring.Version.objects.filter(course=courses[0])
    version = (versions.filter(number=number) if number else versions.order_by("-number")).first()
    if version is None:
        raise LookupError(f"This course has no version {number}." if number else "There is nothing in this course yet.")
    return version


def _tell(facts: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(f"Version {facts['version']} is in {facts['file']}: {facts['files']} files.")


def _say(words: str) -> int:
    print(f"xingtan export: {words}", file=sys.stderr)
    return 2
