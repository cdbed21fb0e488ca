"""The tree of the course: what leads where, by pointers and by definitions in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from xingtan.authoring.registry.keys import clean_key, free_key
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.files import Files
from xingtan.federation.olx.adapters.ledger import Element, Ledger
from xingtan.federation.olx.adapters.markup import (
    Xml,
    children_of,
    decode,
    drop,
    dup,
    fault_of,
    is_yes,
    parse,
    recover,
    source_of,
    tag_of,
)
from xingtan.kernel.archives import XmlRefused

DEEPEST = 20
CONTAINERS = frozenset({"course", "chapter", "sequential", "videosequence", "problemset", "vertical"})
# Blocks that hold other blocks in a way of their own; they are kept whole with all that is in them.
MIXERS = frozenset(
    {
        "library_content",
        "itembank",
        "split_test",
        "randomize",
        "conditional",
        "wrapper",
        "problem-builder",
        "step-builder",
        "course_library",
        "library_sourced",
        "legacy_library_content",
    }
)
BLOCKS = (
    CONTAINERS
    | MIXERS
    | {
        "html",
        "problem",
        "video",
        "discussion",
        "lti",
        "lti_consumer",
        "poll",
        "survey",
        "word_cloud",
        "openassessment",
        "annotatable",
        "done",
        "scorm",
        "drag-and-drop-v2",
        "about",
        "static_tab",
    }
)
# A problem that is not whole could be judged wrongly; a text or a film cannot.
MENDABLE = frozenset({"html", "video"})
BROKEN = "xingtan-broken-source"
# What has a file of its own; anything else without content may simply have nothing to say but its name.
POINTED = (
    CONTAINERS
    | MIXERS
    | {"html", "problem", "video", "lti", "lti_consumer", "annotatable", "word_cloud", "poll_question"}
)
# What is passed down from an element to all below it.
INHERITED = frozenset(
    {
        "due",
        "graded",
        "format",
        "start",
        "showanswer",
        "max_attempts",
        "show_reset_button",
        "rerandomize",
        "visible_to_staff_only",
        "graceperiod",
    }
)


@dataclass(slots=True)
class Node:
    """One element of the course, wherever it is defined."""

    tag: str
    xml: Xml
    path: str
    key: str
    element: Element
    settings: dict[str, str] = field(default_factory=dict)
    """What holds here by inheritance."""
    children: list[Node] = field(default_factory=list)
    page: str | None = None
    """The content of an HTML block, where it is a file of its own."""
    is_page_utf8: bool = True

    @property
    def title(self) -> str:
        """Give the name it has in the outline."""
        return (self.xml.get("display_name") or self.xml.get("name") or "").strip()

    def setting(self, name: str) -> str:
        """Read a setting that holds here."""
        own = self.xml.get(name)
        return (own if own is not None else self.settings.get(name, "")).strip().strip('"')


class Grower:
    """Follows pointers from the course down to its blocks; each definition is grown once."""

    def __init__(self, files: Files, ledger: Ledger, policy: dict[str, dict[str, Any]]) -> None:
        self.files = files
        self.ledger = ledger
        self.policy = policy
        self.keys: set[str] = set()
        self._seen: set[tuple[str, str]] = set()
        self._above: list[tuple[str, str]] = []

    def grow(self, xml: Xml, path: str, settings: dict[str, str], depth: int = 0) -> Node | None:
        """Grow the node that this element is or points to, with all below it; None where it cannot be."""
        tag, name = tag_of(xml), (xml.get("url_name") or xml.get("slug") or "").strip()
        place = f"{path}:{xml.sourceline}"
        if depth > DEEPEST:
            self.ledger.element(place, _what(tag, name)).wrong(reasons.TOO_DEEP)
            return None
        identity = (tag, name)
        if name and identity in self._above:
            self.ledger.element(place, _what(tag, name)).wrong(reasons.CIRCLE)
            return None
        if name and identity in self._seen:
            self.ledger.element(place, _what(tag, name)).unsupported(reasons.SECOND_PLACE)
            return None
        found = self._defined(xml, path, place)
        if found is None:
            return None
        node = found
        if name:
            self._seen.add(identity)
        self._above.append(identity)
        node.settings = settings
        below = settings | {key: str(value) for key, value in node.xml.attrib.items() if key in INHERITED}
        if tag in CONTAINERS or tag in MIXERS:
            for child in children_of(node.xml):
                if tag in CONTAINERS or tag_of(child) in BLOCKS or child.get("url_name"):
                    grown = self.grow(child, node.path, below, depth + 1)
                    if grown is not None:
                        node.children.append(grown)
        self._above.pop()
        return node

    def _defined(self, xml: Xml, path: str, place: str) -> Node | None:
        tag, name = tag_of(xml), (xml.get("url_name") or xml.get("slug") or "").strip()
        element = self.ledger.element(place, _what(tag, xml.get("display_name") or name))
        target = f"{tag}/{name.replace(':', '/')}.xml"
        node = Node(tag, xml, path, "", element)
        if name and not _has_content(xml) and target in self.files.known:
            self.ledger.taken.add(target)
            element.place = target
            definition = self._definition(target, tag, element)
            if definition is None:
                return None
            if tag_of(definition) != tag:
                element.wrong(reasons.OTHER_TAG, f"<{tag_of(definition)}>")
                return None
            for key, value in xml.attrib.items():
                if key not in definition.attrib:
                    definition.set(key, value)
            node.xml, node.path = definition, target
        elif tag in POINTED and _is_pointer(xml) and not (tag == "html" and f"html/{name}.html" in self.files.known):
            element.wrong(reasons.NO_DEFINITION, target)
            return None
        self._override(node, name)
        if tag == "html" and not self._page(node, name):
            return None
        node.key = self._key(node, name)
        element.what = _what(tag, node.title or name)
        return node

    def _definition(self, path: str, tag: str, element: Element) -> Xml | None:
        """Read the file that defines an element; of a single block, what can be read of it is better than nothing."""
        content = self.files.read(path)
        try:
            return parse(content, path)
        except XmlRefused as refused:
            if refused.reason == "broken" and tag not in CONTAINERS | MIXERS:
                if tag in MENDABLE and (mended := recover(content, path)) is not None:
                    element.changed(reasons.BROKEN_FILE, fault_of(refused))
                    return mended
                element.unsupported(reasons.BROKEN_BLOCK, fault_of(refused))
                kept: Xml = etree.Element(tag)
                kept.set(BROKEN, decode(content)[0])
                return kept
            element.wrong(reasons.NOT_XML, fault_of(refused))
            return None

    def _override(self, node: Node, name: str) -> None:
        """Let the policy file, which has the last word, change the attributes."""
        for key, value in self.policy.get(f"{node.tag}/{name}", {}).items():
            if isinstance(value, str | int | float | bool):
                node.xml.set(key, str(value).lower() if isinstance(value, bool) else str(value))

    def _page(self, node: Node, name: str) -> bool:
        """Read the page of an HTML block, where it has a file."""
        told = (node.xml.get("filename") or "").strip()
        if not told and (_has_content(node.xml) or f"html/{name}.html" not in self.files.known):
            return True
        told = told or name
        for path in (f"html/{told}.html", f"html/{told}", f"html/{told.replace(':', '/')}.html", f"html/{told}.xml"):
            if path in self.files.known and path != node.path:
                self.ledger.taken.add(path)
                node.page, node.is_page_utf8 = decode(self.files.read(path))
                return True
        node.element.wrong(reasons.NO_HTML, f"html/{told}.html")
        return False

    def _key(self, node: Node, name: str) -> str:
        """Give the node a key, which is its name in the archive wherever that can be."""
        # A block without a name is told from others by what it says, as Open edX does.
        wanted = clean_key(name or f"{node.tag} {node.title} {source_of(node.xml) if not node.children else ''}")
        if name and wanted != name and node.tag not in {"wiki", "textbook"}:
            node.element.changed(reasons.KEY_UNWRITABLE, wanted)
        key = wanted
        if key in self.keys:
            key = free_key(clean_key(f"{node.tag}-{wanted}"), self.keys)
            node.element.changed(reasons.KEY_TAKEN, key)
        self.keys.add(key)
        return key


def whole(node: Node) -> Xml:
    """Write a node with everything below it in place of the pointers."""
    copied = dup(node.xml)
    if node.page is not None:
        copied.text = node.page
    below = {child.xml.get("url_name") or "": child for child in node.children}
    for child in list(copied):
        grown = below.get(child.get("url_name") or "") if tag_of(child) else None
        if grown is not None:
            inside = whole(grown)
            inside.tail = child.tail
            copied.replace(child, inside)
        elif not tag_of(child):
            drop(child)
    return copied


def places_of(course: Node) -> dict[str, str]:
    """Give for each name in the archive the place that links to it lead to: a unit, or a block in a unit."""
    found: dict[str, str] = {}

    def walk(node: Node, unit: str) -> str:
        """Note the places in and below a node, and give the first unit."""
        if is_yes(node.xml.get("visible_to_staff_only")):
            return ""
        first = place = unit
        if node.tag == "vertical" and not unit:
            first = place = unit = node.key
        elif node.tag not in CONTAINERS:
            first = unit or clean_key(f"{node.key}-unit")
            place = f"{first}#{node.key}"
        units = [walk(child, unit) for child in node.children if node.tag in CONTAINERS]
        if not first:
            first = place = next((each for each in units if each), "")
        if place and (name := node.xml.get("url_name")):
            found.setdefault(name, place)
        return first

    walk(course, "")
    return found


def below(node: Node) -> list[Node]:
    """List all nodes below this one."""
    found = []
    for child in node.children:
        found += [child, *below(child)]
    return found


def _what(tag: str, title: str) -> str:
    return f"{tag} · {title}" if title else tag


def _has_content(xml: Xml) -> bool:
    return len(xml) > 0 or bool((xml.text or "").strip())


def _is_pointer(xml: Xml) -> bool:
    return (
        not _has_content(xml)
        and bool(xml.get("url_name"))
        and set(map(str, xml.attrib)) <= {"url_name", "org", "course", "slug"}
    )
