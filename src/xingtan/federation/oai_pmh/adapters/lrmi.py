"""Courses in the words of LRMI and schema.org, as XML: all that the catalogue knows, so that nothing is lost on the way.

Nobody has written a schema for LRMI as XML that is widely used. The elements have the names of schema.org's
properties, most of which came from LRMI; four facts that it has no word for are in a namespace of our own.
"""

from datetime import date
from decimal import Decimal

from xingtan.catalog.registry import Facts, Institution
from xingtan.federation.oai_pmh.adapters.xml import element
from xingtan.federation.oai_pmh.rules import stamp

PREFIX = "lrmi"
NAMESPACE = "https://schema.org/"
ISCED = "ISCED-F 2013"
OURS = "urn:xingtan:course:1"

_HEAD = f'<Course xmlns="{NAMESPACE}" xmlns:x="{OURS}">'


def written(facts: Facts, page: str) -> str:
    """Write a course.

    :param page: its page here, which is another address than where it runs if it is a partner's
    """
    parts = [_HEAD, element("url", facts.url), element("mainEntityOfPage", page)]
    for name, words in (("name", facts.title), ("abstract", facts.summary), ("description", facts.about)):
        parts += [element(name, text, tag) for tag, text in words.items()]
    for outcome in facts.outcomes:
        parts.append(f"<teaches>{''.join(element('name', text, tag) for tag, text in outcome.items())}</teaches>")
    parts += [element("inLanguage", tag) for tag in facts.languages]
    parts += [element("x:captions", tag) for tag in facts.captions]
    parts += [
        "<educationalAlignment><AlignmentObject><alignmentType>educationalSubject</alignmentType>"
        f"<educationalFramework>{ISCED}</educationalFramework>{element('targetName', code)}"
        "</AlignmentObject></educationalAlignment>"
        for code in facts.subjects
    ]
    parts.append(element("educationalLevel", facts.level))
    parts.append(element("timeRequired", f"PT{_plain(facts.workload_hours)}H" if facts.workload_hours else ""))
    parts += [_organization(each) for each in facts.institutions]
    parts += [f"<instructor><Person>{element('name', name)}</Person></instructor>" for name in facts.teachers]
    parts.append(element("license", facts.licence))
    parts.append(element("learningResourceType", facts.kind))
    for name, value in (
        ("isAccessibleForFree", facts.is_free),
        ("x:hasFreeCertificate", facts.has_free_certificate),
        ("x:needsSignIn", facts.needs_sign_in),
        ("x:worksOnPhone", facts.works_on_phone),
    ):
        parts.append("" if value is None else f"<{name}>{'true' if value else 'false'}</{name}>")
    parts.append(element("numberOfCredits", _plain(facts.credits) if facts.credits else ""))
    parts += [
        f"<hasCourseInstance><CourseInstance>{_day('startDate', each.starts_on)}{_day('endDate', each.ends_on)}"
        "</CourseInstance></hasCourseInstance>"
        for each in facts.dates
    ]
    parts.append(element("image", facts.picture_url))
    parts.append(element("dateModified", stamp(facts.changed_at) if facts.changed_at else ""))
    parts.append("</Course>")
    return "".join(parts)


def _organization(each: Institution) -> str:
    names = "".join(element("name", text, tag) for tag, text in each.name.items())
    about = element("addressCountry", each.country) + element("url", each.website)
    return f"<provider><Organization>{names}{about}</Organization></provider>"


def _day(name: str, day: date | None) -> str:
    return f"<{name}>{day.isoformat()}</{name}>" if day else ""


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
