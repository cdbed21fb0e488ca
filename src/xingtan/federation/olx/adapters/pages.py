"""Pages beside the course (tabs, handouts, textbooks): they become a last chapter, so that nothing is lost."""

from __future__ import annotations

from typing import Any

from xingtan.authoring.registry.bundle import BundleBlock, Chapter, Section, Unit
from xingtan.authoring.registry.keys import clean_key, free_key
from xingtan.authoring.registry.references import REFERENCE
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.html import read_html
from xingtan.federation.olx.adapters.ledger import Element
from xingtan.federation.olx.adapters.links import rewrite_url
from xingtan.federation.olx.adapters.markup import Xml, as_json, decode, html_fragment, words_of
from xingtan.federation.olx.adapters.nodes import Node

CHAPTER_TITLE = "Pages"


def page_chapter(course: Node, context: Context, keys: set[str]) -> tuple[Chapter, ...]:
    """Read the pages beside the course as a chapter; none if there are no pages."""
    units = [*_tabs(course, context, keys), *_handouts(context, keys), *_textbooks(course, context, keys)]
    if not units:
        return ()
    title = context.words(CHAPTER_TITLE)
    section = Section(key=_key("pages-section", keys), title=title, units=tuple(units))
    return (Chapter(key=_key("pages", keys), title=title, sections=(section,)),)


def _tabs(course: Node, context: Context, keys: set[str]) -> list[Unit]:
    told = as_json(course.xml.get("tabs")) or []
    tabs = [tab for tab in told if isinstance(tab, dict) and tab.get("type") == "static_tab"]
    order = {str(tab.get("url_slug")): place for place, tab in enumerate(tabs)}
    names = {str(tab.get("url_slug")): str(tab.get("name") or "") for tab in tabs}
    paths = sorted(
        (path for path in context.files.names if path.startswith("tabs/") and path.endswith(".html")),
        key=lambda path: (order.get(_stem(path), len(order)), path),
    )
    found = []
    for path in paths:
        element = context.ledger.element(path, f"static_tab · {names.get(_stem(path)) or _stem(path)}", path)
        found += _page(path, names.get(_stem(path)) or _stem(path), element, context, keys)
    return found


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".html")


def _handouts(context: Context, keys: set[str]) -> list[Unit]:
    path = "info/handouts.html"
    if path not in context.files.known:
        return []
    return _page(path, "Handouts", context.ledger.element(path, "handouts", path), context, keys)


def _page(path: str, title: str, element: Element, context: Context, keys: set[str]) -> list[Unit]:
    text, is_utf8 = decode(context.files.read(path))
    root = html_fragment(text)
    if not words_of(root) and not list(root.iter("img", "iframe", "video", "audio", "object")):
        return []
    if not is_utf8:
        element.changed(reasons.ENCODING)
    element.changed(reasons.COURSE_TABS)
    kind, data = read_html(text, context, element)
    key = _key(f"page-{_stem(path)}", keys)
    block = BundleBlock(key=_key(f"{key}-text", keys), kind=kind, title={}, data=data)
    return [Unit(key=key, title=context.words(title), blocks=(block,))]


def _textbooks(course: Node, context: Context, keys: set[str]) -> list[Unit]:
    found = []
    for book in as_json(course.xml.get("pdf_textbooks")) or []:
        if isinstance(book, dict):
            found += _book(book, context, keys)
    for node in course.children:
        if node.tag == "textbook":
            _old_book(node.xml, node.element)
        elif node.tag == "wiki":
            node.element.unsupported(reasons.WIKI)
    return found


def _book(book: dict[str, Any], context: Context, keys: set[str]) -> list[Unit]:
    title = str(book.get("tab_title") or book.get("id") or "Textbook")
    element = context.ledger.element("course.xml", f"textbook · {title}")
    blocks = []
    for part in book.get("chapters") or [{"title": title, "url": book.get("url")}]:
        url = str(part.get("url") or "") if isinstance(part, dict) else ""
        found = REFERENCE.fullmatch(rewrite_url(url, context.files, {}))
        if found is None:
            element.changed(reasons.MISSING_FILE, url)
            continue
        file = next(each for each in context.files.bundled.values() if each.digest == found["digest"])
        data = {"file": file.digest, "name": file.name, "media_type": file.media_type, "size_bytes": file.size_bytes}
        key = _key(clean_key(f"textbook-{file.name}"), keys)
        blocks.append(
            BundleBlock(key=key, kind="document", title=context.words(str(part.get("title") or "")), data=data)
        )
    if not blocks:
        return []
    element.changed(reasons.COURSE_TABS)
    return [Unit(key=_key(clean_key(f"textbook-{title}"), keys), title=context.words(title), blocks=tuple(blocks))]


def _old_book(xml: Xml, element: Element) -> None:
    element.unsupported(reasons.TEXTBOOK_ELSEWHERE, xml.get("book_url") or "")


def _key(wanted: str, keys: set[str]) -> str:
    key = free_key(clean_key(wanted), keys)
    keys.add(key)
    return key
