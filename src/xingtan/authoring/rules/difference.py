"""What is different between two versions, as rows a person can read."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Sort: TypeAlias = Literal["chapter", "section", "unit", "block", "file", "policy", "facts"]
Change: TypeAlias = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A version, as far as it can differ from another: all of it JSON."""

    outline: Mapping[str, Any] = field(default_factory=dict)
    blocks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    policy: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One difference. `title` is in the words of the newer version that has the thing."""

    sort: Sort
    change: Change
    key: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences, in the order of the course: parts and blocks, files, policy, facts."""

    rows: tuple[Row, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    def keys(self, sort: Sort, change: Change) -> set[str]:
        """Give the keys of the things of one sort to which this happened."""
        return {row.key for row in self.rows if row.sort == sort and row.change == change}

    @property
    def counts(self) -> dict[Change, int]:
        """Count the rows by what happened."""
        found: dict[Change, int] = {"added": 0, "removed": 0, "changed": 0, "moved": 0}
        for row in self.rows:
            found[row.change] += 1
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    sort: Sort
    key: str
    parent: str
    says: Any
    title: Mapping[str, str]
    kind: str = ""


def difference(old: Content, new: Content) -> Difference:
    """Compare two versions."""
    rows: list[Row] = []
    before, after = list(_nodes(old)), list(_nodes(new))
    sort: Sort
    for sort in ("chapter", "section", "unit", "block"):
        rows += _compare([node for node in before if node.sort == sort], [node for node in after if node.sort == sort])
    rows += _compare(_files(old), _files(new))
    for sort, was, now in (("policy", old.policy, new.policy), ("facts", old.facts, new.facts)):
        if was != now:
            rows.append(Row(sort=sort, change="changed" if was and now else "added" if now else "removed"))
    return Difference(tuple(rows))


def _nodes(content: Content) -> Iterator[_Node]:
    for chapter in content.outline.get("chapters", ()):
        yield _Node(sort="chapter", key=chapter["key"], parent="", says=chapter["title"], title=chapter["title"])
        for section in chapter["sections"]:
            says = [section["title"], section.get("graded_as"), section.get("due_at")]
            yield _Node(sort="section", key=section["key"], parent=chapter["key"], says=says, title=section["title"])
            for unit in section["units"]:
                yield _Node(
                    sort="unit", key=unit["key"], parent=section["key"], says=unit["title"], title=unit["title"]
                )
                for key in unit["blocks"]:
                    row = content.blocks[key]
                    yield _Node(
                        sort="block",
                        key=key,
                        parent=unit["key"],
                        says=row["digest"],
                        title=row.get("title", {}),
                        kind=row["kind"],
                    )


def _files(content: Content) -> list[_Node]:
    return [
        _Node(sort="file", key=path, parent="", says=row["digest"], title={"": path})
        for path, row in sorted(content.files.items())
    ]


def _compare(before: Sequence[_Node], after: Sequence[_Node]) -> Iterator[Row]:
    old, new = {node.key: node for node in before}, {node.key: node for node in after}
    moved = _moved(before, after)
    for node in after:
        was = old.get(node.key)
        if was is None:
            yield _row(node, "added")
            continue
        if was.says != node.says:
            yield _row(node, "changed")
        if node.key in moved:
            yield _row(node, "moved")
    yield from (_row(node, "removed") for node in before if node.key not in new)


def _moved(before: Sequence[_Node], after: Sequence[_Node]) -> set[str]:
    """Find what changed its parent, or its place among those that stayed."""
    old, new = {node.key: node.parent for node in before}, {node.key: node.parent for node in after}
    elsewhere = {key for key, parent in new.items() if key in old and old[key] != parent}
    stayed: dict[str, list[str]] = {}
    for node in before:
        if node.key in new and node.key not in elsewhere:
            stayed.setdefault(node.parent, []).append(node.key)
    now: dict[str, list[str]] = {}
    for node in after:
        if node.key in old and node.key not in elsewhere:
            now.setdefault(node.parent, []).append(node.key)
    for parent, keys in stayed.items():
        elsewhere |= set(keys) - _in_order(keys, now[parent])
    return elsewhere


def _in_order(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Give the most keys that come in the same order in both (a longest increasing subsequence)."""
    rank = {key: number for number, key in enumerate(after)}
    ends: list[int] = []
    last: list[str] = []
    previous: dict[str, str | None] = {}
    for key in before:
        place = bisect_left(ends, rank[key])
        if place == len(ends):
            ends.append(rank[key])
            last.append(key)
        else:
            ends[place], last[place] = rank[key], key
        previous[key] = last[place - 1] if place else None
    found: set[str] = set()
    at = last[-1] if last else None
    while at is not None:
        found.add(at)
        at = previous[at]
    return found


def _row(node: _Node, change: Change) -> Row:
    return Row(sort=node.sort, change=change, key=node.key, title=node.title, kind=node.kind)
