"""A course as MOOChub 3 writes it. What its schema has no place for stands in JSON:API's ``meta``, so that nothing is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from xingtan.catalog.registry import Facts, Institution, Words
from xingtan.harvest.registry import said

META = "xingtan"
COURSE_TYPE = {
    "identifier": "https://w3id.org/kim/hcrt/course",
    "type": "Concept",
    "inScheme": "https://w3id.org/kim/hcrt/scheme",
}
ISCED = "http://data.europa.eu/snb/isced-f/"
FREE = {"price": 0, "priceCurrency": "EUR", "paymentFrequency": "one-time"}


@dataclass(frozen=True, slots=True)
class Program:
    """A programme that a course is part of."""

    url: str
    title: str


def write(
    facts: Facts,
    *,
    uid: str,
    publisher: tuple[str, str],
    subjects: Mapping[str, Words],
    programs: Sequence[Program] = (),
    provenance: Iterable[tuple[str, str, datetime]] = (),
) -> dict[str, Any]:
    """Write a course as a resource of JSON:API.

    :param publisher: name and address of the platform where it is taken
    :param subjects: the names of fields of education by code
    :param provenance: where it is listed: platform, address, when it was last seen there
    """
    language = _main_language(facts)
    attributes = {
        "name": _in(facts.title, language),
        "learningResourceType": COURSE_TYPE,
        "courseMode": _mode(facts),
        "description": _in(facts.about, language) or _in(facts.summary, language) or None,
        "inLanguage": list(dict.fromkeys(facts.languages)),
        **_dates(facts),
        "instructor": [{"type": "Person", "name": name} for name in dict.fromkeys(facts.teachers)],
        "publisher": _organization(*publisher),
        "creator": _creators(facts.institutions, language) or [_organization(*publisher)],
        "url": facts.url,
        "license": [{"identifier": facts.licence or "proprietary", "url": said.licence_url(facts.licence)}],
        "educationalAlignment": [_alignment(code, subjects.get(code, {})) for code in facts.subjects],
        "isPartOf": [{"type": "Program", "url": each.url, "title": each.title} for each in programs],
        **_price(facts),
        **_effort(facts),
    }
    if facts.picture_url:
        unknown = [{"identifier": "proprietary", "url": None}]
        attributes["image"] = {"type": "ImageObject", "contentUrl": facts.picture_url, "license": unknown}
    if facts.credits is not None:
        attributes["numberOfCredits"] = float(facts.credits)
    if facts.changed_at:
        attributes["dateModified"] = _moment(facts.changed_at)
    return {"id": uid, "type": "Course", "attributes": attributes, "meta": {META: _meta(facts, provenance)}}


def _main_language(facts: Facts) -> str:
    """Choose the language of the texts, of which MOOChub takes one: the first it is taught in that has a title."""
    return next((tag for tag in (*facts.languages, "en", *facts.title) if facts.title.get(tag)), "en")


def _in(words: Words, language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def _mode(facts: Facts) -> list[str]:
    is_always_there = any(each.starts_on is None and each.ends_on is None for each in facts.dates)
    return ["online", "asynchronous"] if is_always_there else ["online"]


def _dates(facts: Facts) -> dict[str, Any]:
    # The lists belong together by place; what has no end comes last.
    dates = sorted((each for each in facts.dates if each.starts_on), key=lambda each: each.ends_on is None)
    starts = [_moment(each.starts_on) for each in dates if each.starts_on]
    ends = [_moment(each.ends_on) for each in dates if each.ends_on]
    found = {"startDate": list(dict.fromkeys(starts)), "endDate": list(dict.fromkeys(ends))}
    return {name: moments for name, moments in found.items() if moments}


def _moment(at: date | datetime) -> str:
    if isinstance(at, datetime):
        return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return f"{at.isoformat()}T00:00:00Z"


def _organization(name: str, url: str) -> dict[str, Any]:
    return {"type": "Organization", "name": name, "url": url or None}


def _creators(institutions: Sequence[Institution], language: str) -> list[dict[str, Any]]:
    found = {name: each for each in institutions if (name := _in(each.name, language))}
    return [_organization(name, each.website) for name, each in found.items()]


def _alignment(code: str, names: Words) -> dict[str, Any]:
    return {
        "type": "EducationalAlignment",
        "alignmentType": "educationalSubject",
        "educationalFramework": "ISCED-F",
        "educationalFrameworkVersion": "2013",
        "shortCode": code,
        "targetUrl": f"{ISCED}{code}",
        "name": [{"inLanguage": tag, "name": name} for tag, name in (names or {"en": code}).items()],
    }


def _price(facts: Facts) -> dict[str, Any]:
    found: dict[str, Any] = {}
    offers = []
    if facts.is_free is not None:
        found["access"] = ["free" if facts.is_free else "paid"]
        if facts.is_free:
            offers.append({**FREE, "category": "course"})
    if facts.has_free_certificate:
        offers.append({**FREE, "category": "certificate"})
        found["educationalCredentialsAwarded"] = ["certificate"]
    return {**found, "offer": offers} if offers else found


def _effort(facts: Facts) -> dict[str, Any]:
    """Say how long it takes: MOOChub's ``workload`` is by the week, which a course at one's own pace does not know."""
    if facts.workload_hours is None or facts.workload_hours <= 0:
        return {}
    minutes = int(facts.workload_hours * 60)
    return {"duration": f"PT{minutes // 60}H" + (f"{minutes % 60}M" if minutes % 60 else "")}


def _meta(facts: Facts, provenance: Iterable[tuple[str, str, datetime]]) -> dict[str, Any]:
    found = {
        "name": facts.title,
        "abstract": facts.summary,
        "description": facts.about if len(facts.about) > 1 else {},
        "teaches": list(facts.outcomes),
        "captions": list(facts.captions),
        "level": facts.level,
        "kind": facts.kind,
        "workloadHours": _number(facts.workload_hours),
        "hasFreeCertificate": facts.has_free_certificate,
        "needsSignIn": facts.needs_sign_in,
        "worksOnPhone": facts.works_on_phone,
        "dates": [[_day(each.starts_on), _day(each.ends_on)] for each in facts.dates],
        "institutions": [
            {"name": each.name, "country": each.country, "url": each.website} for each in facts.institutions
        ],
        "listedOn": [{"platform": name, "url": url, "seenAt": _moment(at)} for name, url, at in provenance],
    }
    return {name: value for name, value in found.items() if value not in ("", None, [], {})}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> str | None:
    return f"{value.normalize():f}" if value is not None else None
