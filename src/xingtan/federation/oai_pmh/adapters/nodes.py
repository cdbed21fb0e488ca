"""Elements by their name, whatever their namespace: providers do not agree on these."""

from collections.abc import Sequence
from functools import lru_cache

from lxml import etree

from xingtan.catalog.registry import Words
from xingtan.harvest.registry import said

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST = 200
SHORT = 60


def local_name(node: etree._Element) -> str:
    """Name an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def children(node: etree._Element | None) -> dict[str, list[etree._Element]]:
    """Give the elements in an element, by name."""
    found: dict[str, list[etree._Element]] = {}
    for each in node if node is not None else ():
        tag = each.tag
        if isinstance(tag, str):
            name = _local(tag)
            if name in found:
                found[name].append(each)
            else:
                found[name] = [each]
    return found


@lru_cache(1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def text_of(node: etree._Element) -> str:
    """Give the text in an element and in those inside it."""
    return (node.text or "" if not len(node) else "".join(map(str, node.itertext()))).strip()


def words_of(nodes: Sequence[etree._Element], language: str, *, as_prose: bool = False) -> Words:
    """Read a text that stands once for each language; of two in one language the first counts.

    :param language: of a text that names none
    """
    found: Words = {}
    for node in nodes[:MOST]:
        tag = _tag(node.get(_LANG) or "") or language
        if tag not in found and (read := _clean(text_of(node), as_prose=as_prose)):
            found[tag] = read
    return found


def languages_in(nodes: Sequence[etree._Element]) -> tuple[str, ...]:
    """Read the languages that are named; what is none is left out."""
    if len(nodes) == 1:
        return _tags(text_of(nodes[0])[:200])
    return tuple(dict.fromkeys(tag for node in nodes[:MOST] for tag in _tags(text_of(node)[:200])))


def alone(languages: tuple[str, ...]) -> str:
    """Give the language of texts that name none: the only one of the course, or unknown."""
    return languages[0] if len(languages) == 1 else "und"


def lines(nodes: Sequence[etree._Element]) -> list[str]:
    """Read short texts, one from each element; empty ones are left out."""
    if len(nodes) == 1:
        read = _clean(text_of(nodes[0]))
        return [read] if read else []
    return [read for node in nodes[:MOST] if (read := _clean(text_of(node)))]


def line(nodes: Sequence[etree._Element]) -> str:
    """Read the short text of the first of these elements that has one."""
    return next((read for node in nodes[:MOST] if (read := _clean(text_of(node)))), "")


def _clean(text: str, *, as_prose: bool = False) -> str:
    if as_prose:
        return said.prose(text)
    if len(text) <= SHORT:
        # Names, codes and numbers come again and again.
        return _cleaned(text)
    return said.text(text)


@lru_cache(16_384)
def _cleaned(text: str) -> str:
    return said.text(text)


@lru_cache(1024)
def _tag(written: str) -> str:
    return said.language(written)


@lru_cache(1024)
def _tags(written: str) -> tuple[str, ...]:
    return tuple(said.languages(written)[0])
