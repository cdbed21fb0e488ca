"""What LRMI says of a course, in the elements that we write, and in those of others who use the names of schema.org."""

from lxml.etree import _Element

from xingtan.catalog.registry import Dates, Facts, Institution, said
from xingtan.federation.oai_pmh.adapters.nodes import alone, children, languages_in, lines, text_of, words_of

Parts = dict[str, list[_Element]]
_ISCED = "isced"


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
        outcomes=tuple(filter(None, (_outcome(each, language) for each in _nodes(parts, "teaches")))),
        languages=languages,
        captions=languages_in(_nodes(parts, "captions", "subtitleLanguage")),
        subjects=_subjects(parts),
        level=said.level(*lines(_nodes(parts, "educationalLevel", "typicalAgeRange"))),
        workload_hours=next(filter(None, map(said.hours, lines(_nodes(parts, "timeRequired")))), None),
        institutions=tuple(filter(None, (_institution(each, language) for each in _makers(parts)))),
        teachers=tuple(dict.fromkeys(name for each in _nodes(parts, "instructor", "author") if (name := _name(each)))),
        licence=_licence(parts),
        kind=_kind(parts),
        is_free=_yes_or_no(parts, "isAccessibleForFree"),
        has_free_certificate=_yes_or_no(parts, "hasFreeCertificate"),
        needs_sign_in=_yes_or_no(parts, "needsSignIn"),
        works_on_phone=_yes_or_no(parts, "worksOnPhone"),
        credits=next(filter(None, map(said.amount, lines(_nodes(parts, "numberOfCredits")))), None),
        dates=tuple(_dates(each) for each in _nodes(parts, "hasCourseInstance")),
        picture_url=_address(parts, "image", "thumbnailUrl"),
        changed_at=next((said.moment(each) for each in lines(_nodes(parts, "dateModified"))), None),
    )


def _nodes(parts: Parts, *names: str) -> list[_Element]:
    """Give the elements of the first name there is."""
    return next((parts[name] for name in names if name in parts), [])


def _inside(node: _Element) -> Parts:
    """Look into an element, and into the thing of a type that stands alone in it."""
    found = children(node)
    if len(node) == 1 and found:
        (only,) = next(iter(found.values()))
        return children(only) or found
    return found


def _address(parts: Parts, *names: str) -> str:
    return next((found for name in names for each in parts.get(name, ()) if (found := said.address(text_of(each)))), "")


def _outcome(node: _Element, language: str) -> dict[str, str]:
    inside = children(node)
    return words_of(inside.get("name", [node]), language)


def _subjects(parts: Parts) -> tuple[str, ...]:
    found = []
    for each in _nodes(parts, "educationalAlignment", "about"):
        inside = _inside(each)
        framework = " ".join(lines(inside.get("educationalFramework", ()))).lower()
        if inside and framework and _ISCED not in framework:
            continue
        names = lines(_nodes(inside, "targetUrl")) + lines(_nodes(inside, "targetName", "name")) or lines([each])
        found.append(said.subject(*names))
    return tuple(dict.fromkeys(filter(None, found)))


def _makers(parts: Parts) -> list[_Element]:
    return _nodes(parts, "provider", "publisher", "sourceOrganization", "creator")


def _institution(node: _Element, language: str) -> Institution | None:
    inside = _inside(node)
    name = words_of(inside.get("name", [node]), language)
    if not name:
        return None
    country = "".join(lines(_nodes(inside, "addressCountry"))[:1]).upper()
    is_country = len(country) == 2 and country.isascii() and country.isalpha()
    return Institution(name=name, country=country if is_country else "", website=_address(inside, "url", "sameAs"))


def _name(node: _Element) -> str:
    inside = _inside(node)
    return "".join(lines(inside.get("name", [node]))[:1])


def _licence(parts: Parts) -> str:
    named = lines(_nodes(parts, "license", "rights"))
    return said.licence(*named) or ("proprietary" if "proprietary" in named else "")


def _kind(parts: Parts) -> str:
    types = [each.lower() for each in lines(_nodes(parts, "learningResourceType", "additionalType"))]
    if any("mooc" in each for each in types):
        return "mooc"
    return "other" if "other" in types else ""


def _yes_or_no(parts: Parts, name: str) -> bool | None:
    return next((said.yes_or_no(each) for each in lines(parts.get(name, ()))), None)


def _dates(node: _Element) -> Dates:
    inside = _inside(node) if not {"startDate", "endDate"} & children(node).keys() else children(node)
    first = next((said.day(each) for each in lines(inside.get("startDate", ()))), None)
    last = next((said.day(each) for each in lines(inside.get("endDate", ()))), None)
    return Dates(starts_on=first, ends_on=last)
