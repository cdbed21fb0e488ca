"""A pass over a repository: what it asks for, how far it is, and what the next one needs to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from xingtan.federation.oai_pmh.adapters.reading import Record
from xingtan.federation.oai_pmh.rules import stamp
from xingtan.harvest.registry import Page, said

# Clocks differ, and what a transaction changed appears when it ends.
OVERLAP = timedelta(minutes=15)
# Everything is looked at anew this often; more often where nobody says what was removed.
WHOLE_AFTER = timedelta(days=30)
WHOLE_AFTER_IF_SILENT = timedelta(days=7)
_FIELDS = ("prefix", "in_seconds", "token", "latest", "is_sorted", "is_full", "is_whole", "restarts", "count")


@dataclass(slots=True, kw_only=True)
class Pass:
    """One pass: over everything, or over what changed since a moment.

    :param began_at: by the clock of the repository
    :param whole_at: when the last pass over everything began; of the pass itself, if it is one
    :param latest: the last moment of change that was seen
    :param is_sorted: whether every record so far was as late as the one before, or later
    :param is_full: whether it asks for everything
    :param is_whole: whether all that was asked for could be read
    """

    prefix: str
    in_seconds: bool
    began_at: datetime
    whole_at: datetime
    since: datetime | None = None
    token: str = ""
    latest: str = ""
    is_sorted: bool = True
    is_full: bool = False
    is_whole: bool = True
    restarts: int = 0
    count: int = 0

    @classmethod
    def begin(
        cls,
        state: Mapping[str, Any],
        *,
        prefix: str,
        in_seconds: bool,
        tells_deletions: bool,
        at: datetime,
        now: datetime,
    ) -> "Pass":
        """Decide what the next pass asks for, from what the last one kept.

        :param at: the moment by the clock of the repository
        """
        last, whole_at = said.moment(state.get("ended")), said.moment(state.get("whole_at"))
        patience = WHOLE_AFTER if tells_deletions else WHOLE_AFTER_IF_SILENT
        if last is None or whole_at is None or state.get("prefix") != prefix or now - whole_at >= patience:
            return cls(prefix=prefix, in_seconds=in_seconds, began_at=at, whole_at=now, is_full=True)
        return cls(prefix=prefix, in_seconds=in_seconds, began_at=at, whole_at=whole_at, since=last - OVERLAP)

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> "Pass | None":
        """Go on with a pass that was broken off; nothing, if there is none."""
        going = state.get("pass")
        if not isinstance(going, Mapping):
            return None
        fields = {name: going[name] for name in _FIELDS}
        began_at, whole_at = said.moment(going["began_at"]), said.moment(going["whole_at"])
        if began_at is None or whole_at is None:
            return None
        return cls(**fields, began_at=began_at, whole_at=whole_at, since=said.moment(going["since"]))

    def state(self) -> dict[str, Any]:
        """Write down what is needed to go on."""
        moments = {"began_at": self.began_at, "whole_at": self.whole_at, "since": self.since}
        written = {name: at and at.isoformat() for name, at in moments.items()}
        return {"pass": {name: getattr(self, name) for name in _FIELDS} | written}

    def arguments(self, *, set_spec: str) -> dict[str, str]:
        """Say what to ask ``ListRecords`` for."""
        if self.token:
            return {"resumptionToken": self.token}
        found = {"metadataPrefix": self.prefix}
        if set_spec:
            found["set"] = set_spec
        if self.since:
            written = stamp(self.since)
            # By days, a day more: theirs may begin when ours does not.
            found["from"] = written if self.in_seconds else stamp(self.since - timedelta(days=1))[:10]
        return found

    def take(self, records: Iterable[Record], token: str) -> None:
        """Note what was read, and where the list goes on."""
        for each in records:
            self.is_sorted = self.is_sorted and each.datestamp >= self.latest
            self.latest = max(self.latest, each.datestamp)
        self.token = token

    def restart(self) -> None:
        """Begin again, because the token is no longer good: where the list was, if its order tells."""
        self.restarts += 1
        self.token = ""
        reached = said.moment(self.latest) if self.is_sorted and self.latest else None
        if reached is not None and (self.since is None or reached > self.since):
            self.since = reached

    def last_page(self) -> Page:
        """Give the end of the pass, and what the next one needs to know."""
        ended = {
            "ended": self.began_at.astimezone(UTC).isoformat(),
            "whole_at": self.whole_at.astimezone(UTC).isoformat(),
            "prefix": self.prefix,
        }
        return Page(state=ended, is_last=True, covers_all=self.is_full and self.is_whole)
