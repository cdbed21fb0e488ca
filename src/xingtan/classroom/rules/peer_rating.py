"""Peer rating: works handed round, rated by those who did not make them, brought together, and appealed against."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from xingtan.activities.registry.answers import Answer, Move, Unfit, gettext_noop, number, text
from xingtan.classroom.rules import rating, reviewing

LONGEST_WORDS = 1000
LONGEST_APPEAL = 1000
BEST = 100


def assign(works: Sequence[Mapping[str, Any]], reviewers: Iterable[int], *, each: int, seed: str) -> dict[str, Any]:
    """Hand works round.

    :param works: each with ``people``, who made it
    :param reviewers: who rates; who made something rates as well as who did not
    :raises Unfit: if there is nothing to rate, or nobody who may
    """
    if not works:
        raise Unfit(gettext_noop("There is no work to rate yet."))
    makers = {at: frozenset(work["people"]) for at, work in enumerate(works, 1)}
    chosen = reviewing.assign(makers, reviewers, each=each, seed=seed)
    if not any(chosen.values()):
        raise Unfit(gettext_noop("It takes at least two who handed something in."))
    return {
        "seed": seed,
        "works": [{**work, "number": at, "reviewers": chosen[at]} for at, work in enumerate(works, 1)],
    }


def take(payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a rating of one work: points for each criterion and some words; or an appeal against what came of one's own.

    :raises Unfit: if a criterion has no points, or an appeal no words
    """
    if "appeal" in payload:
        return {"appeal": text(payload, "appeal", LONGEST_APPEAL)}
    kept: dict[str, Any] = {"work": number(payload, "work", 1, 10**6), "points": {}}
    for criterion in config["rubric"]:
        kept["points"][criterion["key"]] = number(payload, criterion["key"], 0, criterion["most"])
    words = payload.get("words")
    kept["words"] = words.strip()[:LONGEST_WORDS] if isinstance(words, str) and "\0" not in words else ""
    return kept


def settle(payload: Mapping[str, Any], works: int) -> dict[str, Any]:
    """Keep what the teacher says of a work: it stands instead of what the ratings came to.

    :raises Unfit: if there is no such work or the share is none
    """
    kept = {"work": number(payload, "work", 1, max(works, 1)), "share": number(payload, "share", 0, BEST)}
    words = payload.get("words")
    return {**kept, "words": words.strip()[:LONGEST_WORDS] if isinstance(words, str) and "\0" not in words else ""}


def fold(config: Mapping[str, Any], answers: Iterable[Answer], moves: Iterable[Move]) -> dict[str, Any]:
    """Bring ratings together, work by work. Only those count that a work was handed to; of each the last."""
    assigned: Mapping[str, Any] = {"works": [], "seed": ""}
    handed_at: datetime | None = None
    settled: dict[int, Mapping[str, Any]] = {}
    for move in moves:
        if move.do == "assign":
            assigned, handed_at, settled = move.payload, move.at, {}
        elif move.do == "settle":
            settled[move.payload["work"]] = move.payload
    made = {person: work["number"] for work in assigned["works"] for person in work["people"]}
    given, appeals = _said(assigned["works"], made, [each for each in answers if handed_at and each.at >= handed_at])
    rubric = [(each["key"], each["most"]) for each in config["rubric"]]
    works = []
    for work in assigned["works"]:
        ratings = given[work["number"]]
        middle = rating.by_criterion([each["points"] for each in ratings.values()], rubric, middle=config["middle"])
        share = rating.share(middle, rubric)
        said = settled.get(work["number"])
        works.append(
            {
                **work,
                "by": ratings,
                "missing": [person for person in work["reviewers"] if person not in ratings],
                "points": {key: _rounded(value) for key, value in middle.items()},
                "rated": share,
                "share": Decimal(said["share"]) if said else share,
                "settled": said,
                "appeals": appeals.get(work["number"], []),
                "words": [each["words"] for _person, each in sorted(ratings.items()) if each.get("words")],
            }
        )
    to_rate: dict[int, list[int]] = {}
    for work in works:
        for person in work["reviewers"]:
            to_rate.setdefault(person, []).append(work["number"])
    return {
        "works": works,
        "made": made,
        "to_rate": to_rate,
        "given": sum(len(each["by"]) for each in works),
        "expected": sum(len(each["reviewers"]) for each in works),
        "seed": assigned["seed"],
    }


def _said(
    works: Iterable[Mapping[str, Any]], made: Mapping[int, int], answers: Iterable[Answer]
) -> tuple[dict[int, dict[int, Mapping[str, Any]]], dict[int, list[dict[str, Any]]]]:
    """Sort what was said since the works were handed round into ratings and appeals, and leave out what may not count."""
    may = {work["number"]: set(work["reviewers"]) for work in works}
    given: dict[int, dict[int, Mapping[str, Any]]] = {number: {} for number in may}
    appeals: dict[int, list[dict[str, Any]]] = {}
    for each in answers:
        if "appeal" in each.payload:
            if each.person in made:
                said = {"words": each.payload["appeal"], "at": each.at, "person": each.person}
                appeals.setdefault(made[each.person], []).append(said)
        elif each.person in may.get(each.payload["work"], ()):
            given[each.payload["work"]][each.person] = each.payload
    return given, appeals


def _rounded(value: Any) -> Decimal | None:
    if value is None:
        return None
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"))
