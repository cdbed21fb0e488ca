"""Courses in the words of schema.org, however they are nested, as the facts of the catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from xingtan.catalog.registry import Dates, Facts, Institution, Words
from xingtan.federation.schema_org.rules.graphs import Node, every, find, first, texts, types_of
from xingtan.harvest.registry import Bad, said

MOST_INSTANCES = 50
MOST_COURSES = 200
ONLINE = {"mooc", "online", "asynchronous", "synchronous"}
# Who says one of these of a course says more than that there is one.
TELLING = {"description", "provider", "hasCourseInstance", "offers", "abstract"}
LONGEST_SUMMARY = 600
ORGANIZATIONS = {"Organization", "CollegeOrUniversity", "EducationalOrganization", "School", "NGO", "Corporation"}
_COUNTS = {"daily": 1, "weekly": 1, "monthly": 1, "yearly": 1}


def courses_of(documents: Iterable[Any], page: str) -> list[Node]:
    """Find the courses that a page tells of. A line in a list of courses is none; a page that has its own speaks of it only.

    :param page: its address
    """
    found = find(documents, "Course")
    if len(found) > 1:
        found = [node for node in found if TELLING & node.keys()]
        own = [node for node in found if is_same(_address(node, page), page)]
        found = own or found
    by_id: dict[str, Node] = {}
    for number, node in enumerate(found):
        key = said.text(node.get("@id")) or f"#{number}"
        # The same course may be told in two places: whoever says more of it is right.
        if key not in by_id or len(node) > len(by_id[key]):
            by_id[key] = node
    return list(by_id.values())[:MOST_COURSES]


def is_same(one: str, other: str) -> bool:
    """Test whether two addresses are those of one page."""
    return one.partition("#")[0].rstrip("/") == other.partition("#")[0].rstrip("/")


def read(
    node: Node, *, page: str, place: str = "", language: str = "", changed_at: datetime | None = None
) -> tuple[Facts | None, list[Bad]]:
    """Read a course.

    :param page: the address of the page that tells of it
    :param place: what to call it among several on a page
    :param language: of the page, where the course does not say
    """
    problems: list[Bad] = []
    instances = every(node, "hasCourseInstance")[:MOST_INSTANCES]
    whole = [node, *instances]
    languages, unknown = said.languages([each for one in whole for each in _spoken(one)])
    problems += [Bad(page, "A language is not known; it is left out.", each) for each in dict.fromkeys(unknown)]
    spoken = languages[0] if languages else said.language(language)
    title = said.words(node.get("name") or node.get("headline"), spoken)
    if not title:
        return None, [*problems, Bad(page, "The course has no name.", place)]
    url = _address(node, page)
    summary, about = _description(node, spoken)
    facts = Facts(
        remote_id=(said.address(node.get("@id"), page) or url or page)[:500],
        url=url,
        title=title,
        summary=summary,
        about=about,
        outcomes=tuple(
            found for each in said.many(node.get("teaches"), marks="\n") if (found := said.words(each, spoken))
        ),
        languages=tuple(languages),
        captions=tuple(said.languages([each for one in whole for each in said.many(one.get("subtitleLanguage"))])[0]),
        subjects=_subjects(node),
        level=said.level(*texts(node.get("educationalLevel"))),
        workload_hours=_workload(node, instances),
        institutions=_institutions(node, spoken),
        teachers=_teachers(node, instances),
        licence=_licence(node),
        kind=_kind(node, instances),
        is_free=_is_free(node, instances),
        credits=_credits(node),
        dates=_dates(instances),
        picture_url=said.address(node.get("image") or node.get("thumbnailUrl"), page),
        changed_at=said.moment(node.get("dateModified")) or changed_at,
    )
    return facts, problems


def _spoken(one: Node) -> list[Any]:
    return [each for name in ("inLanguage", "availableLanguage") for each in said.many(one.get(name), marks=";|,\n")]


def _address(node: Node, page: str) -> str:
    return said.address(node.get("url"), page) or said.address(node.get("mainEntityOfPage"), page) or page


def _description(node: Node, language: str) -> tuple[Words, Words]:
    """Tell the summary from the whole: what is short and plain is a summary, whatever it is called."""
    summary = said.words(node.get("abstract") or node.get("disambiguatingDescription"), language, longest=2000)
    about = said.words(node.get("description"), language, as_prose=True)
    if about and not summary and all(len(each) <= LONGEST_SUMMARY and "<" not in each for each in about.values()):
        return said.words(node.get("description"), language, longest=LONGEST_SUMMARY), {}
    return summary, about


def _subjects(node: Node) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in (*every(node, "educationalAlignment"), *every(node, "about"), *said.many(node.get("about"))):
        if not isinstance(each, Mapping):
            code = said.subject(each)
        else:
            framework = " ".join(texts([each.get("educationalFramework"), each.get("inDefinedTermSet")])).upper()
            codes = [each.get(name) for name in ("termCode", "targetUrl", "codeValue", "@id", "url")]
            is_ours = not framework or "ISCED" in framework
            code = said.subject(*(codes if is_ours else ()), *texts([each.get("targetName"), each.get("name")]))
        if code:
            found[code] = None
    if not found:
        words = (said.subject(each) for each in texts(node.get("keywords"), marks=",;|\n"))
        found |= dict.fromkeys(code for code in words if code)
    return tuple(found)


def _workload(node: Node, instances: Sequence[Node]) -> Decimal | None:
    for one in (node, *instances):
        for each in (one.get("courseWorkload"), one.get("timeRequired")):
            if (hours := said.hours(said.text(each))) is not None:
                return hours
        for schedule in every(one, "courseSchedule"):
            a_time = said.duration_hours(schedule.get("duration"))
            count = said.amount(schedule.get("repeatCount")) or Decimal(1)
            # As search engines ask for it: three hours, weekly, ten times.
            if a_time and said.text(schedule.get("repeatFrequency")).lower() in _COUNTS:
                return said.amount(a_time * count)
    return None


def _institutions(node: Node, language: str) -> tuple[Institution, ...]:
    found: dict[str, Institution] = {}
    for name in ("provider", "sourceOrganization", "creator", "author", "publisher"):
        for each in (*every(node, name), *(each for each in said.many(node.get(name)) if isinstance(each, str))):
            made = _institution(each if isinstance(each, Mapping) else {"name": each}, language)
            if made and ("Person" not in types_of(each) if isinstance(each, Mapping) else name == "provider"):
                found.setdefault(next(iter(made.name.values())).casefold(), made)
        if found:
            break
    return tuple(found.values())


def _institution(said_of_it: Node, language: str) -> Institution | None:
    names = said.words(said_of_it.get("name") or said_of_it.get("legalName"), language)
    if not names or any(each.startswith(("http://", "https://")) for each in names.values()):
        return None
    country = next(
        (found for each in every(said_of_it, "address") if (found := _country(each.get("addressCountry")))), ""
    )
    website = said.address(said_of_it.get("url")) or said.address(said_of_it.get("sameAs"))
    return Institution(name=names, country=country, website=website)


def _country(value: Any) -> str:
    found = said.text(value).upper()
    return found if len(found) == 2 and found.isascii() and found.isalpha() else ""


def _teachers(node: Node, instances: Sequence[Node]) -> tuple[str, ...]:
    named = [each for one in (node, *instances) for each in said.many(one.get("instructor"))]
    named += [each for name in ("author", "creator") for each in every(node, name) if "Person" in types_of(each)]
    people = (each for each in named if not isinstance(each, Mapping) or not ORGANIZATIONS & types_of(each))
    return tuple(dict.fromkeys(name for each in people if (name := said.text(each, longest=200))))[:100]


def _licence(node: Node) -> str:
    for each in said.many(node.get("license"), marks="\n"):
        names = ("@id", "url", "identifier", "name")
        if found := said.licence(*(each.get(name) for name in names) if isinstance(each, Mapping) else (each,)):
            return found
    return ""


def _modes(node: Node, instances: Sequence[Node]) -> set[str]:
    values = [each for one in (node, *instances) for each in said.many(one.get("courseMode"), marks=",;|\n")]
    return {said.text(each).lower().rpartition("/")[2] for each in values}


def _kind(node: Node, instances: Sequence[Node]) -> str:
    """Tell whether it is open to everyone, which the words of schema.org say only in passing."""
    roles = {each.lower() for audience in every(node, "audience") for each in texts(audience.get("educationalRole"))}
    modes = _modes(node, instances)
    if "student" in roles:
        return "other"
    if modes & ONLINE:
        return "mooc"
    return "other" if modes else ""


def _is_free(node: Node, instances: Sequence[Node]) -> bool | None:
    free = said.yes_or_no(first(node.get("isAccessibleForFree")))
    if free is not None:
        return free
    offers = [offer for one in (node, *instances) for offer in every(one, "offers")]
    prices = [found for each in offers if (found := said.amount(each.get("price"), most=Decimal(10**6))) is not None]
    categories = {each.lower() for offer in offers for each in texts(offer.get("category"))}
    if 0 in prices or categories & {"free", "partially free"}:
        return True
    return False if prices or categories & {"paid", "subscription"} else None


def _credits(node: Node) -> Decimal | None:
    value = first(node.get("numberOfCredits"))
    unit = (
        said.text(value.get("credentialUnit") or value.get("unitText") or value.get("name"))
        if isinstance(value, Mapping)
        else ""
    )
    # Other countries' credits weigh otherwise.
    if unit and "ECTS" not in unit.upper():
        return None
    return said.amount(value.get("value") if isinstance(value, Mapping) else value, most=Decimal(999)) or None


def _dates(instances: Sequence[Node]) -> tuple[Dates, ...]:
    # Who says no dates means always; in a lecture hall it means that nobody said.
    spans = (_span(each) for each in instances)
    is_online = not _modes({}, instances) or bool(_modes({}, instances) & ONLINE)
    return tuple(dict.fromkeys(each for each in spans if each != Dates() or is_online))


def _span(instance: Node) -> Dates:
    for each in (instance, *every(instance, "courseSchedule")):
        starts, ends = said.day(each.get("startDate")), said.day(each.get("endDate"))
        if starts or ends:
            return Dates(starts_on=starts, ends_on=ends if not starts or not ends or ends >= starts else None)
    return Dates()
