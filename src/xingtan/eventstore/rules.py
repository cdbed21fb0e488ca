"""What a family holds, how keys and segments are made, and which events cannot be true."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b, sha256
from uuid import UUID

TABLES_GIVE = 1 << 15
"""How many universities a table can number."""
ENVELOPE = (("source", "int16"), ("event", "int64"), ("at", "time"))

# Column and kind. What a part lacks is filled in: 0, nothing or an empty list.
FAMILIES: dict[str, tuple[tuple[str, str], ...]] = {
    "facts": (
        ("source", "int16"),
        ("event", "int64"),
        ("id", "text"),
        ("at", "time"),
        ("received", "time"),
        ("name", "text"),
        ("version", "int16"),
        ("actor", "text"),
        ("university", "text"),
        ("body", "text"),
    ),
    "traces": (("lane", "text"), ("at", "time"), ("body", "text")),
    "attended": (
        *ENVELOPE,
        ("session", "int64"),
        ("account", "int64"),
        ("is_attended", "bool"),
        ("joined_at", "time"),
        ("seconds", "int32"),
    ),
    "held": (
        *ENVELOPE,
        ("session", "int64"),
        ("course", "int64"),
        ("run", "int64"),
        ("starts_at", "time"),
        ("minutes", "int16"),
        ("enrolled", "int32"),
        ("is_cancelled", "bool"),
    ),
    "accounts": (*ENVELOPE, ("account", "int64"), ("person", "int64"), ("university", "int32")),
    "courses": (
        *ENVELOPE,
        ("course", "int64"),
        ("same_as", "int64?"),
        ("university", "int32"),
        ("platform", "int16"),
        ("discipline", "text"),
        ("language", "text"),
        ("kind", "text"),
        ("opened", "date"),
        ("closed", "date?"),
        ("teachers", "list"),
    ),
    "enrolled": (
        *ENVELOPE,
        ("run", "int64"),
        ("course", "int64"),
        ("account", "int64"),
        ("enrollment", "int64"),
        ("is_enrolled", "bool"),
    ),
    "completed": (*ENVELOPE, ("course", "int64"), ("account", "int64")),
}

NAMES_IN_PARTS = {
    "facts": ("actor", "body"),
    "traces": ("body",),
    "attended": ("account",),
    "accounts": ("account", "person"),
    "courses": ("teachers",),
    "enrolled": ("account",),
    "completed": ("account",),
}
"""By family, the columns that name people."""

OWN = 0
"""The source that is this site; partner platforms are numbered from one."""
PARTNERS, GENERATED = range(1, 30_000), range(30_000, 1 << 15)
"""Sources of partner platforms, and of what is generated: all that a column of 16 bits can hold, and none is both."""

FIRST_DAY = date(1990, 1, 1)
LONGEST_LINE = 1_000_000
AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why something cannot be counted, in a word for programs and a sentence for people."""

    code: str
    says: str


def key(kind: str, uid: UUID | str) -> int:
    """Make the number by which a thing of this site is counted: 63 bits of its kind and uid."""
    told = f"{kind}:{uid}".encode()
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big") >> 1


def short_key(kind: str, uid: UUID | str) -> int:
    """Make the number of one of few things, as a column of 32 bits holds it: above all numbers that tables give."""
    return TABLES_GIVE + key(kind, uid) % ((1 << 31) - TABLES_GIVE)


ERASED = "erased"
"""The lane of marks of those who were forgotten. It is never swept: a backup may be older than anybody thinks."""


def mark_of_erased(uid: UUID | str) -> str:
    """Make the mark by which an erased person is known again in an older backup, and nowhere without their uid."""
    return sha256(f"erased:{uid}".encode()).hexdigest()


def segment_of(lane: str, file: str, offset: int) -> str:
    """Name what is shipped from here; shipping it again makes the same name."""
    day = file.removeprefix(f"{lane}-").removesuffix(".jsonl")
    return f"{lane}-{day}-{offset:012d}"


def batch_segment(source: int, sequence: int) -> str:
    """Name a partner's batch."""
    return f"source{source:05d}-{sequence:012d}"


def when_wrong(at: datetime, now: datetime) -> Wrong | None:
    """Say why a moment cannot be one of ours: from before there were courses on line, or from the future."""
    if at > now + AHEAD:
        return Wrong("future", "It says that it happens more than a day from now.")
    if at.astimezone(UTC).date() < FIRST_DAY:
        return Wrong("past", "It says that it happened before 1990.")
    return None
