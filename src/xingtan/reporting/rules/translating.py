"""What a platform tells becomes columns of families that are counted from; names become numbers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Row = dict[str, Any]
Key = Callable[[str, str], int]
"""Makes the number of a thing of a kind by its name."""

MOST_MINUTES, MOST_SECONDS, MOST_PEOPLE = 24 * 60, 7 * 24 * 3600, 10**7
LONGEST_WORD = 200


def family_rows(
    rows: Iterable[Row], *, key: Key, platform: int, universities: Mapping[str, int]
) -> tuple[list[Row], list[Row]]:
    """Sort what was told: rows of families that are counted, and what is only kept.

    :param universities: the short key of each university here, by the code of its institution
    """
    counted, kept = [], []
    for row in rows:
        make = _FAMILIES.get(row["kind"])
        if make is None:
            kept.append(row)
        else:
            told = _Told(row, key, platform, universities)
            counted.append({"event": key("event", str(row["id"])), "at": row["at"], **make(told)})
    return counted, kept


class _Told:
    """One row, read with care: what is missing is nothing."""

    def __init__(self, row: Row, key: Key, platform: int, universities: Mapping[str, int]) -> None:
        self.row, self._key, self.platform = row, key, platform
        self.university = universities.get(str(row.get("institution", "")), 0)

    def key(self, kind: str, name: str) -> int:
        said = self.row.get(name)
        return self._key(kind, str(said)) if said not in (None, "") else 0

    def number(self, name: str, most: int) -> int:
        said = self.row.get(name)
        return min(int(said), most) if isinstance(said, int | float) and not isinstance(said, bool) else 0

    def word(self, name: str) -> str:
        said = self.row.get(name)
        return said[:LONGEST_WORD] if isinstance(said, str) else ""


def _account(told: _Told) -> Row:
    account = told.key("account", "account")
    return {
        "family": "accounts",
        "account": account,
        # Without a name for the person that platforms agreed on, an account is a person of its own.
        "person": told.key("person", "person") or account,
        "university": told.university,
    }


def _attended(told: _Told) -> Row:
    return {
        "family": "attended",
        "session": told.key("session", "session"),
        "account": told.key("account", "account"),
        "is_attended": told.row.get("is_attended") is not False,
        "joined_at": told.row.get("joined_at") or told.row["at"],
        "seconds": told.number("seconds", MOST_SECONDS),
    }


def _held(told: _Told) -> Row:
    return {
        "family": "held",
        "session": told.key("session", "session"),
        "course": told.key("course", "course"),
        "run": told.key("run", "run"),
        "starts_at": told.row.get("starts_at") or told.row["at"],
        "minutes": told.number("minutes", MOST_MINUTES),
        "enrolled": told.number("enrolled", MOST_PEOPLE),
        "is_cancelled": told.row["kind"] == "cancelled",
    }


def _enrolled(told: _Told) -> Row:
    account, course = told.key("account", "account"), told.key("course", "course")
    return {
        "family": "enrolled",
        "run": told.key("run", "run"),
        "course": course,
        "account": account,
        "enrollment": told.key("enrollment", "enrollment") or (account ^ course),
        "is_enrolled": told.row["kind"] == "enrolled",
    }


def _completed(told: _Told) -> Row:
    return {"family": "completed", "course": told.key("course", "course"), "account": told.key("account", "account")}


def _course(told: _Told) -> Row:
    opened = told.row.get("opened")
    return {
        "family": "courses",
        "course": told.key("course", "course"),
        "same_as": told.key("course", "same_as") or None,
        "university": told.university,
        "platform": told.platform,
        "discipline": told.word("discipline"),
        "language": told.word("language"),
        "kind": "mooc" if told.row.get("is_mooc") is True else "other",
        "opened": opened if isinstance(opened, str) else str(told.row["at"])[:10],
        "closed": told.row.get("closed") if isinstance(told.row.get("closed"), str) else None,
        "teachers": [],
    }


_FAMILIES: dict[str, Callable[[_Told], Row]] = {
    "account": _account,
    "attended": _attended,
    "held": _held,
    "cancelled": _held,
    "enrolled": _enrolled,
    "left": _enrolled,
    "completed": _completed,
    "course": _course,
}
