"""XML from outside: no document types, no entities, no network, no depth and no size without bound."""

import codecs
import re
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from lxml import etree

from xingtan.kernel.archives.intake import MIB
from xingtan.kernel.archives.refusal import printable
from xingtan.kernel.errors import RuleBroken

LARGEST = 16 * MIB
NODES = 200_000
ATTRIBUTES = 400_000
DEPTH = 100
ENCODINGS = {"utf-8", "ascii", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "cp1252", "gb2312", "gbk", "gb18030"}

_declaration = re.compile(r"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_count = etree.XPath("count(//*) + count(//comment()) + count(//processing-instruction())")
_is_deep = etree.XPath("boolean(" + "/*" * (DEPTH + 1) + ")")
_space = re.compile(r"[ \t\r\n]*")
_marks = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

WORDS = {
    "attributes": _("This XML file has too many attributes."),
    "broken": _("This XML file is not well formed: %(detail)s."),
    "deep": _("This XML file has elements too deep inside one another."),
    "doctype": _("This XML file has a document type or entities of its own, which are not allowed here."),
    "encoding": _("This XML file is not written in the encoding it names, or that encoding is not supported."),
    "large": _("This XML file is too large."),
    "nodes": _("This XML file has too many elements."),
}


class XmlRefused(RuleBroken):
    """A file that should be XML cannot be read.

    :param reason: a word of ``WORDS``
    """

    def __init__(self, reason: str, path: str = "", line: int | None = None, detail: str = "") -> None:
        super().__init__(**({"detail": detail} if detail else {}))
        self.reason = reason
        self.path = printable(path)
        self.line = line

    @property
    def message(self) -> str | Promise:  # type: ignore[override]  # the words depend on the reason
        """Say why, and where."""
        where = f"{self.path}:{self.line}" if self.line else self.path
        if not where:
            return WORDS[self.reason]
        return format_lazy(
            "{words} ({where})", words=WORDS[self.reason], where=where.replace("%", "%%" if self.facts else "%")
        )


def parse_xml(data: bytes, path: str = "") -> etree._Element:
    """Read XML that nobody vouches for, and give its root element; elements know their ``sourceline``.

    :raises XmlRefused: with the reason, the path and the line
    """
    text = _decoded(data, path)
    _weigh(text, path)
    try:
        root = etree.fromstring(text.encode(), _parser())
    except etree.XMLSyntaxError as trouble:
        # Past its own bound on depth libxml2 calls the file broken; we have a better word.
        reason = "deep" if "depth" in (trouble.msg or "") else "broken"
        detail = printable(_detail(trouble)) if reason == "broken" else ""
        raise XmlRefused(reason, path, trouble.lineno, detail) from None
    _measure(root, path)
    return root


def mend_xml(data: bytes, path: str = "") -> etree._Element:
    """Read what can be read of XML that is broken; what is hostile is refused as ever.

    :raises XmlRefused: if it is hostile, or there is no element in it
    """
    text = _decoded(data, path)
    _weigh(text, path)
    try:
        root: etree._Element | None = etree.fromstring(text.encode(), _parser(mends=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise XmlRefused("broken", path, detail="no element")
    _measure(root, path)
    return root


def _parser(*, mends: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=mends,
    )


def _decoded(data: bytes, path: str) -> str:
    if len(data) > LARGEST:
        raise XmlRefused("large", path)
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as trouble:
        raise XmlRefused("encoding", path, data[: trouble.start].count(b"\n") + 1) from None
    except LookupError:
        raise XmlRefused("encoding", path) from None
    return text


def _encoding(data: bytes) -> str:
    """Tell the encoding by mark or declaration, from a short list: what we search is then what is parsed."""
    for mark, encoding in _marks:
        if data.startswith(mark):
            return encoding
    declared = _declaration.match(data[:256].decode("latin-1"))
    name = codecs.lookup(declared[1]).name if declared else "utf-8"
    if name not in ENCODINGS:
        raise LookupError(name)
    return name


def _weigh(text: str, path: str) -> None:
    """Bound what the parser can be made to build, before it builds it."""
    if text.count("<") > 3 * NODES:
        raise XmlRefused("nodes", path)
    if text.count("=") > ATTRIBUTES:
        raise XmlRefused("attributes", path)
    place = _prolog_end(text)
    if text.startswith("<!", place):
        raise XmlRefused("doctype", path, text.count("\n", 0, place) + 1)


def _prolog_end(text: str) -> int:
    """Find where the comments and instructions before the root end: a document type can stand nowhere else."""
    place = 0
    while True:
        place = _space.match(text, place).end()  # type: ignore[union-attr]  # no space at all matches too
        if text.startswith("<!--", place):
            end, width = text.find("-->", place), 3
        elif text.startswith("<?", place):
            end, width = text.find("?>", place), 2
        else:
            return place
        if end < 0:
            return len(text)
        place = end + width


def _measure(root: etree._Element, path: str) -> None:
    count: Any = _count(root)
    if count <= NODES and not _is_deep(root):
        return
    # Too much: which element it was is worth a slower look.
    depth = nodes = 0
    for moment, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if moment == "start":
            depth += 1
            nodes += 1
            if depth > DEPTH:
                raise XmlRefused("deep", path, element.sourceline)
        elif moment == "end":
            depth -= 1
        else:
            nodes += 1
        if nodes > NODES:
            raise XmlRefused("nodes", path, element.sourceline)


def _detail(trouble: etree.XMLSyntaxError) -> str:
    return re.sub(r", line \d+, column \d+.*$", "", trouble.msg or "")
