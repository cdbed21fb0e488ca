"""What groups hand in: the last word of any of their members counts for all."""

from collections.abc import Iterable, Mapping
from typing import Any

from xingtan.activities.registry.answers import Answer, Move, Unfit, gettext_noop, text

LONGEST = 5000
LONGEST_LINK = 500


def take(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what a group hands in: words, and if they wish the address of something.

    :raises Unfit: if there are no words, or the address is none
    """
    kept: dict[str, Any] = {"words": text(payload, "words", LONGEST)}
    link = payload.get("link")
    if isinstance(link, str) and link.strip():
        kept["link"] = web_address(link)
    return kept


def web_address(said: str) -> str:
    """Read an address of the web.

    :raises Unfit: if it is none
    """
    link = said.strip()
    begins = link.startswith(("https://", "http://")) and len(link.split("/")[2]) > 2
    if not begins or len(link) > LONGEST_LINK or any(each <= " " or each in '"<>\\' for each in link):
        raise Unfit(gettext_noop("This is not an address of the web. It begins with https://."))
    return link


def fold(answers: Iterable[Answer], moves: Iterable[Move]) -> dict[str, Any]:
    """Give what each group handed in last, by the groups as they were taken last; who is in none hands in alone."""
    groups: dict[int, list[int]] = {}
    for move in moves:
        if move.do == "groups":
            groups = dict(move.payload["groups"])
    of = {person: number for number, people in groups.items() for person in people}
    works: dict[tuple[int, int], dict[str, Any]] = {}
    for each in answers:
        number = of.get(each.person, 0)
        place = (number, 0 if number else each.person)
        times = works[place]["times"] + 1 if place in works else 1
        works[place] = {
            **each.payload,
            "group": number,
            "people": groups[number] if number else [each.person],
            "person": each.person,
            "at": each.at,
            "times": times,
        }
    # Groups in their order, then those who work alone, in the order of their key.
    ordered = [works[place] for place in sorted(works, key=lambda place: (not place[0], place))]
    handed_in = {each["group"] for each in ordered}
    return {
        "groups": groups,
        "of": of,
        "works": ordered,
        "by": {person: work for work in ordered for person in work["people"]},
        "missing": [number for number in sorted(groups) if number not in handed_in],
    }
