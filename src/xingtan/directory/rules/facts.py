"""What an entry says of a solution: its shape, cleaned in one place for form, API and table alike."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from xingtan.directory.rules.languages import tag_of

PRICES = ("free", "freemium", "paid")
OFFLINE = ("none", "cache", "full", "peer")
WORKS_OFFLINE = ("cache", "full", "peer")
DEVICES = ("web", "android", "ios", "windows", "macos", "linux", "chromeos", "basic-phone", "server")

MOST_KBPS = 10_000_000
LONGEST = {"name": 120, "url": 400, "operator": 160, "licence": 80}
LONGEST_TEXT = 1200
MOST = {"categories": 10, "languages": 200, "devices": len(DEVICES), "standards": 30, "evidence": 12}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field; the words are found by its code, where there is a reader."""

    field: str
    code: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that an entry says."""

    name: str
    url: str
    operator: str = ""
    country: str = ""
    categories: Sequence[str] = ()
    summary: Mapping[str, str] = field(default_factory=dict)
    languages: Sequence[str] = ()
    price: str = ""
    licence: str = ""
    devices: Sequence[str] = ()
    offline: str = "none"
    min_kbps: int | None = None
    standards: Sequence[str] = ()
    accessibility: Mapping[str, str] = field(default_factory=dict)
    data_protection: Mapping[str, str] = field(default_factory=dict)
    evidence: Sequence[str] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the facts as JSON values, always in one order."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @property
    def digest(self) -> str:
        """Name these facts: equal facts have equal names."""
        said = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()

    @property
    def marks(self) -> str:
        """Give what one can filter by as words between spaces, so that a database finds each of them as text."""
        works = "yes" if self.offline in WORKS_OFFLINE else "no"
        parents = {tag.split("-")[0] for tag in self.languages}
        words = [
            *(f"category:{each}" for each in self.categories),
            *(f"language:{each}" for each in sorted({*self.languages, *parents})),
            *(f"device:{each}" for each in self.devices),
            f"offline:{self.offline}",
            f"offline:{works}",
            f"price:{self.price}",
        ]
        return f" {' '.join(words)} "

    @property
    def words(self) -> str:
        """Give every word of the entry, folded, for finding it as it once was."""
        return folded(" ".join([self.name, self.operator, *self.summary.values(), *self.standards]))


def folded(text: str) -> str:
    """Fold case and accents away."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def cleaned(said: Mapping[str, Any], known_categories: Collection[str]) -> tuple[Facts | None, list[Problem]]:
    """Make facts of what somebody said, or say all that is wrong with it.

    :param said: fields by name; lists as lists, texts by language as mappings
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name in LONGEST:
        values[name] = _line(name, said.get(name, ""), problems)
    for name in ("summary", "accessibility", "data_protection"):
        values[name] = _texts(name, said.get(name) or {}, problems)
    values["country"] = _country(said.get("country", ""), problems)
    values["languages"] = _languages(said.get("languages") or (), problems)
    values["categories"] = _chosen("categories", said.get("categories") or (), known_categories, problems)
    values["devices"] = _chosen("devices", said.get("devices") or (), DEVICES, problems)
    values["price"] = _choice("price", said.get("price") or "", PRICES, problems)
    values["offline"] = _choice("offline", said.get("offline") or "none", OFFLINE, problems)
    values["min_kbps"] = _number("min_kbps", said.get("min_kbps"), problems)
    values["standards"] = _lines("standards", said.get("standards") or (), problems)
    values["evidence"] = _lines("evidence", said.get("evidence") or (), problems)
    problems += [Problem("evidence", "not_a_link", each) for each in values["evidence"] if not is_link(each)]
    if values["url"] and not is_link(values["url"]):
        problems.append(Problem("url", "not_a_link", values["url"]))
    for name in ("name", "url", "categories", "summary", "languages"):
        if not values[name] and not any(each.field == name for each in problems):
            problems.append(Problem(name, "missing"))
    return (None, problems) if problems else (Facts(**values), [])


def is_link(text: str) -> bool:
    """Test whether this is the address of a page on the web."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return (
        parts.scheme in ("http", "https")
        and ("." in host or host == "localhost")
        and not re.search(r"[\s<>\"]", text)
        and len(text) <= LONGEST["url"]
        and parts.username is None
    )


def slug_from(name: str, url: str) -> str:
    """Make an address of a name; of the host where the name has no Latin letters."""
    made = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:50].strip("-")
    if len(made) >= 2:
        return made
    host = (urlsplit(url).hostname or "entry").removeprefix("www.")
    return re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")[:50] or "entry"


def same_place(url: str) -> str:
    """Give what two spellings of one address have in common."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"[: LONGEST["url"]]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _tidy(value: Any) -> str:
    return unicodedata.normalize("NFC", _CONTROL.sub("", str(value))).strip()


def _line(name: str, value: Any, problems: list[Problem]) -> str:
    text = " ".join(_tidy(value).split())
    if len(text) > LONGEST[name]:
        problems.append(Problem(name, "too_long", str(LONGEST[name])))
    return text


def _texts(name: str, value: Any, problems: list[Problem]) -> dict[str, str]:
    texts = {}
    for said_tag, said in dict(value).items():
        text, tag = _tidy(said), tag_of(str(said_tag))
        if not text:
            continue
        if not tag:
            problems.append(Problem(name, "no_language", str(said_tag)[:40]))
        elif len(text) > LONGEST_TEXT:
            problems.append(Problem(name, "too_long", str(LONGEST_TEXT)))
        else:
            texts[tag] = text
    return dict(sorted(texts.items()))


def _country(value: Any, problems: list[Problem]) -> str:
    code = _tidy(value).upper()
    if code and not re.fullmatch("[A-Z]{2}", code):
        problems.append(Problem("country", "no_country", code[:40]))
    return code


def _languages(value: Any, problems: list[Problem]) -> tuple[str, ...]:
    found = []
    for said in value:
        tag = tag_of(str(said))
        if tag:
            found.append(tag)
        elif str(said).strip():
            problems.append(Problem("languages", "no_language", str(said)[:40]))
    return _bounded("languages", found, problems)


def _chosen(name: str, value: Any, known: Collection[str], problems: list[Problem]) -> tuple[str, ...]:
    found = [_tidy(each).lower() for each in value if _tidy(each)]
    problems += [Problem(name, "unknown", each[:40]) for each in found if each not in known]
    return _bounded(name, found, problems)


def _choice(name: str, value: Any, known: Collection[str], problems: list[Problem]) -> str:
    chosen = _tidy(value).lower()
    if not chosen:
        problems.append(Problem(name, "missing"))
    elif chosen not in known:
        problems.append(Problem(name, "unknown", chosen[:40]))
    return chosen


def _number(name: str, value: Any, problems: list[Problem]) -> int | None:
    if value is None or value == "":
        return None
    text = _tidy(value)
    if not re.fullmatch("[0-9]{1,8}", text) or int(text) > MOST_KBPS:
        problems.append(Problem(name, "not_a_number", text[:40]))
        return None
    return int(text)


def _lines(name: str, value: Any, problems: list[Problem]) -> tuple[str, ...]:
    found = [" ".join(_tidy(each).split()) for each in value if _tidy(each)]
    problems += [Problem(name, "too_long", "400") for each in found if len(each) > LONGEST["url"]]
    return _bounded(name, found, problems)


def _bounded(name: str, found: list[str], problems: list[Problem]) -> tuple[str, ...]:
    once = tuple(dict.fromkeys(found))
    if len(once) > MOST[name]:
        problems.append(Problem(name, "too_many", str(MOST[name])))
    return once
