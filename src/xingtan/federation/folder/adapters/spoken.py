"""Short texts in a folder are Markdown, in our data HTML: the way there and, where there is one, the way back."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any, TypeAlias

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from xingtan.kernel.prose import clean

Xml: TypeAlias = _Element

_ALONE = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_MATH = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is a library's
        """Let every address pass: the cleaning that follows decides, and it knows our own `file:` and `course:`."""
        return True


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": True}).enable(["table", "strikethrough"])
    dollarmath_plugin(reader, allow_space=False, double_inline=True, renderer=_math)
    return reader


def _math(latex: str, options: dict[str, bool]) -> str:
    is_display = options.get("display_mode", False)
    return f"\\[{html.escape(latex, quote=False)}\\]" if is_display else f"\\({html.escape(latex, quote=False)}\\)"


def _without_wrapping(rendered: str) -> str:
    """Take out what the plugin puts around a formula."""
    rendered = re.sub(r'<(span|div) class="math (?:inline|block)">(.*?)</\1>', r"\2", rendered, flags=re.DOTALL)
    return re.sub(
        r"<eqn>(.*?)</eqn>|<eq>(.*?)</eq>", lambda found: found[1] or found[2] or "", rendered, flags=re.DOTALL
    )


@lru_cache(maxsize=8192)
def to_html(source: str) -> str:
    """Turn Markdown into clean HTML; a single paragraph comes without its `<p>`."""
    rendered = _without_wrapping(_reader().render(source)).strip()
    if found := _ALONE.fullmatch(rendered):
        rendered = found[1]
    return str(clean(rendered)).strip()


@lru_cache(maxsize=8192)
def to_markdown(source: str) -> str | None:
    """Find Markdown that gives exactly this HTML; None where there is none that we know."""
    for candidate in _candidates(source):
        if to_html(candidate) == source:
            return candidate
    return None


def _candidates(source: str) -> list[str]:
    found = []
    if "<" not in source:
        plain = html.unescape(source)
        found = [plain, _escaped(plain)]
    try:
        root = lxml_html.fragment_fromstring(source, create_parent="div")
        found.append(_blocks(root).strip())
    except (etree.ParserError, ValueError, RecursionError):
        pass
    return found


def _escaped(text: str) -> str:
    """Write text so that Markdown takes every sign as itself, and formulas as formulas."""
    written, place = "", 0
    for found in _MATH.finditer(text):
        written += _signs(text[place : found.start()])
        written += f"${found[1]}$" if found[1] else f"$${found[2]}$$"
        place = found.end()
    written += _signs(text[place:])
    return (
        re.sub(r"(?m)^(\s*)([#>+-]|\d+(?=[.)]))", r"\1\\\2", written)
        if re.match(r"\s*[#>+\-]", written)
        else re.sub(r"^(\d+)([.)])", r"\1\\\2", written)
    )


def _signs(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<$~|])|(&)(?=#?\w+;)", r"\\\1\2", text)


_AROUND = {"em": "*", "strong": "**", "s": "~~", "del": "~~"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


def _tag(element: Xml) -> str:
    tag: Any = element.tag
    return tag if isinstance(tag, str) else ""


def _inline(element: Xml) -> str:
    written = _escaped(element.text or "")
    for child in element:
        tag = _tag(child)
        if tag in _AROUND:
            written += f"{_AROUND[tag]}{_inline(child)}{_AROUND[tag]}"
        elif tag == "code" and not len(child):
            ticks = "``" if "`" in (child.text or "") else "`"
            written += f"{ticks}{child.text or ''}{ticks}"
        elif tag == "a" and child.get("href"):
            title = f' "{child.get("title")}"' if child.get("title") else ""
            written += f"[{_inline(child)}]({child.get('href')}{title})"
        elif tag == "img":
            title = f' "{child.get("title")}"' if child.get("title") else ""
            written += f"![{_signs(child.get('alt') or '')}]({child.get('src') or ''}{title})"
        elif tag == "br":
            written += "\\"
        else:
            written += etree.tostring(child, encoding="unicode", method="html", with_tail=False)
        written += _escaped(child.tail or "") if tag != "br" else (child.tail or "")
    return written


def _blocks(root: Xml) -> str:
    pieces = []
    if (root.text or "").strip() or not any(
        child.tag in {"p", "ul", "ol", "pre", "blockquote", *_HEADINGS} for child in root
    ):
        return _inline(root)
    for child in root:
        tag = _tag(child)
        if tag == "p":
            pieces.append(_inline(child))
        elif tag in _HEADINGS:
            pieces.append("#" * _HEADINGS[tag] + " " + _inline(child))
        elif tag in {"ul", "ol"}:
            pieces.append(_list(child, tag))
        elif tag == "blockquote":
            pieces.append("\n".join(f"> {line}".rstrip() for line in _blocks(child).splitlines()))
        elif tag == "pre" and len(child) == 1 and child[0].tag == "code":
            language = (child[0].get("class") or "").removeprefix("language-")
            pieces.append(f"```{language}\n{child[0].text or ''}```")
        else:
            pieces.append(etree.tostring(child, encoding="unicode", method="html", with_tail=False))
    return "\n\n".join(pieces)


def _list(element: Xml, tag: str) -> str:
    rows = []
    loose = any(item.find("p") is not None for item in element)
    for number, item in enumerate(element, start=int(element.get("start") or 1)):
        mark = f"{number}. " if tag == "ol" else "- "
        body = _blocks(item) if loose else _tight(item)
        rows.append(mark + ("\n" + " " * len(mark)).join(body.splitlines()))
    return ("\n\n" if loose else "\n").join(rows)


def _tight(item: Xml) -> str:
    nested = [child for child in item if child.tag in {"ul", "ol"}]
    for child in nested:
        item.remove(child)
    return "\n".join([_inline(item).strip(), *(_list(child, str(child.tag)) for child in nested)])
