"""Turns the tree of the archive into chapters, sections, units and blocks."""

from __future__ import annotations

from typing import Any

from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import BundleBlock, Chapter, Section, Unit
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.dates import moment
from xingtan.federation.olx.adapters.html import read_html, says_something
from xingtan.federation.olx.adapters.markup import as_json, html_fragment, inner_html, is_yes, source_of
from xingtan.federation.olx.adapters.nodes import BROKEN, Node, below, whole
from xingtan.federation.olx.adapters.problem.reading import read_problem
from xingtan.federation.olx.adapters.unknown import TOOLS, read_unknown
from xingtan.federation.olx.adapters.video import read_video

SECTIONS = frozenset({"sequential", "videosequence", "problemset"})
# The names Studio gives to a new block; they say nothing about it.
NAMELESS = frozenset(
    {
        "text",
        "raw html",
        "html",
        "announcement",
        "anonymous user id",
        "full screen image",
        "iframe",
        "iframe tool",
        "zooming image",
        "zooming image tool",
        "discussion",
        "video",
        "blank common problem",
        "blank problem",
        "problem",
        "blank advanced problem",
    }
)
BESIDE = frozenset({"wiki", "textbook", "static_tab", "about"})


def chapters_of(course: Node, context: Context) -> tuple[Chapter, ...]:
    """Read all chapters of the course."""
    found: list[Chapter] = []
    for node in course.children:
        if node.tag in BESIDE or left_out(node, context):
            continue
        if node.tag == "chapter":
            _note_settings(node)
            found.append(Chapter(key=node.key, title=context.words(node.title), sections=_sections(node, context)))
        else:
            node.element.changed(reasons.SOLO_SECTION)
            sections = _sections_of([node], context)
            found.append(Chapter(key=f"{node.key}-chapter", title=context.words(node.title), sections=sections))
    return tuple(found)


def _sections(chapter: Node, context: Context) -> tuple[Section, ...]:
    return _sections_of(chapter.children, context)


def _sections_of(nodes: list[Node], context: Context) -> tuple[Section, ...]:
    found: list[Section] = []
    for node in nodes:
        if left_out(node, context):
            continue
        if node.tag == "chapter":
            node.element.changed(reasons.FLATTENED)
            found += _sections(node, context)
        elif node.tag in SECTIONS:
            found.append(_section(node, context))
        else:
            node.element.changed(reasons.SOLO_SECTION)
            units = _units([node], context, is_noted=True)
            if units:
                found.append(Section(key=f"{node.key}-section", title=units[0].title, units=units))
    return tuple(found)


def _section(node: Node, context: Context) -> Section:
    _note_settings(node)
    timed = ("is_time_limited", "is_timed_exam", "is_proctored_enabled", "is_practice_exam", "is_onboarding_exam")
    if any(is_yes(node.xml.get(name)) for name in timed):
        node.element.changed(reasons.TIMED)
    graded_as = node.setting("format") if is_yes(node.setting("graded")) else ""
    due_at, is_readable = moment(node.setting("due"))
    if not is_readable:
        node.element.changed(reasons.BAD_DATE, node.setting("due"))
    return Section(
        key=node.key,
        title=context.words(node.title),
        units=_units(node.children, context),
        graded_as=graded_as or None,
        due_at=due_at,
    )


def _units(nodes: list[Node], context: Context, *, is_noted: bool = False) -> tuple[Unit, ...]:
    found: list[Unit] = []
    for node in nodes:
        if left_out(node, context):
            continue
        if node.tag == "vertical":
            _note_settings(node)
            found.append(
                Unit(
                    key=node.key,
                    title=context.words(node.title or _first_title(node)),
                    blocks=_blocks(node.children, context),
                )
            )
        elif node.tag in SECTIONS or node.tag == "chapter":
            node.element.changed(reasons.FLATTENED)
            found += _units(node.children, context)
        else:
            if not is_noted:
                node.element.changed(reasons.SOLO_UNIT)
            found.append(
                Unit(
                    key=f"{node.key}-unit", title=context.words(node.title or node.tag), blocks=_blocks([node], context)
                )
            )
    return tuple(found)


