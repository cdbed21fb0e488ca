"""Turns the HTML of a course into HTML that may be shown: our addresses, one way to write mathematics, nothing active."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qs, unquote, urlsplit

from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.ledger import Element
from xingtan.federation.olx.adapters.markup import Xml, drop, escape, html_fragment, inner_html, tag_of, unwrap
from xingtan.kernel.prose import clean

FRAMES = frozenset({"iframe", "object", "embed", "applet", "frame", "frameset"})
ACTIVE = FRAMES | {"script", "style", "link", "canvas", "noscript", "template", "base", "meta"}
# Attributes that say nothing to a reader; that they are gone is not worth a word.
_SILENT = frozenset(
    {"rel", "target", "class", "id", "type", "charset", "media", "border", "frameborder", "cellpadding", "cellspacing"}
)
_SILENT_TAGS = frozenset({"html", "body", "head", "title", "meta", "font", "tbody", "p"})
_MATH = (
    (re.compile(r"\[mathjaxinline\](.*?)\[/mathjaxinline\]", re.DOTALL), r"\\(\1\\)"),
    (re.compile(r"\[mathjax\](.*?)\[/mathjax\]", re.DOTALL), r"\\[\1\\]"),
    (re.compile(r"\$\$(.+?)\$\$", re.DOTALL), r"\\[\1\\]"),
)
_MATH_SCRIPT = re.compile(r"^math/tex", re.IGNORECASE)


def readable(source: str, context: Context, element: Element) -> str:
    """Make HTML fit to be shown, noting on the element whatever that cost."""
    source = context.rewrite(mathematics(source), element).text
    root = html_fragment(source)
    removed = _take_out_active(root, context, element)
    if removed:
        element.changed(reasons.REMOVED_ACTIVE, _counted(removed))
    before = inner_html(root)
    after = str(clean(before)).strip()
    lost = _lost(root, html_fragment(after))
    if lost:
        element.changed(reasons.LOST_MARKUP, _counted(lost))
    return after


def mathematics(source: str) -> str:
    r"""Write mathematics as `\(…\)` and `\[…\]`, whichever of Open edX's ways it was written in."""
    for pattern, ours in _MATH:
        source = pattern.sub(ours, source)
    return source


def active_parts(root: Xml) -> Counter[str]:
    """Count what in a piece of HTML can act."""
    found: Counter[str] = Counter()
    for each in root.iter():
        tag = tag_of(each)
        if tag in ACTIVE and not _is_math(each):
            found[tag] += 1
        if tag:
            found.update(name for name in map(str, each.attrib) if name.lower().startswith("on"))
    return found


def _take_out_active(root: Xml, context: Context, element: Element) -> Counter[str]:
    removed: Counter[str] = Counter()
    for each in list(root.iter()):
        tag = tag_of(each)
        if not tag:
            drop(each)
        elif _is_math(each):
            _keep_math(each)
        elif tag in FRAMES:
            _link_instead(each, element, removed)
        elif tag in ACTIVE:
            removed[tag] += 1
            if tag == "noscript":
                unwrap(each)
            else:
                drop(each)
        else:
            for name in [name for name in map(str, each.attrib) if name.lower().startswith("on")]:
                removed[name] += 1
                del each.attrib[name]
    return removed


def _is_math(each: Xml) -> bool:
    return tag_of(each) == "script" and bool(_MATH_SCRIPT.match(each.get("type") or ""))


def _keep_math(each: Xml) -> None:
    is_display = "mode=display" in (each.get("type") or "")
    written = f"\\[{each.text or ''}\\]" if is_display else f"\\({each.text or ''}\\)"
    each.tail = written + (each.tail or "")
    drop(each)


def _link_instead(each: Xml, element: Element, removed: Counter[str]) -> None:
    url = (each.get("src") or each.get("data") or "").strip()
    if url.startswith("//"):
        url = "https:" + url
    if not url.startswith(("http://", "https://", "file:")):
        removed[tag_of(each)] += 1
        drop(each)
        return
    element.changed(
        reasons.LINK_FOREIGN if url.startswith("http") else reasons.LINK_FILE, unquote(url.rpartition("/")[2])
    )
    words = each.get("title") or each.get("aria-label") or urlsplit(url).netloc or unquote(url.rpartition("/")[2])
    for name in list(each.attrib):
        del each.attrib[name]
    for child in list(each):
        each.remove(child)
    each.tag = "a"
    each.set("href", watch_address(url))
    each.text = words


def watch_address(url: str) -> str:
    """Give the page of a video whose embedded player this is; other addresses stay."""
    parts = urlsplit(url)
    if "youtube" in parts.netloc and parts.path.startswith("/embed/"):
        return f"https://www.youtube.com/watch?v={parts.path.removeprefix('/embed/').strip('/')}"
    if parts.netloc == "player.vimeo.com" and parts.path.startswith("/video/"):
        return f"https://vimeo.com/{parts.path.removeprefix('/video/').strip('/')}"
    return url


def youtube_id(url: str) -> str | None:
    """Find the id of a YouTube video in an address."""
    parts = urlsplit(url)
    if parts.netloc.endswith("youtu.be"):
        return parts.path.strip("/") or None
    if "youtube" in parts.netloc:
        found = parse_qs(parts.query).get("v", [""])[0] or parts.path.removeprefix("/embed/").strip("/")
        return found or None
    return None


def _lost(before: Xml, after: Xml) -> Counter[str]:
    lost = _marks(before) - _marks(after)
    return Counter({name: count for name, count in lost.items() if count > 0})


def _marks(root: Xml) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in root.iter():
        tag = tag_of(each)
        if not tag or each is root:
            continue
        if tag not in _SILENT_TAGS:
            found[f"<{tag}>"] += 1
        found.update(name for name in map(str, each.attrib) if _counts(tag, name))
    return found


def _counts(tag: str, name: str) -> bool:
    return name not in _SILENT and not name.startswith("data-") and (name != "alt" or tag == "img")


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(found.items()))


def paragraph(text: str) -> str:
    """Write plain text as HTML."""
    return f"<p>{escape(text)}</p>"
