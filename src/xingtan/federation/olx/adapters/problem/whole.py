"""A problem that cannot be judged here, written so that it can at least be read."""

from __future__ import annotations

from lxml import etree

from xingtan.federation.olx.adapters.markup import Xml, children_of, drop, dup, inner_html, tag_of, words_of
from xingtan.federation.olx.adapters.problem.choices import listed
from xingtan.federation.olx.adapters.problem.known import ASIDE, FIELDS, FOREIGN_INPUTS, is_response

_GROUPS = frozenset({"choicegroup", "radiogroup", "checkboxgroup", "optioninput"})
_DROPPED = ASIDE | {"script", "startouttext", "endouttext", "choicehint", "optionhint"}


def whole_html(problem: Xml) -> str:
    """Write the problem without its fields: options become a list, an image to click stays an image."""
    shown = dup(problem)
    for each in [each for each in shown.iter() if tag_of(each) in _DROPPED]:
        drop(each)
    for each in [each for each in shown.iter() if tag_of(each) in FIELDS | FOREIGN_INPUTS]:
        if tag_of(each) in _GROUPS:
            _as_list(each)
        elif tag_of(each) == "imageinput" and each.get("src"):
            _as_image(each)
        elif tag_of(each) == "annotationinput":
            _as_prose(each)
        elif each.getparent() is not None:
            drop(each)
    for each in shown.iter():
        if is_response(tag_of(each)) or tag_of(each) == "text":
            each.tag = "div"
            each.attrib.clear()
        elif tag_of(each) in {"label", "description"}:
            each.tag = "p"
    return (
        inner_html(shown)
        if words_of(shown) or any(tag_of(each) in {"img", "video", "audio"} for each in shown.iter())
        else ""
    )


def _clear(element: Xml, tag: str) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail
    element.tag = tag


def _as_list(group: Xml) -> None:
    texts = [words_of(each) for each in group.iter("choice", "option")] or listed(group.get("options") or "")
    _clear(group, "ul")
    for text in texts:
        etree.SubElement(group, "li").text = text


def _as_image(field: Xml) -> None:
    src, alt = field.get("src") or "", field.get("alt") or ""
    _clear(field, "img")
    field.set("src", src)
    field.set("alt", alt)


def _as_prose(field: Xml) -> None:
    texts = [words_of(each) for each in children_of(field) if tag_of(each) not in {"options", "tag_prompt"}]
    options = [words_of(each) for each in field.iter("option")]
    prompt = field.findtext("tag_prompt") or ""
    _clear(field, "div")
    for text in [*texts, prompt]:
        if text.strip():
            etree.SubElement(field, "p").text = text
    if options:
        listing = etree.SubElement(field, "ul")
        for text in options:
            etree.SubElement(listing, "li").text = text
