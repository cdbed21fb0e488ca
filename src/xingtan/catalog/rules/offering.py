"""What can be said of a course and its runs without looking anything up."""

from datetime import datetime


def is_open(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Test whether enrolment is open: from its first moment until just before its last."""
    return (opens_at is None or opens_at <= now) and (closes_at is None or now < closes_at)


def size_in_words(size_bytes: int) -> str:
    """Give a size in megabytes (10⁶ bytes), as a person pays for it."""
    megabytes = size_bytes / 1_000_000
    return f"{megabytes:.0f} MB" if megabytes >= 10 else f"{megabytes:.1f} MB"


def web_address(url: str) -> str:
    """Give an address that a link may lead to; nothing for one that is not of the web, such as a script."""
    return url if url.lower().startswith(("https://", "http://")) else ""
