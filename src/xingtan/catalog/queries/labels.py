"""What the values of facets are called, in the reader's language."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.models import Kind, Level, Platform, Subject
from xingtan.catalog.rules import country_of, name_of
from xingtan.catalog.rules.wanted import HERE, MARKS
from xingtan.kernel import cache
from xingtan.universities import public as universities

MINUTES = 10 * 60

NAMES: dict[str, str | Promise] = {
    "subject": _("Subject"),
    "language": _("Language"),
    "start": _("When it starts"),
    "level": _("Level"),
    "platform": _("Platform"),
    "university": _("University"),
    "country": _("Country"),
    "workload": _("Workload"),
    "captions": _("Captions"),
    "kind": _("Kind"),
    "licence": _("Licence"),
}
"""What facets are called."""

LISTS: dict[str, str | Promise] = {
    "subject": _("Subjects"),
    "language": _("Languages"),
    "platform": _("Platforms"),
    "university": _("Universities"),
    "country": _("Countries"),
    "captions": _("Languages of captions"),
    "licence": _("Licences"),
}
"""What pages of all their values are called."""

FIELDS: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "about": _("Description"),
    "outcomes": _("What you will learn"),
    "languages": _("Languages"),
    "captions": _("Captions"),
    "subjects": _("Subject"),
    "level": _("Level"),
    "workload_hours": _("Workload"),
    "institutions": _("Who made it"),
    "teachers": _("Teachers"),
    "licence": _("Licence"),
    "kind": _("Kind"),
    "is_free": _("Price"),
    "has_free_certificate": _("Certificate"),
    "needs_sign_in": _("Account"),
    "works_on_phone": _("Phone"),
    "credits": _("Credit"),
    "dates": _("Dates"),
    "picture_url": _("Picture"),
    "url": _("Link"),
}
"""What the statements of a platform are called."""

SAID: dict[str, dict[str, str | Promise]] = {
    "start": {
        "now": _("Running now"),
        "soon": _("Within two months"),
        "later": _("Later"),
        "any": _("At any time"),
        "ended": _("Over"),
    },
    "level": dict(Level.choices),
    "kind": dict(Kind.choices),
    "workload": {
        "-5": _("Under 5 hours"),
        "5-20": _("5 to 20 hours"),
        "20-60": _("20 to 60 hours"),
        "60-": _("60 hours and more"),
    },
    "licence": {"proprietary": _("All rights reserved")},
    "free": {"yes": _("Free to take")},
    "certificate": {"yes": _("Free certificate")},
    "credit": {"yes": _("Carries credit")},
    "phone": {"yes": _("Works on a phone")},
    "sign_in": {"no": _("No sign-in needed")},
}
"""What values are called that are always the same."""


def labels(facet: str, values: Iterable[str]) -> dict[str, str]:
    """Name these values of a facet; what has no name names itself."""
    wanted = tuple(values)
    match facet:
        case "subject":
            known = subjects()
        case "language" | "captions":
            known = {each: name_of(each) for each in wanted}
        case "country":
            known = {each: country_of(each, get_language() or "en") for each in wanted}
        case "university":
            known = _universities(wanted)
        case "platform":
            known = {HERE: str(_("Here, on Xingtan")), **_platforms()}
        case _:
            said = SAID.get(facet, {})
            known = {each: str(said[each]) for each in wanted if each in said}
    return {each: known.get(each) or each for each in wanted}


def name_of_facet(facet: str) -> str:
    """Name a facet. What is only there or not is named by its one value."""
    return str(SAID[facet][MARKS[facet]] if facet in MARKS else NAMES[facet])


def name_of_list(facet: str) -> str:
    """Name the page of all values of a facet."""
    return str(LISTS.get(facet) or NAMES[facet])


def name_of_field(field: str) -> str:
    """Name a statement of a platform."""
    return str(FIELDS.get(field, field))


def subjects() -> dict[str, str]:
    """Name every subject by its code, in order."""
    return cache.part(
        "catalog.subjects",
        make=lambda: {code: str(name) for code, name in Subject.objects.order_by("code").values_list("code", "name")},
        ttl=MINUTES,
    )


def _universities(slugs: tuple[str, ...]) -> dict[str, str]:
    if not slugs:
        return {}
    rows = universities.University.objects.filter(slug__in=slugs)
    return cache.part(
        "catalog.universities",
        slugs,
        make=lambda: {slug: str(name) for slug, name in rows.values_list("slug", "name")},
        ttl=MINUTES,
    )


def _platforms() -> dict[str, str]:
    return cache.part(
        "catalog.platforms",
        make=lambda: {slug: str(name) for slug, name in Platform.objects.values_list("slug", "name")},
        ttl=MINUTES,
    )
