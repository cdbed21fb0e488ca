"""Where a learner stands at a lesson more than once: which word is the last."""

from typing import TYPE_CHECKING, Any

import numpy as np

from xingtan.closing.adapters.found import Found

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CONTENT = ("seconds", "joined_at", "is_attended", "source", "event", "at")
"""By what the words of one account are ordered; the weightiest is the last, as numpy sorts."""


def settle(
    order: "NDArray[np.int64]", pair: "NDArray[np.int64]", said: dict[str, "NDArray[Any]"], found: Found
) -> "NDArray[np.int64]":
    """Give the rows that count, in their order.

    Of what was said of one account the latest word counts. A person of several accounts was there if one of them was.

    :param order: rows, sorted by lesson and learner
    :param pair: lesson and learner of each of these
    """
    same = np.zeros(len(pair), bool)
    same[1:] = pair[1:] == pair[:-1]
    several = same.copy()
    several[:-1] |= same[1:]
    alone = ~several
    there = said["is_attended"][order] != 0
    found.late(said, order[alone & there])
    if not several.any():
        alone_there: NDArray[np.int64] = order[there]
        return alone_there
    keep = alone & there
    places = np.flatnonzero(several)
    keep[places[_latest(order[places], pair[places], said, found)]] = True
    kept: NDArray[np.int64] = order[keep]
    return kept


def _latest(
    rows: "NDArray[np.int64]", pair: "NDArray[np.int64]", said: dict[str, "NDArray[Any]"], found: Found
) -> "NDArray[np.int64]":
    told = {name: said[name][rows] for name in ("account", *_CONTENT)}
    by_account = np.lexsort((*(told[name] for name in _CONTENT), told["account"], pair))
    account = _ends(pair[by_account], told["account"][by_account])
    latest = by_account[account]
    found.told(pair, told, by_account, account)
    attended = told["is_attended"][latest] != 0
    here = latest[attended]
    found.late(told, here)
    by_pair = here[np.lexsort((*(told[name][here] for name in _CONTENT), pair[here]))]
    chosen: NDArray[np.int64] = by_pair[_ends(pair[by_pair])]
    found.add("other_account", told["source"][by_pair], leaving=told["source"][chosen])
    return chosen


def _ends(*columns: "NDArray[Any]") -> "NDArray[np.int64]":
    """Give the last place of each stretch of equal values."""
    if not len(columns[0]):
        return np.zeros(0, np.int64)
    differs = np.zeros(len(columns[0]), bool)
    differs[-1] = True
    for column in columns:
        differs[:-1] |= column[1:] != column[:-1]
    return np.flatnonzero(differs)
