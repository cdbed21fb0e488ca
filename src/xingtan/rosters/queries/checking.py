"""What is wrong in a roster as a whole: what points nowhere or round in a circle, and what is said twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from xingtan.rosters.registry import KINDS, Bad, Contents, User
from xingtan.rosters.rules import name_of, same_name

# Which kind of thing each field of a fact refers to.
POINTS: dict[str, tuple[tuple[str, str], ...]] = {
    "org": (("parent", "org"),),
    "term": (("parent", "term"),),
    "course": (("org", "org"),),
    "class": (("course", "course"), ("org", "org"), ("terms", "term")),
    "user": (("orgs", "org"),),
    "role": (("user", "user"), ("org", "org")),
    "enrollment": (("class_", "class"), ("user", "user")),
}
LONGEST_ID = 255
Known = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""By kind, what this source said before and has not taken back: from id to what others refer to."""


def faults_of(contents: Contents, known: Known) -> list[Bad]:
    """Find everything that keeps a roster out, or that somebody should know; in the order of kinds and lines."""
    bad = list(contents.bad)
    there = {kind: _ids(contents, known, kind) for kind in KINDS}
    for kind in KINDS:
        bad += _doubles(contents.facts[kind])
        bad += _orphans(contents.facts[kind], there)
        bad += _long(contents.facts[kind])
    for kind in ("org", "term"):
        bad += _circles(contents, known, kind)
    bad += _dates(contents)
    bad += _shared_addresses(contents.facts["user"])
    return bad


def _ids(contents: Contents, known: Known, kind: str) -> set[str]:
    facts = contents.facts[kind]
    before = (
        set()
        if kind in contents.whole
        else set(known.get(kind, ())) - {each.sourced_id for each in facts if each.is_gone}
    )
    return before | {each.sourced_id for each in facts if not each.is_gone}


def _doubles(facts: list[Any]) -> Iterator[Bad]:
    first: dict[str, int] = {}
    for each in facts:
        line = first.setdefault(each.sourced_id, each.line)
        if line != each.line:
            yield Bad("error", each.file, each.line, "double", f"{each.sourced_id[:200]} ({line})")


def _orphans(facts: list[Any], there: Mapping[str, set[str]]) -> Iterator[Bad]:
    if not facts:
        return
    for name, other in POINTS[facts[0].kind]:
        ids = there[other]
        for each in facts:
            if each.is_gone:
                continue
            value = getattr(each, name)
            if type(value) is str:
                if value and value not in ids:
                    yield Bad("error", each.file, each.line, f"no_{other}", value[:200])
            else:
                for one in value:
                    if one not in ids:
                        yield Bad("error", each.file, each.line, f"no_{other}", one[:200])


def _long(facts: list[Any]) -> Iterator[Bad]:
    for each in facts:
        if len(each.sourced_id) > LONGEST_ID:
            yield Bad("error", each.file, each.line, "long_id", each.sourced_id[:100])


def _circles(contents: Contents, known: Known, kind: str) -> Iterator[Bad]:
    """Find what is a part of itself; each circle is told once, at its first line."""
    parents = (
        {} if kind in contents.whole else {key: said.get("parent", "") for key, said in known.get(kind, {}).items()}
    )
    facts = {each.sourced_id: each for each in contents.facts[kind] if not each.is_gone}
    parents |= {key: each.parent for key, each in facts.items()}
    safe: set[str] = set()
    for start in sorted(facts, key=lambda key: facts[key].line):
        way: list[str] = []
        here = start
        while here and here in parents and here not in safe and here not in way:
            way.append(here)
            here = parents[here]
        if here in way:
            circle = way[way.index(here) :]
            place = facts[next(each for each in circle if each in facts)]
            yield Bad("error", place.file, place.line, f"circle_{kind}", " → ".join([*circle, here])[:300])
        safe.update(way)


def _dates(contents: Contents) -> Iterator[Bad]:
    for each in contents.facts["term"]:
        if each.is_gone:
            continue
        if each.starts_on and each.ends_on and each.ends_on < each.starts_on:
            yield Bad("error", each.file, each.line, "ends_before", f"{each.starts_on} – {each.ends_on}")
    for kind in ("role", "enrollment"):
        for each in contents.facts[kind]:
            if each.begins_on and each.ends_on and each.ends_on < each.begins_on and not each.is_gone:
                yield Bad("error", each.file, each.line, "ends_before", f"{each.begins_on} – {each.ends_on}")


def _shared_addresses(users: list[User]) -> Iterator[Bad]:
    """Two people cannot have one account. One person whom a list names twice is one, if the name says so, too."""
    first: dict[str, User] = {}
    for each in users:
        if not each.email or each.is_gone:
            continue
        other = first.setdefault(each.email, each)
        if other is each:
            continue
        same = each.master_identifier and each.master_identifier == other.master_identifier
        if same or same_name(_name(each), _name(other)):
            yield Bad("warning", each.file, each.line, "same_person", f"{each.email} ({other.line})")
        else:
            yield Bad("error", each.file, each.line, "same_email", f"{each.email} ({other.line})")


def _name(user: User) -> str:
    return name_of(user.given, user.middle, user.family)[0]
