"""Turns the tree of the archive into chapters, sections, units and blocks."""

from __future__ import annotations

from xingtan.authoring.registry.bundle import BundleBlock, Chapter, Section, Unit
from xingtan.authoring.registry.keys import clean_key
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.blocks import block_of, title_of
from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.dates import moment
from xingtan.federation.olx.adapters.markup import as_json, is_yes, source_of
from xingtan.federation.olx.adapters.nodes import Node, below, whole

SECTIONS = frozenset({"sequential", "videosequence", "problemset"})
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
            found.append(
                Chapter(key=clean_key(f"{node.key}-chapter"), title=context.words(node.title), sections=sections)
            )
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
                found.append(Section(key=clean_key(f"{node.key}-section"), title=units[0].title, units=units))
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
                    key=clean_key(f"{node.key}-unit"),
                    title=context.words(node.title or node.tag),
                    blocks=_blocks([node], context),
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
            block = block_of(node, context)
            found += [block] if block else []
    return tuple(found)


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
    return next((title for child in node.children if (title := title_of(child))), "")
