"""Small tools for XML and HTML: parse, text of an element, and an element written as HTML."""

from __future__ import annotations

import copy
import json
import re
from typing import Any, TypeAlias

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element

from xingtan.kernel import archives

Xml: TypeAlias = _Element


def parse(content: bytes, path: str) -> Xml:
    """Read a file of the archive as XML.

    :raises archives.XmlRefused: if it is broken or hostile
    """
    return archives.parse_xml(content, path)


def recover(content: bytes, path: str) -> Xml | None:
    """Read what can be read of a file that is broken (not hostile) XML; nothing if there is no element in it."""
    try:
        return archives.mend_xml(content, path)
    except archives.XmlRefused:
        return None


def fault_of(refused: archives.XmlRefused) -> str:
    """Say in a few words what is wrong with a file that should be XML."""
    what = str(refused.facts.get("detail") or refused.reason)
    return f"{what} (line {refused.line})" if refused.line else what


def decode(content: bytes) -> tuple[str, bool]:
    """Decode a text of the archive; the second value says whether it was UTF-8 as it should be."""
    try:
        return content.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), False


def tag_of(element: Xml) -> str:
    """Give the tag, or nothing for a comment or an instruction."""
    tag: Any = element.tag
    return tag if isinstance(tag, str) else ""


def children_of(element: Xml) -> list[Xml]:
    """Give the children that are elements."""
    return [child for child in element if tag_of(child)]


def inner_html(element: Xml) -> str:
    """Write what is inside an element as HTML: text, children and their tails."""
    return escape(element.text or "") + "".join(outer_html(child) for child in element)


def outer_html(element: Xml) -> str:
    """Write an element and the text after it as HTML."""
    if not tag_of(element):
        return escape(element.tail or "")
    return str(etree.tostring(element, encoding="unicode", method="html"))


def source_of(element: Xml) -> str:
    """Write an element as XML, as it stands in the archive."""
    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def escape(text: str) -> str:
    """Write text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def replace_in(element: Xml, tag: str, ours: str, before: str, after: str) -> None:
    """Rename elements of a tag we do not show, and write something around their text."""
    for each in list(element.iter(tag)):
        each.tag = ours
        each.text = before + (each.text or "")
        if len(each):
            each[-1].tail = (each[-1].tail or "") + after
        else:
            each.text += after


def words_of(element: Xml) -> str:
    """Give the text inside an element, with single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())


def unwrap(element: Xml) -> None:
    """Put what is inside an element in its place."""
    inside: Any = element
    inside.drop_tag()


def drop(element: Xml) -> None:
    """Take an element out and leave the text that followed it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def dup(element: Xml) -> Xml:
    """Copy an element without the text after it."""
    copied = copy.deepcopy(element)
    copied.tail = None
    return copied


def html_fragment(source: str) -> Xml:
    """Parse HTML of any quality; the result is a `div` around it."""
    try:
        found: Xml = lxml_html.fragment_fromstring(_CONTROL.sub("", source), create_parent="div")
    except (etree.ParserError, ValueError):
        found = lxml_html.fragment_fromstring("", create_parent="div")
    return found


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|<\\?.*?\\?>|<!DOCTYPE[^>]*>", re.IGNORECASE | re.DOTALL)


def is_yes(value: str | None) -> bool:
    """Read an attribute that says yes or no."""
    return (value or "").strip().strip('"').lower() in {"true", "1", "yes"}


def as_json(value: str | None) -> Any:
    """Read an attribute that holds JSON; what is not JSON is nothing."""
    try:
        return json.loads(value) if value else None
    except ValueError:
        return None
