"""What may be asked by OAI-PMH 2.0, and how its moments and sets are written. Plain Python."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

_moment = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", re.ASCII)
_LIST = (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"}))
_NOTHING: frozenset[str] = frozenset()
# Of each verb: what must be said, and what may be.
ARGUMENTS = {
    "Identify": (_NOTHING, _NOTHING),
    "ListMetadataFormats": (_NOTHING, frozenset({"identifier"})),
    "ListSets": (_NOTHING, frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), _NOTHING),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}


class Wrong(Exception):
    """What is asked cannot be answered, in one of the protocol's own ways.

    :param code: ``badVerb``, ``badArgument``, …
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when: the first moment that counts, and the first that no longer does."""

    since: datetime | None = None
    before: datetime | None = None


def asked_of(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Read the arguments of a request, each of which may be said once.

    :raises Wrong: badVerb or badArgument
    """
    asked: dict[str, str] = {}
    for name, value in said:
        if name in asked:
            raise Wrong("badVerb" if name == "verb" else "badArgument", f"The argument {name[:40]} is repeated.")
        asked[name] = value
    verb = asked.get("verb", "")
    if verb not in ARGUMENTS:
        raise Wrong("badVerb", "The verb is missing or none of the six.")
    _check(asked, *ARGUMENTS[verb])
    return asked


def _check(asked: Mapping[str, str], needed: frozenset[str], possible: frozenset[str]) -> None:
    said = {name for name in asked if name != "verb"}
    strange = said - needed - possible
    if strange:
        raise Wrong("badArgument", f"The argument {min(strange)[:40]} does not belong to this verb.")
    if "resumptionToken" in said:
        if len(said) > 1:
            raise Wrong("badArgument", "A resumptionToken stands alone.")
        return
    missing = needed - said
    if missing:
        raise Wrong("badArgument", f"The argument {min(missing)} is missing.")


def window(since: str | None, until: str | None) -> Window:
    """Read ``from`` and ``until``, both in days or both in seconds; the last one counts whole.

    :raises Wrong: badArgument
    """
    if since and until and len(since) != len(until):
        raise Wrong("badArgument", "The arguments from and until differ in granularity.")
    first = moment(since) if since is not None else None
    last = moment(until) if until is not None else None
    if first and last and first > last:
        raise Wrong("badArgument", "The argument from is later than until.")
    try:
        before = last + (DAY if len(until or "") == 10 else SECOND) if last else None
    except OverflowError:
        before = None
    return Window(first, before)


def moment(written: str) -> datetime:
    """Read a day, or a moment to the second in UTC.

    :raises Wrong: badArgument
    """
    found = _moment.fullmatch(written)
    if found:
        try:
            read = datetime.fromisoformat(written)
        except ValueError:
            pass
        else:
            return read.replace(tzinfo=UTC)
    raise Wrong("badArgument", "A moment is written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def stamp(at: datetime) -> str:
    """Write a moment to the second, in UTC."""
    return f"{at.astimezone(UTC).isoformat()[:19]}Z"


def sets_of(*, subject: str, university: str, platform: str) -> list[str]:
    """Name the sets that a course is in, the narrowest of each branch.

    :param platform: where it runs; empty for one of ours
    """
    found = [f"platform:{platform}" if platform else "own", f"university:{university}"]
    if subject:
        found.append(f"subject:{subject}" if len(subject) == 2 else f"subject:{subject[:2]}:{subject}")
    return found
