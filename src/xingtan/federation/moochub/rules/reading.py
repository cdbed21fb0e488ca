"""A course as a MOOChub feed says it, in version 3 or 2, kept to the letter or not: whatever can be read is read."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from xingtan.catalog.registry import Dates, Facts, Institution, Words
from xingtan.federation.moochub.rules.writing import META
from xingtan.harvest.registry import Bad, said

LONGEST_ID = 500
MOST_DATES = 50
# Who asks for more means minutes, or something else.
MOST_HOURS_A_WEEK = 80
MOST_PEOPLE = 100
Record = Mapping[str, Any]


def records_of(document: Any) -> Sequence[Any] | None:
    """Find the courses in what a feed sent: JSON:API's ``data``, one alone, or a bare list; None if it is no feed."""
    if isinstance(document, list):
        return document
    if not isinstance(document, Mapping):
        return None
    data = document.get("data")
    if isinstance(data, list):
        return data
    if isinstance(data, Mapping):
        return [data]
    # An empty catalogue may have no data at all.
    return [] if "data" in document else None


def next_page(document: Any, *, at: str) -> str:
    """Find the address of the next page, which JSON:API writes as a text or an object; empty if this is the last."""
    links = document.get("links") if isinstance(document, Mapping) else None
    found = links.get("next") if isinstance(links, Mapping) else None
    return said.address(found.get("href") if isinstance(found, Mapping) else found, at)


def read(record: Any, *, place: str, base: str) -> tuple[Facts | None, list[Bad]]:
    """Read a course, and what could not be read of it.

    :param place: what to call it in the report if it has no id
    :param base: the address of the feed, to which others may be relative
    """
    attributes = record.get("attributes") if isinstance(record, Mapping) else None
    if not isinstance(attributes, Mapping):
        return None, [Bad(place, "This is no course: it has no attributes.", said.text(str(record)[:200], longest=100))]
    meta = _meta_of(record)
    url = said.address(attributes.get("url"), base)
    remote_id = said.text(record.get("id"), longest=LONGEST_ID + 1) or url
    place = remote_id[:100] or place
    problems: list[Bad] = []
    languages, unknown = said.languages(_first(attributes, "inLanguage", "languages", "language"))
    problems += [Bad(place, "A language is not known; it is left out.", each) for each in unknown]
    language = languages[0] if languages else said.texts.UNKNOWN
    title = said.words(meta.get("name")) or said.words(_first(attributes, "name", "title"), language)
    if not remote_id or len(remote_id) > LONGEST_ID:
        return None, [Bad(place, "The course has no id, or a very long one.")]
    if not title:
        return None, [Bad(place, "The course has no name.")]
    if not url:
        return None, [Bad(place, "The course has no address to go to.", said.text(attributes.get("url"), longest=100))]
    facts = Facts(
        remote_id=remote_id,
        url=url,
        title=title,
        summary=said.words(
            _first(meta, "abstract") or _first(attributes, "abstract", "abtract"), language, longest=2000
        ),
        about=said.words(_first(meta, "description") or attributes.get("description"), language, as_prose=True),
        outcomes=_outcomes(attributes, meta, language),
        languages=tuple(languages),
        captions=tuple(said.languages(meta.get("captions"))[0]),
        subjects=_subjects(attributes),
        level=_level(attributes, meta),
        workload_hours=said.amount(meta.get("workloadHours")) or _workload(attributes),
        institutions=_institutions(attributes, meta, language),
        teachers=_teachers(attributes),
        licence=_licence(attributes),
        kind=_kind(attributes, meta),
        is_free=_is_free(attributes),
        has_free_certificate=_certificate_is_free(attributes, meta),
        needs_sign_in=said.yes_or_no(meta.get("needsSignIn")),
        works_on_phone=said.yes_or_no(meta.get("worksOnPhone")),
        credits=said.amount(attributes.get("numberOfCredits"), most=Decimal(999)) or None,
        dates=_dates(attributes, meta, place, problems),
        picture_url=said.address(_first(attributes, "image", "productImage"), base),
        changed_at=said.moment(_first(attributes, "dateModified", "updatedAt")),
    )
    return facts, problems


