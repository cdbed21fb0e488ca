"""Whose account a person of a roster has: one that exists, a new one, or nobody can tell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Whom:
    """What was found: an account and how it is known, or several who it may be, or nobody: then an account is made.

    :param candidates: keys of people, and why each of them may be meant
    """

    person: int | None = None
    how: str = ""
    candidates: Mapping[int, str] | None = None

    @property
    def is_doubtful(self) -> bool:
        """Test whether a person has to decide."""
        return bool(self.candidates)


def decide(
    *,
    known: int | None,
    by_identifier: Collection[int],
    by_email: Collection[int],
    by_sign_in: Collection[int],
    may_be: Collection[int],
) -> Whom:
    """Decide who it is.

    :param known: whom this source meant by this id before: that holds
    :param by_sign_in: who comes through a sign-in that may vouch for the address in the roster
    :param may_be: who has the same number at a sign-in of which nobody knows whether it is this university's
    """
    if known is not None:
        return Whom(known, "known")
    ways = (("identifier", by_identifier), ("email", by_email), ("sign_in", by_sign_in), ("number", may_be))
    sure: dict[int, str] = {}
    for how, people in ways[:3]:
        for each in people:
            sure.setdefault(each, how)
    if len(sure) == 1 and set(may_be) <= set(sure):
        return Whom(*next(iter(sure.items())))
    every = {each: how for how, people in reversed(ways) for each in people}
    return Whom(candidates=every) if every else Whom()
