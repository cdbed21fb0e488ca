"""Bring a course in: an Open edX export (olx) or a course folder (folder), packed or as it lies in a folder.

A course of the same address becomes a new version of itself; nothing is saved unless all of it can be.
0: brought in, or it could be; 1: it cannot, and the report says why; 2: not understood.
"""

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xingtan.authoring.registry.bundle import Bundle, Report
    from xingtan.catalog.public import Course
    from xingtan.universities.public import University

LISTS = ("errors", "unsupported", "changed")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is brought, where to, and how it is told."""
    parser.add_argument("format", choices=["olx", "folder"], help="what the course is written in")
    parser.add_argument("file", type=Path, help="an archive (.tar.gz, .zip) or a folder")
    parser.add_argument("--university", metavar="SLUG", help="whose course it becomes (needed if there are several)")
    parser.add_argument(
        "--course", metavar="SLUG", help="address of the course (default: what the course says of itself)"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would become of each part")
    parser.add_argument("--json", action="store_true", help="print the report as JSON, and nothing else")


@dataclass
class Outcome:
    """What is said at the end."""

    report: "Report"
    facts: dict[str, Any] = field(default_factory=dict)
    refused: str = ""


def run(asked: argparse.Namespace) -> int:
    """Read the course, and bring it in."""
    from xingtan.site.cli import start_django

    if not asked.file.exists():
        return _not_understood(f"There is nothing at {asked.file}.")
    start_django()
    from xingtan.authoring import public as authoring
    from xingtan.kernel.errors import RuleBroken

    try:
        university = None if asked.dry_run else _university(asked.university)
    except LookupError as missing:
        return _not_understood(str(missing))
    try:
        _say(f"Opening {asked.file.name} …")
        with authoring.open_bundle(asked.file, name=asked.format) as bundle:
            outcome = _take_in(bundle, university, asked.course)
    except RuleBroken as no:
        outcome = Outcome(authoring.report_of_refusal(no), refused=str(no))
    _tell(outcome, as_json=asked.json)
    return 1 if outcome.refused or outcome.report.errors else 0


def _take_in(bundle: "Bundle", university: "University | None", slug: str | None) -> Outcome:
    from django.utils import timezone

    from xingtan.authoring import public as authoring
    from xingtan.kernel.errors import RuleBroken

    report = authoring.examine(bundle)
    outcome = Outcome(report, {"title": dict(bundle.facts.title), "dry_run": university is None})
    if university is None or report.errors:
        return outcome
    slug = slug or authoring.slug_for(bundle)
    course = _course(university, slug)
    before = authoring.newest_version(course) if course else None
    try:
        version = authoring.take_in(
            bundle=bundle,
            course=course,
            university=university,
            slug=slug,
            by=None,
            now=timezone.now(),
            progress=_progress,
        )
    except RuleBroken as no:
        outcome.refused = str(no)
        return outcome
    outcome.facts |= {
        "university": university.slug,
        "course": slug,
        "address": f"/courses/{university.slug}/{slug}/",
        "version": version.number,
        "version_uid": str(version.uid),
        "difference": authoring.difference_between(before, version).counts,
    }
    return outcome


def _university(slug: str | None) -> "University":
    from django.db import DatabaseError

    from xingtan.universities import public as universities

    try:
        found = list(universities.University.objects.order_by("slug"))
    except DatabaseError:
        raise LookupError("There is no site here yet. Begin one with: xingtan init") from None
    fitting = [each for each in found if slug in (None, each.slug)]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(each.slug for each in found) or "none yet"
    raise LookupError(f"Say whose course it becomes: --university SLUG. There are: {known}.")


def _course(university: "University", slug: str) -> "Course | None":
    from xingtan.catalog import public as catalog

    return catalog.Course.objects.filter(university=university, slug=slug).select_related("university").first()


def _tell(outcome: Outcome, *, as_json: bool) -> None:
    report, facts = outcome.report, outcome.facts
    if as_json:
        print(json.dumps({**report.to_json(), **facts}, ensure_ascii=False, indent=1))
        return
    for name in LISTS:
        for row in getattr(report, name):
            reasons = "; ".join(f"{why} ({detail})" if detail else why for why, detail in row.reasons)
            print(": ".join(part for part in (name.removesuffix("s"), row.place, row.what, reasons) if part))
    print(
        f"{report.elements} parts: {len(report.kept)} kept, {len(report.changed)} changed, "
        f"{len(report.unsupported)} not supported, {len(report.errors)} errors."
    )
    if outcome.refused:
        print(f"Nothing was saved: {outcome.refused}")
    elif report.errors:
        print("It cannot be brought in as it is. Nothing was saved.")
    elif facts.get("dry_run"):
        print("Nothing was saved: this was a dry run.")
    else:
        different = ", ".join(f"{count} {word}" for word, count in facts["difference"].items() if count)
        print(f"Version {facts['version']} of {facts['address']} is made: {different or 'nothing is different'}.")


def _progress(done: int, total: int, sentence: str) -> None:
    if sys.stderr.isatty():
        words = f"{done} of {total}  {sentence[-60:]}" if done < total else ""
        print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _not_understood(words: str) -> int:
    _say(f"xingtan import: {words}")
    return 2