def _meta_of(record: Record) -> Record:
    """Give what another Xingtan says beyond the schema; nothing of anybody else."""
    meta = record.get("meta")
    own = meta.get(META) if isinstance(meta, Mapping) else None
    return own if isinstance(own, Mapping) else {}


def _first(said_of_it: Record, *names: str) -> Any:
    return next((found for name in names if (found := said_of_it.get(name)) not in (None, "", [], {})), None)


def _things(value: Any) -> list[Record]:
    return [each if isinstance(each, Mapping) else {"name": each} for each in said.many(value)]


def _outcomes(attributes: Record, meta: Record, language: str) -> tuple[Words, ...]:
    listed = said.many(
        _first(meta, "teaches") or _first(attributes, "teaches", "learningObjectives", "learningobjectives"), marks="\n"
    )
    # What is learned is told in the names of skills, each in several languages.
    wholes = (each.get("name") if isinstance(each, Mapping) and "name" in each else each for each in listed)
    return tuple(found for each in wholes if (found := said.words(each, language)))


def _subjects(attributes: Record) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in _things(_first(attributes, "educationalAlignment", "subjects", "subject")):
        names = list(said.words(each.get("name")).values())
        framework = said.text(each.get("educationalFramework")).upper()
        # Codes of other lists of fields look the same, and mean something else.
        codes = (
            (each.get("shortCode"), each.get("targetUrl"), each.get("url"))
            if framework in ("", "ISCED-F", "ISCED")
            else ()
        )
        if code := said.subject(*codes, *names):
            found[code] = None
    return tuple(found)


def _level(attributes: Record, meta: Record) -> str:
    found = said.level(meta.get("level"))
    for each in _things(attributes.get("educationalLevel")):
        names = said.words(each.get("name")).values()
        found = found or said.level(*names, each.get("shortCode"), *said.many(each.get("alternateName")))
    return found


def _workload(attributes: Record) -> Decimal | None:
    """Work out the hours in all: said so, or by the week for so many weeks. By the week for ever is nothing we know."""
    workload, duration = attributes.get("workload"), attributes.get("duration")
    if in_all := said.duration_hours(duration) or said.duration_hours(workload):
        return in_all
    value, unit = workload, "h/week"
    if isinstance(workload, Mapping):
        value, unit = workload.get("timeValue"), said.text(workload.get("timeUnit")) or "h/week"
    weeks, hours = said.duration_weeks(duration) or _weeks_between(attributes), said.amount(value)
    a_week = {"h/week": Decimal(1), "h/day": Decimal(7), "h/month": Decimal(12) / 52}.get(unit)
    if not weeks or not hours or a_week is None or hours * a_week > MOST_HOURS_A_WEEK:
        return None
    return said.amount((hours * a_week * weeks).quantize(Decimal("0.1")).normalize() + 0)


def _weeks_between(attributes: Record) -> Decimal | None:
    start, end = said.day(attributes.get("startDate")), said.day(attributes.get("endDate"))
    # A course that stays open for years does not take that long.
    return Decimal((end - start).days) / 7 if start and end and 0 < (end - start).days < 400 else None


def _institutions(attributes: Record, meta: Record, language: str) -> tuple[Institution, ...]:
    """Name who made it. Its publisher is the platform, or somebody who is named as a maker, too."""
    listed = _things(meta.get("institutions")) or [
        each
        for name in ("creator", "contributor", "partnerInstitutes", "partnerInstitute", "university")
        for each in _things(attributes.get(name))
        if not _is_person(each)
    ]
    if not listed:
        people = _things(_first(attributes, "instructor", "instructors"))
        listed = [one for each in people for one in _things(each.get("affiliation"))[:1]]
    found: dict[str, Institution] = {}
    # Who has nobody else to name names the platform.
    platform = next((said.text(each.get("name")) for each in _things(attributes.get("moocProvider"))), "")
    for each in listed[:MOST_PEOPLE]:
        if (names := said.words(each.get("name"), language)) and (not platform or platform not in names.values()):
            country = said.text(each.get("country"))
            made = Institution(
                name=names,
                country=country.upper() if len(country) == 2 and country.isalpha() else "",
                website=said.address(each.get("url")),
            )
            found.setdefault(next(iter(names.values())).casefold(), made)
    return tuple(found.values())


