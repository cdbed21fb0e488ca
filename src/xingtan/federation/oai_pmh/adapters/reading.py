"""Answers of other repositories, read: their envelope, their records, and what each says of a course."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from xingtan.catalog.registry import Facts
from xingtan.federation.oai_pmh.adapters import reading_dc, reading_lrmi
from xingtan.federation.oai_pmh.adapters.nodes import children, local_name, text_of
from xingtan.harvest.registry import said
from xingtan.kernel.archives import XmlRefused, mend_xml, parse_xml
from xingtan.kernel.errors import OutsideFailed

LONGEST_ID = 500
_READERS: dict[str, Callable[[etree._Element, str], Facts | str]] = {"dc": reading_dc.facts}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a repository.

    :param error: the protocol's word for what it did not like; empty if all is well
    :param mended: what was wrong with the XML, if only a part of it could be read
    """

    at: datetime | None
    error: str
    words: str
    body: etree._Element | None
    mended: str = ""

    def texts(self, name: str) -> list[str]:
        """Give the text of each element of this name, right below the verb's."""
        found = children(self.body).get(name, ()) if self.body is not None else ()
        return [text for each in found if (text := text_of(each))]

    def text(self, name: str) -> str:
        """Give the text of the first of them."""
        return next(iter(self.texts(name)), "")

    def total(self) -> int | None:
        """Tell how long the whole list is, if it says."""
        for token in children(self.body).get("resumptionToken", ()) if self.body is not None else ():
            size = token.get("completeListSize", "")
            if size.isascii() and size.isdecimal() and len(size) < 10:
                return int(size)
        return None


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its name, its moment of change, and the course; or in words, what is wrong with it."""

    identifier: str
    datestamp: str
    is_deleted: bool
    facts: Facts | None
    wrong: str = ""


def answer_of(data: bytes, verb: str) -> Answer:
    """Read an answer to this verb.

    :raises OutsideFailed: if it is none
    """
    mended = ""
    try:
        root = parse_xml(data)
    except XmlRefused as refused:
        if refused.reason != "broken":
            raise OutsideFailed(str(refused)) from None
        mended = str(refused)
        try:
            root = mend_xml(data)
        except XmlRefused:
            raise OutsideFailed(mended) from None
    if local_name(root) != "OAI-PMH":
        raise OutsideFailed("the answer is not one of OAI-PMH")
    parts = children(root)
    errors = parts.get("error", ())
    found = next(iter(parts.get(verb, ())), None)
    if found is None and not errors:
        raise OutsideFailed(mended or f"the answer holds nothing for {verb}")
    at = next((said.moment(text_of(each)) for each in parts.get("responseDate", ())), None)
    # One that is right about something and wrong about something else is believed in what it gives.
    first = errors[0] if errors and found is None else None
    code = (first.get("code") or "unknown") if first is not None else ""
    return Answer(at, code, text_of(first)[:300] if first is not None else "", found, mended)


def records_of(answer: Answer) -> Iterator[Record]:
    """Read each record; one that cannot be read says why."""
    for each in children(answer.body).get("record", ()) if answer.body is not None else ():
        yield _record(each)


def _record(node: etree._Element) -> Record:
    parts = children(node)
    header = children(parts["header"][0]) if "header" in parts else {}
    identifier = next((text_of(each) for each in header.get("identifier", ())), "")
    datestamp = next((text_of(each) for each in header.get("datestamp", ())), "")
    if not identifier or len(identifier) > LONGEST_ID:
        return Record("", datestamp, False, None, "The record has no identifier, or one that is too long.")
    if parts["header"][0].get("status") == "deleted":
        return Record(identifier, datestamp, True, None)
    inside = (children(box) for box in parts.get("metadata", ()))
    said_of = next((each for found in inside for some in found.values() for each in some), None)
    if said_of is None:
        return Record(identifier, datestamp, False, None, "The record says nothing of its course.")
    read = _READERS.get(local_name(said_of), reading_lrmi.facts)(said_of, identifier)
    if isinstance(read, str):
        return Record(identifier, datestamp, False, None, read)
    return Record(identifier, datestamp, False, read)
