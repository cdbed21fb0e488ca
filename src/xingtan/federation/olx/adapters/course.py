"""Reads a whole Open edX course export, packed or as a folder, into a Bundle."""

from __future__ import annotations

import json
import re

from xingtan.authoring.registry.bundle import Bundle, Finding, Report
from xingtan.authoring.registry.formats import Tree
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context, language_code
from xingtan.federation.olx.adapters.files import Files
from xingtan.federation.olx.adapters.ledger import Ledger, Outcome
from xingtan.federation.olx.adapters.leftovers import account_for_rest, note_asset_names
from xingtan.federation.olx.adapters.markup import Xml, fault_of, parse, tag_of
from xingtan.federation.olx.adapters.nodes import Grower, places_of
from xingtan.federation.olx.adapters.outline import chapters_of
from xingtan.federation.olx.adapters.pages import page_chapter
from xingtan.federation.olx.adapters.policy import dates_of, facts_of, note_ignored, read_policy_files
from xingtan.kernel.archives import XmlRefused

ROOT = "course.xml"
HEAD = 20_000
_COURSE = re.compile(rb"<course\b[^>]*?\s(?:url_name|org|course|slug|display_name)\s*=|<course\b[^>]*>\s*<chapter\b")


def find_root(tree: Tree) -> str | None:
    """Find the course's first file: at the top, or in the one folder that holds everything."""
    paths = sorted(
        (name for name in tree.names() if name.rpartition("/")[2] == ROOT), key=lambda name: (name.count("/"), name)
    )
    return next((path for path in paths if path.count("/") <= 2 and _begins_a_course(tree, path)), None)


def _begins_a_course(tree: Tree, path: str) -> bool:
    """Test whether a file begins as a course of Open edX does: other platforms have a course.xml, too."""
    with tree.open(path) as handle:
        start = handle.read(HEAD)
    return _COURSE.search(start) is not None


def read(tree: Tree) -> Bundle:
    """Read the course. Faults of the archive are rows in `report.errors`."""
    root_path = find_root(tree)
    if root_path is None:
        why = reasons.A_LIBRARY if any(name.endswith("library.xml") for name in tree.names()) else reasons.NOT_OLX
        return _refused(ROOT, why)
    prefix = root_path.removesuffix(ROOT)
    try:
        root = parse(tree.read(root_path), root_path)
    except XmlRefused as refused:
        return _refused(root_path, reasons.NOT_XML, fault_of(refused))
    if tag_of(root) != "course":
        return _refused(root_path, reasons.OTHER_TAG, f"<{tag_of(root)}>")
    return _read(root, Files(tree, prefix))


def _read(root: Xml, files: Files) -> Bundle:
    ledger = Ledger()
    context = Context(files, ledger)
    run = (root.get("url_name") or "course").strip()
    ledger.taken.add(ROOT)
    overrides, policy, row = read_policy_files(run, context)
    note_asset_names(context)
    grower = Grower(files, ledger, overrides)
    course = grower.grow(root, ROOT, {})
    if course is None:
        account_for_rest(context)
        return Bundle(format="olx", report=ledger.report(), files=files.bundled)
    for name in ("org", "course"):
        if root.get(name) and not course.xml.get(name):
            course.xml.set(name, root.get(name) or "")
    _lift_json(course.xml, overrides.get(f"course/{run}", {}))
    context.language = language_code(course.xml.get("language") or "en")
    context.places = places_of(course)
    note_ignored(course.xml, row, overrides.get(f"course/{run}", {}), course.element)
    if not course.children and not any(element.outcome is Outcome.ERROR for element in ledger.elements):
        course.element.wrong(reasons.NO_CHAPTERS)
    chapters = chapters_of(course, context)
    pages = page_chapter(course, context, grower.keys)
    facts = facts_of(course.xml, context)
    dates = dates_of(course.xml, course.element)
    account_for_rest(context)
    return Bundle(
        facts=facts,
        dates=dates,
        policy=policy,
        chapters=chapters + pages,
        files=dict(sorted(files.bundled.items())),
        format="olx",
        report=ledger.report(),
    )


def _lift_json(course: Xml, told: dict[str, object]) -> None:
    """Write the structured settings of the policy file where those of course.xml stand."""
    for name in ("tabs", "pdf_textbooks", "instructor_info", "learning_info"):
        if isinstance(told.get(name), list | dict):
            course.set(name, json.dumps(told[name]))


def _refused(place: str, why: str, detail: str = "") -> Bundle:
    return Bundle(format="olx", report=Report(errors=[Finding(place=place, what="course", why=why, detail=detail)]))
