"""HTML blocks: a text, or a closed frame where scripts are what the block is for."""

from __future__ import annotations

import re
from typing import Any

from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.ledger import Element
from xingtan.federation.olx.adapters.markup import Xml, html_fragment, tag_of
from xingtan.federation.olx.adapters.prose import FRAMES, active_parts, mathematics, readable

_CONTROLS = frozenset({"button", "input", "select", "textarea", "canvas", "svg", "form"})
_PICTURES = frozenset({"img", "video", "audio", "picture", "table", "hr"})
# A paper in a frame is better opened by a link.
_PAPERS = (".pdf", ".doc", ".docx", ".odt", ".ppt", ".pptx", ".xls", ".xlsx", ".zip")
_HEIGHT = re.compile(r"height\s*[:=]\s*[\"']?\s*(\d{2,4})(?:px)?\b(?!\s*%)")


def read_html(source: str, context: Context, element: Element) -> tuple[str, dict[str, Any]]:
    """Read the content of an HTML block: its kind here, and its data."""
    root = html_fragment(source)
    if needs_frame(root):
        element.changed(reasons.ACTIVE_FRAME)
        return "frame", frame_data(source, context, element)
    active = active_parts(root)
    if active and not says_something(root):
        element.changed(reasons.ONLY_ACTIVE)
        return "text", {"html": "", "source": source.strip()}
    data: dict[str, Any] = {"html": readable(source, context, element)}
    if active:
        # What was taken out can be looked up, and put back when the course leaves again.
        data["source"] = source.strip()
    return "text", data


def frame_data(source: str, context: Context, element: Element) -> dict[str, Any]:
    """Make the data of a closed frame out of HTML with active content."""
    done = context.rewrite(mathematics(source), element)
    data: dict[str, Any] = {"html": done.text, "files": done.files}
    if height := _HEIGHT.search(source):
        data["height"] = int(height[1])
    return data


def needs_frame(root: Xml) -> bool:
    """Test whether the active content is the block: take it out, and there is nothing left to do or see."""
    tags = {tag_of(each) for each in root.iter()}
    if any(_is_own(each) for each in root.iter(*FRAMES)):
        return True
    if "script" not in tags or not _runs_something(root):
        return False
    handlers = any(
        name.lower().startswith("on") for each in root.iter() if tag_of(each) for name in map(str, each.attrib)
    )
    return bool(tags & _CONTROLS) or handlers or any(_is_stage(each) for each in root.iter())


def _is_own(each: Xml) -> bool:
    """Test whether this embeds a page of the course itself."""
    url = (each.get("src") or each.get("data") or "").strip()
    if url.partition("?")[0].lower().endswith(_PAPERS):
        return False
    return url.startswith(("/static/", "static/", "/asset-v1", "/c4x/")) or (not url and bool(each.get("srcdoc")))


def _runs_something(root: Xml) -> bool:
    return any("math/" not in (each.get("type") or "") for each in root.iter("script"))


def _is_stage(each: Xml) -> bool:
    """Test whether this is an empty place that a script is to fill."""
    return (
        tag_of(each) in {"div", "span", "section"}
        and bool(each.get("id") or each.get("class"))
        and len(each) == 0
        and not (each.text or "").strip()
    )


def says_something(root: Xml) -> bool:
    """Test whether there is anything to read or to see in a piece of HTML."""
    for each in root.iter(*_PICTURES):
        if tag_of(each) != "hr":
            return True
    for each in list(root.iter(*FRAMES)):
        if (each.get("src") or each.get("data") or "").startswith(("http", "//")):
            return True
    hidden = {"script", "style", "template"}
    return any(
        (each.text or "").strip() if tag_of(each) not in hidden else "" for each in root.iter() if tag_of(each)
    ) or any((each.tail or "").strip() for each in root.iter() if each is not root)
