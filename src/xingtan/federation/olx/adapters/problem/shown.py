"""The parts of a problem in their order: prose, and questions where they stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.ledger import Element
from xingtan.federation.olx.adapters.markup import (
    Xml,
    children_of,
    dup,
    escape,
    inner_html,
    outer_html,
    tag_of,
    words_of,
)
from xingtan.federation.olx.adapters.problem.known import ASIDE, FIELDS, is_response
from xingtan.federation.olx.adapters.problem.questions import read_question
from xingtan.federation.olx.adapters.prose import readable

_WRAPPERS = frozenset({"text", "div", "section", "center", "fieldset", "article", "problem", "span"})
_ASKING = frozenset({"p", "label", "h2", "h3", "h4", "h5", "b", "strong", "legend"})


@dataclass(slots=True)
class _Piece:
    html: str
    words: str
    can_ask: bool = False
    inner: str = ""

    @property
    def is_blank(self) -> bool:
        """Test whether there is nothing to read or see in it, as in the empty paragraphs that make room."""
        return not self.words and not re.search(r"<(?:img|video|audio|table|hr|pre|object|iframe)\b", self.html)


class Shown:
    """Collects the parts while the problem is walked through."""

    def __init__(self, context: Context, element: Element) -> None:
        self.context = context
        self.element = element
        self.parts: list[dict[str, Any]] = []
        self._pieces: list[_Piece] = []
        self._count = 0

    def walk(self, parent: Xml) -> None:
        """Go through what is inside an element."""
        self._text(parent.text)
        for child in parent:
            tag = tag_of(child)
            if not tag or tag in ASIDE:
                pass
            elif is_response(tag):
                self._response(child)
            elif not _holds_response(child):
                self._prose(child)
            elif tag in _WRAPPERS:
                self.walk(child)
            else:
                self._with_gaps(child, [each for each in child.iter() if is_response(tag_of(each))])
            self._text(child.tail)

    def finish(self) -> list[dict[str, Any]]:
        """Give the parts."""
        self._flush()
        return self.parts

    def _text(self, text: str | None) -> None:
        if text and text.strip():
            self._pieces.append(_Piece(escape(text), " ".join(text.split())))

    def _prose(self, element: Xml) -> None:
        if tag_of(element) in {"startouttext", "endouttext", "br"} and not self._pieces:
            return
        alone = dup(element)
        if tag_of(alone) == "label":
            alone.tag = "p"
        words = words_of(alone)
        self._pieces.append(
            _Piece(outer_html(alone), words, tag_of(element) in _ASKING and bool(words), inner_html(alone))
        )

    def _flush(self) -> None:
        html = "".join(piece.html for piece in self._pieces)
        self._pieces = []
        if html.strip() and (shown := readable(html, self.context, self.element)):
            self.parts.append({"html": shown})

    def _next_id(self) -> str:
        self._count += 1
        return f"q{self._count}"

    def _response(self, response: Xml) -> None:
        fields = _fields_of(response)
        if len(fields) == 1 and fields[0].getparent() is response:
            self._one(response, fields[0])
        elif all(field.getparent() is response for field in fields):
            self._several(response, fields)
        else:
            self._with_gaps(response, [response])

    def _one(self, response: Xml, field: Xml) -> None:
        """A response with one field: what stands before it asks, and what stands behind it follows."""
        at = list(response).index(field)
        label, helps = "", []
        self._text(response.text)
        for child in list(response)[:at]:
            if tag_of(child) == "label" and not label:
                label = inner_html(child)
            elif tag_of(child) == "description":
                helps.append(inner_html(child))
            elif tag_of(child) and tag_of(child) not in ASIDE:
                self._prose(child)
            self._text(child.tail)
        label = label or self._label_before(field)
        self._question(response, field, label, helps)
        self._text(field.tail)
        for child in list(response)[at + 1 :]:
            if tag_of(child) == "description":
                self.parts[-1]["question"].setdefault("help", self._clean(inner_html(child)))
            elif tag_of(child) and tag_of(child) not in ASIDE:
                self._prose(child)
            self._text(child.tail)

    def _several(self, response: Xml, fields: list[Xml]) -> None:
        """A response with several fields one after the other."""
        self._text(response.text)
        for child in response:
            if child in fields:
                self._question(response, child, self._label_before(child), [])
            elif tag_of(child) and tag_of(child) not in ASIDE:
                self._prose(child)
            self._text(child.tail)

    def _question(self, response: Xml, field: Xml, label: str, helps: list[str]) -> None:
        self._flush()
        question = read_question(response, field, self._next_id(), self._clean)
        if label.strip():
            question["label"] = self._clean(label)
        if helps:
            question["help"] = self._clean("<br>".join(helps))
        self.parts.append({"question": question})

    def _label_before(self, field: Xml) -> str:
        """Find what asks the question, where it has no label of its own: often the paragraph before it."""
        told = " ".join((field.get("label") or "").split())
        while self._pieces and self._pieces[-1].is_blank:
            self._pieces.pop()
        if self._pieces and (last := self._pieces[-1]).can_ask and (not told or told == last.words):
            self._pieces.pop()
            return last.inner
        return escape(told)

    def _with_gaps(self, holder: Xml, responses: list[Xml]) -> None:
        """Prose (a table, a sentence) with fields in it: each field's place is marked by its question's id."""
        questions: list[dict[str, Any]] = []
        shown = holder if holder in responses else None
        for response in responses:
            for field in _fields_of(response):
                question = read_question(response, field, self._next_id(), self._clean) | {"inline": True}
                told = field.get("label") or response.findtext("label") or _words_near(field)
                if told:
                    question["label"] = self._clean(escape(" ".join(told.split())))
                questions.append(question)
                _mark(field, f"[[q:{question['id']}]]")
            for aside in [each for each in response.iter() if tag_of(each) in ASIDE]:
                parent = aside.getparent()
                if parent is not None:
                    _replace(aside, "")
            if response is not shown:
                _unwrap(response)
        html = inner_html(holder) if shown is not None else outer_html(dup(holder))
        self._pieces.append(_Piece(html, ""))
        self._flush()
        self.parts.extend({"question": question} for question in questions)

    def _clean(self, html: str) -> str:
        return readable(html, self.context, self.element)


def _fields_of(response: Xml) -> list[Xml]:
    return [each for each in response.iter() if tag_of(each) in FIELDS]


def _holds_response(element: Xml) -> bool:
    return any(is_response(tag_of(each)) for each in element.iter())


def _words_near(field: Xml) -> str:
    """Name a field in a table by the first cell of its row, one in a sentence by the sentence."""
    above = field
    while (parent := above.getparent()) is not None and tag_of(parent) not in {"problem", "table"}:
        above = parent
        if tag_of(above) == "tr":
            cells = [words_of(cell) for cell in children_of(above)]
            return next((words for words in cells if words and "[[q:" not in words), "")
        if tag_of(above) in {"p", "li"}:
            shown = dup(above)
            for group in list(shown.iter("choicegroup", "checkboxgroup", "radiogroup", "optioninput")):
                _replace(group, " … ")
            return words_of(shown)
    return ""


def _mark(field: Xml, mark: str) -> None:
    field.tail = mark + (field.tail or "")
    _replace(field, "")


def _replace(element: Xml, text: str) -> None:
    parent = element.getparent()
    if parent is None:
        return
    rest = text + (element.tail or "")
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + rest
    else:
        parent.text = (parent.text or "") + rest
    parent.remove(element)


def _unwrap(element: Xml) -> None:
    """Put what is inside an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    inside = list(element)
    lead, tail = element.text or "", element.tail or ""
    if inside:
        inside[-1].tail = (inside[-1].tail or "") + tail
    else:
        lead += tail
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + lead
    else:
        parent.text = (parent.text or "") + lead
    element.tail = None
    parent.remove(element)
    for offset, child in enumerate(inside):
        parent.insert(at + offset, child)
