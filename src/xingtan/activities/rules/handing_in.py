"""What groups hand in: the last word of any of their members counts for all."""

from collections.abc import Iterable, Mapping
from typing import Any

from xingtan.activities.rules.answers import Answer, Unfit, gettext_noop, text

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


def fold(answers: Iterable[Answer], group_of: Mapping[int, int]) -> dict[str, Any]:
    """Give what each group handed in last, by its number; who is in no group hands in alone."""
    by_group: dict[int, dict[str, Any]] = {}
    alone: dict[int, dict[str, Any]] = {}
    for each in answers:
        number = group_of.get(each.person)
        said = {**each.payload, "person": each.person, "at": each.at}
        if number is None:
            said["times"] = alone.get(each.person, {}).get("times", 0) + 1
            alone[each.person] = said
        else:
            said["times"] = by_group.get(number, {}).get("times", 0) + 1
            by_group[number] = said
    return {"by_group": dict(sorted(by_group.items())), "alone": alone}
