"""What can be said of a course without looking anything up."""

from datetime import datetime

NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "fr": "Français",
    "hi": "हिन्दी",
    "ja": "日本語",
    "ko": "한국어",
    "pt": "Português",
    "ru": "Русский",
    "sw": "Kiswahili",
    "zh": "中文",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
}
"""Languages by BCP 47 tag, each in its own words: a reader looks for their own."""


def name_of(tag: str) -> str:
    """Name the language in its own words; a tag that we have no name for names itself."""
    return NAMES.get(tag.lower()) or NAMES.get(tag.lower().split("-")[0]) or tag


def is_open(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Test whether enrolment is open: from its first moment until just before its last."""
    return (opens_at is None or opens_at <= now) and (closes_at is None or now < closes_at)


def size_in_words(size_bytes: int) -> str:
    """Give a size in megabytes (10⁶ bytes), as a person pays for it."""
    megabytes = size_bytes / 1_000_000
    return f"{megabytes:.0f} MB" if megabytes >= 10 else f"{megabytes:.1f} MB"
