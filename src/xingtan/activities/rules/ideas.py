"""Brainstorms: ideas that say the same become one, who leads likes, hides and groups them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xingtan.activities.registry.answers import Answer, Move, Unfit, gettext_noop, text

LONGEST = 300
LONGEST_GROUP = 60
ALIKE = 0.75
# Ideas are compared with so many that came before; a hall of thousands finds those that say just the same.
COMPARED = 400
Normalise = Callable[[str], Sequence[str]]


def take(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Keep one idea.

    :raises Unfit: if there is none
    """
    return {"idea": text(payload, "idea", LONGEST)}


@dataclass(slots=True)
class _Cluster:
    id: str
    words: str
    key: frozenset[str]
    people: list[int] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    uids: list[str] = field(default_factory=list)


def clusters_of(answers: Iterable[Answer], normalise: Normalise) -> list[_Cluster]:
    """Put ideas that say the same together, in the order they came: the first gives the words.

    An idea joins the first cluster with which it shares three quarters of all their words, whatever their order.
    """
    found: list[_Cluster] = []
    exact: dict[frozenset[str], _Cluster] = {}
    for answer in answers:
        words = answer.payload["idea"]
        key = frozenset(normalise(words)) or frozenset([words.casefold()])
        cluster = exact.get(key) or next((each for each in found[:COMPARED] if _alike(each.key, key)), None)
        if cluster is None:
            cluster = _Cluster(id=str(answer.uid), words=words, key=key)
            found.append(cluster)
        exact.setdefault(key, cluster)
        cluster.uids.append(str(answer.uid))
        if answer.person not in cluster.people:
            cluster.people.append(answer.person)
        if words != cluster.words and words not in cluster.others:
            cluster.others.append(words)
    return found


def fold(answers: Iterable[Answer], moves: Iterable[Move], normalise: Normalise) -> dict[str, Any]:
    """Give the ideas in their groups: those without one last, in each the liked first."""
    listed = list(answers)
    liked, hidden, groups = _moved(moves)
    shown: dict[str, list[dict[str, Any]]] = {}
    away = []
    for each in clusters_of(listed, normalise):
        idea = {
            "id": each.id,
            "words": each.words,
            "others": each.others,
            "people": each.people,
            "count": len(each.people),
            "is_liked": not liked.isdisjoint(each.uids),
        }
        if not hidden.isdisjoint(each.uids):
            away.append(idea)
            continue
        group = next((groups[uid] for uid in reversed(each.uids) if uid in groups), "")
        shown.setdefault(group, []).append(idea)
    named = sorted(name for name in shown if name)
    return {
        "groups": [
            {"name": name, "ideas": sorted(shown[name], key=lambda idea: (not idea["is_liked"], -idea["count"]))}
            for name in [*named, *([""] if "" in shown else [])]
        ],
        "names": named,
        "hidden": away,
        "total": len(listed),
    }


def move(do: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is kept of a move: like, unlike, hide, show, or group an idea under a name.

    :raises Unfit: if there is no such move
    """
    if do not in ("like", "unlike", "hide", "show", "group"):
        raise Unfit(gettext_noop("There is no such thing to do here."))
    kept: dict[str, Any] = {"idea": text(payload, "idea", LONGEST_GROUP)}
    if do == "group":
        name = payload.get("group")
        kept["group"] = " ".join(name.split())[:LONGEST_GROUP] if isinstance(name, str) else ""
    return kept


def _moved(moves: Iterable[Move]) -> tuple[set[str], set[str], dict[str, str]]:
    liked: set[str] = set()
    hidden: set[str] = set()
    groups: dict[str, str] = {}
    for each in moves:
        idea = each.payload.get("idea", "")
        match each.do:
            case "like":
                liked.add(idea)
            case "unlike":
                liked.discard(idea)
            case "hide":
                hidden.add(idea)
            case "show":
                hidden.discard(idea)
            case "group" if each.payload["group"]:
                groups[idea] = each.payload["group"]
            case "group":
                groups.pop(idea, None)
    return liked, hidden, groups


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    # Two words in three may well be another idea: short ones must be the same.
    shared = len(one & other)
    return shared > 2 and shared >= ALIKE * (len(one) + len(other) - shared)
