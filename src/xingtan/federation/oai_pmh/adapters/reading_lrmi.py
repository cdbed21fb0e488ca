"""What LRMI says of a course, in the elements that we write, and in those of others who use the names of schema.org."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from lxml.etree import _Element

from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.federation.oai_pmh.adapters.nodes import alone, children, languages_in, line, lines, text_of, words_of
from xingtan.harvest.registry import said

Parts = dict[str, list[_Element]]
Nodes = list[_Element]
_ISCED = "isced"
_NONE: Nodes = []


def facts(node: _Element, identifier: str) -> Facts | str:
    """Read a course; or say what is missing."""
    parts = children(node)
    languages = languages_in(_nodes(parts, "inLanguage", "language"))
    language = alone(languages)
    title = words_of(_nodes(parts, "name", "title", "headline"), language)
    if not title:
        return "The course has no title."
    url = _address(parts, "url", "identifier", "mainEntityOfPage") or said.address(identifier)
    if not url:
        return "The course has no address on the web."
    return Facts(
        remote_id=identifier,
        url=url,
        title=title,
        summary=words_of(_nodes(parts, "abstract", "disambiguatingDescription"), language),
        about=words_of(_nodes(parts, "description"), language, as_prose=True),
        outcomes=tuple([found for each in _nodes(parts, "teaches") if (found := _outcome(each, language))]),
        languages=languages,
        captions=languages_in(_nodes(parts, "captions", "subtitleLanguage")),
        subjects=_subjects(_nodes(parts, "educationalAlignment", "about")),
        level=_level(tuple(lines(_nodes(parts, "educationalLevel", "typicalAgeRange")))),
        workload_hours=next(filter(None, map(_hours, lines(_nodes(parts, "timeRequired")))), None),
        institutions=tuple([maker for each in _makers(parts) if (maker := _institution(each, language))]),
        teachers=tuple(
            dict.fromkeys([name for each in _nodes(parts, "instructor", "author") if (name := _name(each))])
        ),
        licence=_licence(tuple(lines(_nodes(parts, "license", "rights")))),
        kind=_kind(tuple(lines(_nodes(parts, "learningResourceType", "additionalType")))),
        is_free=_yes_or_no(line(_nodes(parts, "isAccessibleForFree"))),
        has_free_certificate=_yes_or_no(line(_nodes(parts, "hasFreeCertificate"))),
        needs_sign_in=_yes_or_no(line(_nodes(parts, "needsSignIn"))),
        works_on_phone=_yes_or_no(line(_nodes(parts, "worksOnPhone"))),
        credits=next(filter(None, map(_amount, lines(_nodes(parts, "numberOfCredits")))), None),
        dates=tuple([_dates(each) for each in _nodes(parts, "hasCourseInstance")]),
        picture_url=_address(parts, "image", "thumbnailUrl"),
        changed_at=next((said.moment(each) for each in lines(_nodes(parts, "dateModified"))), None),
    )


def _nodes(parts: Parts, *names: str) -> Nodes:
    """Give the elements of the first name there is."""
    for name in names:
        if name in parts:
            return parts[name]
    return _NONE


def _inside(node: _Element) -> Parts:
    """Look into an element, and into the thing of a type that stands alone in it."""
    if len(node) == 1 and len(node[0]):
        return children(node[0])
    return children(node)


def _address(parts: Parts, *names: str) -> str:
    return next((found for name in names for each in parts.get(name, ()) if (found := said.address(text_of(each)))), "")


def _outcome(node: _Element, language: str) -> dict[str, str]:
    return words_of(children(node).get("name", [node]), language)


def _subjects(nodes: Nodes) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in nodes:
        inside = _inside(each)
        framework = line(_nodes(inside, "educationalFramework")).lower()
        if framework and _ISCED not in framework:
            continue
        names = lines(_nodes(inside, "targetUrl")) + lines(_nodes(inside, "targetName", "name")) or lines([each])
        found[_subject(tuple(names))] = None
    found.pop("", None)
    return tuple(found)


def _makers(parts: Parts) -> Nodes:
    return _nodes(parts, "provider", "publisher", "sourceOrganization", "creator")


def _institution(node: _Element, language: str) -> Institution | None:
    inside = _inside(node)
    name = words_of(inside.get("name", [node]), language)
    if not name:
        return None
    country = line(_nodes(inside, "addressCountry")).upper()
    is_country = len(country) == 2 and country.isascii() and country.isalpha()
    return Institution(name=name, country=country if is_country else "", website=_address(inside, "url", "sameAs"))


def _name(node: _Element) -> str:
    return line(_inside(node).get("name", [node]))


def _dates(node: _Element) -> Dates:
    inside = _inside(node)
    return Dates(
        starts_on=_day(line(_nodes(inside, "startDate"))),
        ends_on=_day(line(_nodes(inside, "endDate"))),
    )


# What stands for a few things, or for days, is the same again and again.


@lru_cache(4096)
def _level(said_: tuple[str, ...]) -> str:
    return said.level(*said_)


@lru_cache(4096)
def _hours(text: str) -> Decimal | None:
    return said.hours(text)


@lru_cache(4096)
def _amount(text: str) -> Decimal | None:
    return said.amount(text)


@lru_cache(4096)
def _subject(names: tuple[str, ...]) -> str:
    return said.subject(*names)


@lru_cache(4096)
def _licence(named: tuple[str, ...]) -> str:
    return said.licence(*named) or ("proprietary" if "proprietary" in named else "")


@lru_cache(4096)
def _kind(types: tuple[str, ...]) -> str:
    if any("mooc" in each.lower() for each in types):
        return "mooc"
    return "other" if "other" in types else ""


@lru_cache(256)
def _yes_or_no(text: str) -> bool | None:
    return said.yes_or_no(text) if text else None


@lru_cache(8192)
def _day(text: str) -> date | None:
    return said.day(text) if text else None