def _blocks(nodes: list[Node], context: Context) -> tuple[BundleBlock, ...]:
    found: list[BundleBlock] = []
    for node in nodes:
        if left_out(node, context):
            continue
        if node.tag in SECTIONS or node.tag in {"vertical", "chapter"}:
            node.element.changed(reasons.FLATTENED)
            found += _blocks(node.children, context)
        elif node.tag == "discussion":
            node.element.changed(reasons.DISCUSSION)
        else:
            _note_settings(node)
            kind, data = _read(node, context)
            if _is_empty(kind, data):
                _lay_aside(node, data, context)
                continue
            if faults := _faults(kind, data):
                node.element.unsupported(reasons.BROKEN_BLOCK, "; ".join(faults))
                kind, data = "unknown", read_unknown(node.xml, source=source_of(whole(node)))
            title = node.title if node.title.lower() not in NAMELESS else ""
            found.append(BundleBlock(key=node.key, kind=kind, title=context.words(title), data=data))
    return tuple(found)


def _read(node: Node, context: Context) -> tuple[str, dict[str, Any]]:
    if (broken := node.xml.get(BROKEN)) is not None:
        return "unknown", {"tag": node.tag, "source": broken}
    if node.tag == "html":
        if not node.is_page_utf8:
            node.element.changed(reasons.ENCODING)
        return read_html(node.page if node.page is not None else inner_html(node.xml), context, node.element)
    if node.tag == "problem":
        settings = {name: value for name, value in node.settings.items() if name not in node.xml.attrib}
        return read_problem(node.xml, settings, context, node.element)
    if node.tag == "video":
        return "video", read_video(node.xml, node.key, context, node.element)
    node.element.unsupported(reasons.TOOL if node.tag in TOOLS else reasons.UNKNOWN_BLOCK)
    for inside in below(node):
        inside.element.unsupported(reasons.INSIDE_UNKNOWN)
    written = context.rewrite(source_of(whole(node)), node.element).text
    return "unknown", read_unknown(node.xml, source=written)


def _is_empty(kind: str, data: dict[str, Any]) -> bool:
    return kind == "text" and not says_something(html_fragment(data["html"]))


def _lay_aside(node: Node, data: dict[str, Any], context: Context) -> None:
    """Keep what there is of a block in which a reader would find nothing."""
    source = data.get("source") or node.page or inner_html(node.xml)
    if not source.strip():
        node.element.changed(reasons.EMPTY)
        return
    if "source" not in data:
        node.element.changed(reasons.ONLY_ACTIVE)
    context.files.add(f"left-out/{node.tag}-{node.key}.html", source.encode())


def _faults(kind: str, data: dict[str, Any]) -> list[str]:
    known = kinds.named(kind)
    return list(map(str, known.check(data))) if known else []


def left_out(node: Node, context: Context) -> bool:
    """Leave out what only staff may see, and keep its source as a file."""
    if not is_yes(node.setting("visible_to_staff_only")):
        return False
    for each in (node, *below(node)):
        each.element.unsupported(reasons.STAFF_ONLY)
    context.files.add(f"left-out/{node.tag}-{node.key}.xml", source_of(whole(node)).encode())
    return True


def _note_settings(node: Node) -> None:
    """Note what the element says of itself and we have no place for."""
    groups = as_json(node.xml.get("group_access"))
    if isinstance(groups, dict) and any(groups.values()):
        node.element.changed(reasons.GROUPS)
    if node.tag in {"chapter", "sequential"} and node.xml.get("start"):
        node.element.changed(reasons.BEGINNINGS, node.xml.get("start") or "")
    ignored = [name for name in _WITHOUT_PLACE if node.xml.get(name) not in {None, "", "false", "null", "[]"}]
    if ignored:
        node.element.changed(reasons.SETTINGS, ", ".join(ignored))


_WITHOUT_PLACE = (
    "hide_from_toc",
    "hide_after_due",
    "show_correctness",
    "prereq",
    "is_prereq",
    "prereq_min_score",
    "prereq_min_completion",
    "is_entrance_exam",
    "in_entrance_exam",
    "relative_weeks_due",
    "discussion_enabled_override",
    "license",
)


def _first_title(node: Node) -> str:
    return next((child.title for child in node.children if child.title and child.title.lower() not in NAMELESS), "")
