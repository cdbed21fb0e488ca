"""Writing XML quickly and safely: text by text, with what no XML may hold left out."""

import re

_MARKS = re.compile('[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


def escaped(text: str) -> str:
    """Write a text so that it can stand between tags or quotation marks."""
    if _MARKS.search(text) is None:
        return text
    return _MARKS.sub(lambda found: _WRITTEN.get(found[0], ""), text)


def element(name: str, text: str, language: str = "") -> str:
    """Write one element with text in it, and the language of the text; nothing where there is no text."""
    if not text:
        return ""
    lang = f' xml:lang="{language}"' if language and language != "und" and _TAG.fullmatch(language) else ""
    return f"<{name}{lang}>{escaped(text)}</{name}>"
