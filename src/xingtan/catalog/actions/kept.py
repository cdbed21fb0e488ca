"""What is kept of what a platform says: cleaned and bounded, so that whatever came can be stored and shown."""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog.models import Kind, Level
from xingtan.catalog.registry import Facts, Words
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.prose import clean, plain

# Whoever changes what is kept adds one, and everything is taken in anew at the next harvest.
EDITION = 1
LONGEST = {"title": 300, "summary": 2_000, "about": 50_000, "line": 500, "name": 200, "url": 2_000, "id": 500}
MOST_ITEMS = 50
MOST_LANGUAGES = 40
YEARS = range(1900, 2201)
MOST_NUMBER = Decimal(9_999)

# Half characters and signs that no text has, and those that turn the direction of what follows them.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|big|br|center|code|div|em|font|h[1-6]|i|img|li|mark|ol|p|s|script|small|span|strike|strong|style"
    r"|sub|sup|table|td|tr|tt|u|ul)\b[^<>]*>|<!--",
    re.IGNORECASE,
)
_encode = json.JSONEncoder(default=str, check_circular=False).encode
_TAG = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}")
_ADDRESS = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_CODE = re.compile(r"[0-9]{2,4}")
_LICENCE = re.compile(r"[A-Za-z0-9.+-]{1,40}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LEVELS = frozenset(Level.values)
_KINDS = frozenset(Kind.values)


class CannotBeKept(RuleBroken):
    """A record that says too little to be a course."""

    message = _("This is no course that one could find and go to: %(why)s.")


def digest_of(facts: Facts) -> str:
    """Give a mark that is the same as long as the platform says the same."""
    said = [
        *(EDITION, facts.url, facts.title, facts.summary, facts.about, facts.outcomes, facts.languages, facts.captions),
        *(facts.subjects, facts.level, facts.workload_hours, facts.teachers, facts.licence, facts.kind, facts.is_free),
        *(facts.has_free_certificate, facts.needs_sign_in, facts.works_on_phone, facts.credits, facts.picture_url),
        [(each.name, each.country, each.website) for each in facts.institutions],
        [(each.starts_on, each.ends_on) for each in facts.dates],
    ]
    return blake2b(_encode(said).encode(), digest_size=16).hexdigest()


def id_of(remote_id: str) -> str:
    """Give what a listing is known by: the platform's own, or its beginning and a mark where that is too long."""
    said = str(remote_id)
    bare = said if said.isprintable() else _NOT_TEXT.sub("", said)
    bare = bare.strip()
    if len(bare) <= LONGEST["id"]:
        return bare
    return f"{bare[:460]}~{blake2b(bare.encode(), digest_size=16).hexdigest()}"


def keep(facts: Facts) -> dict[str, Any]:
    """Clean and bound what a platform says; what it does not say is left out.

    :raises CannotBeKept: if it has no name, no address or no id
    """
    title, url = _words(facts.title, LONGEST["title"]), _address(facts.url)
    if not id_of(facts.remote_id):
        raise CannotBeKept(why=_("it has no id"))
    if not title:
        raise CannotBeKept(why=_("it has no title"))
    if not url:
        raise CannotBeKept(why=_("it has no address that begins with http"))
    said = {
        "url": url,
        "title": title,
        "summary": _words(facts.summary, LONGEST["summary"]),
        "about": _words(facts.about, LONGEST["about"], _prose),
        "outcomes": _many(facts.outcomes, lambda each: _words(each, LONGEST["line"])),
        "languages": _tags(facts.languages),
        "captions": _tags(facts.captions),
        "subjects": [each for each in islice(facts.subjects, MOST_ITEMS) if _CODE.fullmatch(each)],
        "level": facts.level if facts.level in _LEVELS else "",
        "workload_hours": _number(facts.workload_hours),
        "institutions": _many(facts.institutions, _institution),
        "teachers": _many(facts.teachers, lambda each: _line(each, LONGEST["name"])),
        "licence": facts.licence if _LICENCE.fullmatch(facts.licence) else "",
        "kind": facts.kind if facts.kind in _KINDS else "",
        "is_free": facts.is_free,
        "has_free_certificate": facts.has_free_certificate,
        "needs_sign_in": facts.needs_sign_in,
        "works_on_phone": facts.works_on_phone,
        "credits": _number(facts.credits),
        "dates": _dates(facts),
        "picture_url": _address(facts.picture_url),
    }
    return {name: value for name, value in said.items() if value or value is False}


def _words(said: Mapping[str, Any], most: int, write: Callable[[str, int], str] | None = None) -> Words:
    kept: Words = {}
    for tag, text in islice(said.items(), MOST_LANGUAGES):
        if text and isinstance(text, str) and (words := (write or _line)(text, most)):
            kept.setdefault(_tag(str(tag)) or "und", words)
    return kept


@lru_cache(maxsize=1024)
def _tag(said: str) -> str:
    """Write a language tag in lower case; what is none becomes nothing."""
    lower = said[:40].lower().replace("_", "-")
    return lower if _TAG.fullmatch(lower) else ""


def _line(text: str, most: int) -> str:
    """Write a text on one line, without markup."""
    if len(text) <= most and text.isprintable() and "<" not in text and "&" not in text:
        return text.strip()
    bare = _NOT_TEXT.sub("", text[: 8 * most])
    if "<" in bare and _MARKUP.search(bare):
        bare = _NOT_TEXT.sub("", plain(bare))
    elif "&" in bare:
        bare = _NOT_TEXT.sub("", html.unescape(bare))
    bare = " ".join(bare.split())
    return bare if len(bare) <= most else bare[: most - 1].rstrip() + "…"


def _prose(text: str, most: int) -> str:
    bare = text[:most] if text.isprintable() else _NOT_TEXT.sub("", text[:most])
    return str(clean(bare)) if "<" in bare or "&" in bare else bare.strip()


def _many(said: Iterable[Any], write: Callable[[Any], Any]) -> list[Any]:
    return [kept for each in islice(said, MOST_ITEMS) if (kept := write(each))]


def _tags(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(tag for each in islice(said, MOST_ITEMS) if (tag := _tag(each))))


def _address(url: str) -> str:
    bare = url.strip()
    if not (bare.isprintable() and " " not in bare):
        bare = _NOT_TEXT.sub("", bare[: LONGEST["url"] + 1]).strip().replace(" ", "%20")
    return bare if _ADDRESS.match(bare) and len(bare) <= LONGEST["url"] else ""


def _institution(said: Any) -> Mapping[str, Any] | None:
    name = _words(said.name, LONGEST["name"])
    if not name:
        return None
    country = said.country.upper() if _COUNTRY.fullmatch(said.country.upper()) else ""
    return {"name": name, "country": country, "website": _address(said.website)}


def _number(said: Decimal | None) -> str | None:
    """Write a number with one decimal; one that is none, below zero or beyond reason was not said."""
    if said is None:
        return None
    try:
        number = Decimal(said)
        return str(number.quantize(Decimal("0.1"))) if number.is_finite() and 0 <= number <= MOST_NUMBER else None
    except InvalidOperation:
        return None


def _dates(facts: Facts) -> list[dict[str, str | None]]:
    kept = []
    for each in islice(facts.dates, MOST_ITEMS):
        start, end = _day(each.starts_on), _day(each.ends_on)
        if (start is None and each.starts_on) or (end is None and each.ends_on and start is None):
            continue
        if start and end and end < start:
            end = None
        kept.append({"starts_on": start, "ends_on": end})
    return kept


def _day(said: date | None) -> str | None:
    # A moment is a day, too, in Python.
    return said.isoformat()[:10] if said is not None and said.year in YEARS else None
