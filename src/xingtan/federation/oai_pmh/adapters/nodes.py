"""Elements by their name, whatever their namespace: providers do not agree on these."""

from collections.abc import Iterable
from functools import lru_cache

from lxml import etree

from xingtan.catalog.registry import Words, said

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST = 200


def local_name(node: etree._Element) -> str:
    """Name an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def children(node: etree._Element | None) -> dict[str, list[etree._Element]]:
    """Give the elements in an element, by name."""
    found: dict[str, list[etree._Element]] = {}
    for each in node if node is not None else ():
        if isinstance(each.tag, str):
            found.setdefault(each.tag.rpartition("}")[2], []).append(each)
    return found


def text_of(node: etree._Element) -> str:
    """Give the text in an element and in those inside it."""
    return (node.text or "" if not len(node) else "".join(map(str, node.itertext()))).strip()


def words_of(nodes: Iterable[etree._Element], language: str, *, as_prose: bool = False) -> Words:
    """Read a text that stands once for each language; of two in one language the first counts.

    :param language: of a text that names none
    """
    found: Words = {}
    for node in list(nodes)[:MOST]:
        tag = _tag(node.get(_LANG) or "") or language
        if tag not in found and (read := _clean(text_of(node), as_prose=as_prose)):
            found[tag] = read
    return found


def languages_in(nodes: Iterable[etree._Element]) -> tuple[str, ...]:
    """Read the languages that are named; what is none is left out."""
    return tuple(dict.fromkeys(tag for node in list(nodes)[:MOST] for tag in _tags(text_of(node)[:200])))


def alone(languages: tuple[str, ...]) -> str:
    """Give the language of texts that name none: the only one of the course, or unknown."""
    return languages[0] if len(languages) == 1 else "und"


def lines(nodes: Iterable[etree._Element]) -> list[str]:
    """Read short texts, one from each element; empty ones are left out."""
    return [read for node in list(nodes)[:MOST] if (read := _clean(text_of(node)))]


def _clean(text: str, *, as_prose: bool = False) -> str:
    return said.prose(text) if as_prose else said.text(text)


@lru_cache(1024)
def _tag(written: str) -> str:
    return said.language(written)


@lru_cache(1024)
def _tags(written: str) -> tuple[str, ...]:
    return tuple(said.languages(written)[0])
