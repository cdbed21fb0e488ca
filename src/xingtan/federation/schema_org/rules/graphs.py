"""JSON-LD as it is written in pages: things inside things, lists, ``@graph``, and things that are only pointed to."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xingtan.harvest.registry import said

Node = Mapping[str, Any]
MOST_NODES = 5000
MOST_VALUES = 20_000
DEEPEST = 12


def find(documents: Iterable[Any], kind: str) -> list[Node]:
    """Find the things of a kind, wherever they stand, each with what it points to put in its place.

    What is of this kind inside another (what a course asks for before it, its parts) belongs to that one.
    """
    everything = list(documents)
    found = [node for node in _walk(everything, kind) if _is(node, kind)]
    copy = _Copy({key: node for node in _walk(everything) if len(node) > 1 and isinstance(key := node.get("@id"), str)})
    return [copy.whole(node) for node in found]


def _walk(value: Any, kind: str = "") -> Iterator[Node]:
    """Give every thing, the outer ones first.

    :param kind: do not look into things of this kind
    """
    rest = deque([(value, 0)])
    count = 0
    while rest and count < MOST_NODES:
        each, depth = rest.popleft()
        if isinstance(each, list):
            rest.extend((one, depth) for one in each[:MOST_NODES])
        elif isinstance(each, dict):
            count += 1
            yield each
            if depth < DEEPEST and not (kind and _is(each, kind)):
                rest.extend((one, depth + 1) for one in each.values() if isinstance(one, list | dict))


class _Copy:
    """Copies things with what they point to. Things that point to each other have no end, so a copy has one.

    :param by_id: what can be pointed to
    """

    def __init__(self, by_id: Mapping[str, Node]) -> None:
        self._by_id, self._left = by_id, MOST_VALUES

    def whole(self, node: Node, depth: int = 0) -> Node:
        """Copy a thing, its words without their prefixes."""
        return {_bare(name): self._value(value, depth + 1) for name, value in node.items()}

    def _value(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if self._left < 0 or depth > DEEPEST:
            return None
        if isinstance(value, list):
            return [self._value(each, depth) for each in value[: max(self._left, 0)]]
        if isinstance(value, dict):
            there = self._by_id.get(value["@id"]) if len(value) == 1 and isinstance(value.get("@id"), str) else None
            return self.whole(value if there is None else there, depth)
        return value


def _is(node: Node, kind: str) -> bool:
    return any(each.endswith(kind) for each in types_of(node))


def _bare(name: str) -> str:
    """Take the prefix off a word: ``schema:name`` and ``https://schema.org/name`` are ``name``."""
    return name.rpartition("/")[2].removeprefix("schema:") if ":" in name else name


def types_of(node: Node) -> set[str]:
    """Name the types of a thing."""
    return {_bare(each) for each in said.many(node.get("@type")) if isinstance(each, str)}


def every(node: Node, name: str) -> list[Node]:
    """Give the things under this name, one or many."""
    return [each for each in said.many(node.get(name)) if isinstance(each, Mapping)]


def first(value: Any) -> Any:
    """Give the first of a list, or what is no list as it is."""
    return value[0] if isinstance(value, list) and value else value


def texts(value: Any, marks: str = "\n") -> list[str]:
    """Give the words of what may be texts or things with names."""
    return [found for each in said.many(value, marks=marks) if (found := said.text(each))]
