"""What is wrong with the streams on purpose: the classes of planted errors, as real streams have them."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A class of planted errors. Its value is the word by which the ledger and the census name it."""

    DUPLICATE = "duplicate"
    LATE = "late"
    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"
    OTHER_ACCOUNT = "other_account"
    TWICE_LISTED = "twice_listed"
    CANCELLED = "cancelled"
    SILENT = "silent"
    LOST = "lost"
    ONLY_REPORTED = "only_reported"
    REPORTED_TWICE = "reported_twice"
    FUTURE = "future"
    PAST = "past"
    NEGATIVE = "negative"


SAYS: dict[Kind, str] = {
    Kind.DUPLICATE: "The same event was sent again: same source, event, session and account.",
    Kind.LATE: "The event came in days or weeks after the lesson.",
    Kind.CORRECTED: "A second event about the same attendance says another length; the later word counts.",
    Kind.TAKEN_BACK: "A later event says that somebody had not been there.",
    Kind.OTHER_ACCOUNT: "A person has accounts of different numbers on three platforms.",
    Kind.TWICE_LISTED: "One course is listed on two platforms, and lessons of it are held on both.",
    Kind.CANCELLED: "The lesson was cancelled after attendance at it had been reported.",
    Kind.SILENT: "A platform said nothing for three days, and sent those days nine days later.",
    Kind.LOST: "A platform said nothing for three days and never sent them: its numbers have a hole.",
    Kind.ONLY_REPORTED: "The institution sends no events; it answers a questionnaire.",
    Kind.REPORTED_TWICE: "The institution is reported by two platforms and by itself.",
    Kind.FUTURE: "The event says that it happened years from now.",
    Kind.PAST: "The event says that it happened in 1970.",
    Kind.NEGATIVE: "The event counts less than nothing.",
}


@dataclass(frozen=True, slots=True)
class Rates:
    """How much is wrong: lessons of a thousand, and at least some of each class."""

    duplicate: float = 3.0
    late: float = 2.0
    corrected: float = 2.0
    taken_back: float = 2.0
    other_account: float = 2.0
    cancelled: float = 1.0
    future: float = 0.4
    past: float = 0.4
    negative: float = 0.4
    at_least: int = 3

    def lessons(self, kind: Kind, of: int) -> int:
        """Say how many lessons have this error."""
        per_thousand: float = getattr(self, kind.value)
        return max(self.at_least, round(of * per_thousand / 1000))


ON_LESSONS = (
    Kind.DUPLICATE,
    Kind.LATE,
    Kind.CORRECTED,
    Kind.TAKEN_BACK,
    Kind.OTHER_ACCOUNT,
    Kind.FUTURE,
    Kind.PAST,
    Kind.NEGATIVE,
)
"""Those that strike a lesson at random, each lesson by one at most."""
