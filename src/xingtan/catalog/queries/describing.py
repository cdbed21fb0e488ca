"""Courses in the words of schema.org, for search engines: what they show beside a link."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from xingtan.catalog.models import Course, Kind, Run
from xingtan.catalog.queries.offers import Day
from xingtan.kernel import prose
from xingtan.kernel.text import as_text

LONGEST = 500
MOST_INSTANCES = 10
FREE = {True: "Free", False: "Paid"}


def describe_course(
    course: Course, *, runs: Sequence[Run], days: Sequence[Day], crumbs: Sequence[tuple[str, str]], url: str
) -> SafeString:
    """Describe a course: what it is, who gives it, what it costs, when it runs.

    :param url: where one takes it
    """
    page = _absolute(course.get_absolute_url())
    hours = f"PT{course.workload_hours.normalize():f}H" if course.workload_hours else None
    paid = {"price": 0, "priceCurrency": "EUR"} if course.is_free else {}
    said = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": page,
        "url": page,
        "name": str(course.title),
        "description": _description(course),
        "inLanguage": course.languages,
        "provider": _drop(
            {
                "@type": "CollegeOrUniversity",
                "name": str(course.university),
                "url": course.university.website,
                "address": _address(course.university.country),
            }
        ),
        "about": _subject(course),
        "educationalLevel": course.level,
        "teaches": [str(as_text(each)) for each in course.outcomes],
        "license": _licence(course.licence),
        "isAccessibleForFree": course.is_free,
        "numberOfCredits": float(course.credits) if course.credits else None,
        "audience": None
        if course.kind == Kind.MOOC
        else {"@type": "EducationalAudience", "educationalRole": "student"},
        "dateModified": course.changed_at.isoformat(timespec="seconds"),
        "offers": [
            _drop(
                {
                    "@type": "Offer",
                    "category": FREE.get(bool(course.is_free)) if course.is_free is not None else None,
                    "url": url,
                    **paid,
                }
            )
        ],
        "hasCourseInstance": _instances(course, runs, days, hours),
    }
    return _script([_drop(said), _trail([*crumbs, (str(course.title), course.get_absolute_url())])])


def describe_list(urls: Iterable[str]) -> SafeString:
    """Describe a list of courses."""
    items = [{"@type": "ListItem", "position": place, "url": _absolute(url)} for place, url in enumerate(urls, start=1)]
    return _script({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items})


def _instances(course: Course, runs: Sequence[Run], days: Sequence[Day], hours: str | None) -> list[dict[str, Any]]:
    spans: list[tuple[Any, Any]] = [(each.starts_at, each.ends_at) for each in runs] if course.is_ours else []
    spans = spans or [(each.starts_on, each.ends_on) for each in days] or [(None, None)]
    teachers = [str(as_text(each.get("name", ""))) for each in course.teachers if isinstance(each, dict)]
    return [
        _drop(
            {
                "@type": "CourseInstance",
                "courseMode": "Online",
                "courseWorkload": hours,
                "inLanguage": course.languages,
                "startDate": starts and starts.isoformat(),
                "endDate": ends and ends.isoformat(),
                "instructor": [{"@type": "Person", "name": name} for name in teachers if name],
            }
        )
        for starts, ends in spans[:MOST_INSTANCES]
    ]


def _trail(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": place, "name": str(name), "item": _absolute(url)}
        for place, (name, url) in enumerate(crumbs, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _description(course: Course) -> str:
    """Give what a search engine asks for: a description, and a title where nobody wrote one."""
    return (str(course.summary) or prose.plain(str(course.about)) or str(course.title))[:LONGEST]


def _address(country: str) -> dict[str, Any] | None:
    return {"@type": "PostalAddress", "addressCountry": country} if country else None


def _subject(course: Course) -> dict[str, Any] | None:
    """Name the field with its code, which says the same in every language."""
    field = course.subject
    if field is None:
        return None
    return {"@type": "DefinedTerm", "name": str(field.name), "termCode": field.code, "inDefinedTermSet": "ISCED-F 2013"}


def _licence(name: str) -> str | None:
    if not name.upper().startswith("CC"):
        return None
    parts = name.lower().split("-")
    if parts[0] == "cc0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    version = parts[-1] if parts[-1][:1].isdigit() else "4.0"
    return f"https://creativecommons.org/licenses/{'-'.join(each for each in parts[1:] if each != version)}/{version}/"


def _drop(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in (None, "", [])}


def _absolute(path: str) -> str:
    return f"{settings.XINGTAN.address}{path}"


def _script(said: Any) -> SafeString:
    """Write it as data in a page. It is no script: nothing in it can end the element, or run."""
    data = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        data = data.replace(sign, code)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 - every sign of markup is gone