def _teachers(attributes: Record) -> tuple[str, ...]:
    named = [
        *_things(_first(attributes, "instructor", "instructors")),
        *(each for each in _things(attributes.get("creator")) if _is_person(each)),
    ]
    people = [each for each in named if said.text(each.get("type")) != "Organization"]
    names = (_name(each) for each in people[:MOST_PEOPLE])
    # Two who teach together are often one entry.
    return tuple(dict.fromkeys(one for name in names for one in name.split(" & ") if one))


def _is_person(maker: Record) -> bool:
    """Tell a person from a house: not everyone says which it is, but only people have titles."""
    kind = said.text(maker.get("type"))
    if kind:
        return kind == "Person"
    return any(maker.get(name) for name in ("honorificPrefix", "jobTitle", "affiliation"))


def _name(person: Record) -> str:
    name = said.text(person.get("name"), longest=200)
    title = said.text(person.get("honorificPrefix"), longest=40)
    return f"{title} {name}" if title and name and not name.startswith(title) else name


def _licence(attributes: Record) -> str:
    for each in _things(_first(attributes, "license", "courseLicenses", "licenses", "licence")):
        keys = ("identifier", "id", "url", "contentUrl", "name")
        if found := said.licence(*(each.get(key) for key in keys)):
            return found
    return ""


def _access(attributes: Record) -> set[str]:
    return {said.text(each).lower() for each in said.many(attributes.get("access"), marks=";|,\n")}


def _kind(attributes: Record, meta: Record) -> str:
    kind = meta.get("kind")
    if kind in ("mooc", "other"):
        return str(kind)
    modes = {said.text(each).lower() for each in said.many(attributes.get("courseMode"), marks=";|,\n")}
    access = _access(attributes)
    # Open to everyone and online: that is what the word means.
    is_closed = bool(access) and access <= {"student", "member-only", "other"}
    is_elsewhere = bool(modes) and modes <= {"onsite", "blended"}
    return "other" if is_closed or is_elsewhere else "mooc"


def _offers(attributes: Record, *categories: str) -> list[Decimal]:
    offers = (
        each for each in _things(attributes.get("offer")) if said.text(each.get("category")).lower() in categories
    )
    return [price for each in offers if (price := said.amount(each.get("price"), most=Decimal(10**6))) is not None]


def _is_free(attributes: Record) -> bool | None:
    access, prices = _access(attributes), _offers(attributes, "course", "complete", "")
    if (is_free := said.yes_or_no(attributes.get("isAccessibleForFree"))) is not None:
        return is_free
    if "free" in access or 0 in prices:
        return True
    return False if access & {"paid", "student", "member-only"} or prices else None


def _certificate_is_free(attributes: Record, meta: Record) -> bool | None:
    if meta.get("hasFreeCertificate") is not None:
        return said.yes_or_no(meta["hasFreeCertificate"])
    prices = _offers(attributes, "certificate", "complete")
    return (0 in prices) if prices else None


def _dates(attributes: Record, meta: Record, place: str, problems: list[Bad]) -> tuple[Dates, ...]:
    if isinstance(own := meta.get("dates"), list):
        pairs = [each for each in own[:MOST_DATES] if isinstance(each, list) and len(each) == 2]
        return tuple(Dates(starts_on=said.day(first), ends_on=said.day(last)) for first, last in pairs)
    starts = _days(attributes.get("startDate"), place, problems)
    ends = _days(_first(attributes, "endDate"), place, problems)
    found = [_between(first, last, place, problems) for first, last in zip_longest(starts, ends)]
    modes = said.many(attributes.get("courseMode"), marks=";|,\n")
    return tuple(dict.fromkeys(found)) or ((Dates(),) if "asynchronous" in modes else ())


def _days(value: Any, place: str, problems: list[Bad]) -> list[date]:
    found = []
    for each in said.many(value)[:MOST_DATES]:
        if day := said.day(each):
            found.append(day)
        else:
            problems.append(Bad(place, "A date cannot be read; it is left out.", said.text(each, longest=100)))
    return found


def _between(first: date | None, last: date | None, place: str, problems: list[Bad]) -> Dates:
    if first and last and last < first:
        problems.append(Bad(place, "The course ends before it starts; the end is left out.", f"{first} – {last}"))
        last = None
    return Dates(starts_on=first, ends_on=last)
