"""What the catalogue plugs in below: standing, export, erasure, and what can be found."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xingtan.catalog.access import service_of
from xingtan.catalog.models import Correction, CourseRole, Interest, PlatformContact, SavedSearch, Taste
from xingtan.catalog.queries import COLLECTION, FACETS, SORTS, documents_of, every_id, searches_of, taught_at
from xingtan.catalog.rules import newest_first
from xingtan.kernel.text import Text
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.search.registry import Collection
from xingtan.search.registry import register as let_be_found
from xingtan.ui import public as ui
from xingtan.universities import public as universities

registry.standing("catalog")(service_of)
let_be_found(Collection(COLLECTION, documents_of, every_id, facets=FACETS, sorts=SORTS))


@registry.exports("catalog")
def export(person: Person) -> dict[str, Any]:
    """Give the courses this person serves, what they look for, and what they reported."""
    rows = CourseRole.objects.filter(person=person).select_related("course").order_by("pk")
    waits = Interest.objects.filter(person=person).select_related("course").order_by("pk")
    said = Correction.objects.filter(person=person).select_related("course").order_by("pk")
    speaks = PlatformContact.objects.filter(person=person).select_related("platform").order_by("pk")
    return {
        "serves": [{"course": str(row.course), "role": row.role, "since": row.since.isoformat()} for row in rows],
        "speaks_for": [{"platform": str(row.platform), "since": row.since.isoformat()} for row in speaks],
        "searches": [
            {"name": row.name, "address": row.list_url, "pace": row.pace, "since": row.since.isoformat()}
            for row in searches_of(person)
        ],
        "waits_for": [{"course": str(row.course), "since": row.since.isoformat()} for row in waits],
        "reported": [
            {"course": str(row.course), "what": row.what, "words": row.body, "at": row.said_at.isoformat()}
            for row in said
        ],
        "hides_similar_courses": Taste.objects.filter(person=person, hides_similar=True).exists(),
    }


@registry.erases("catalog")
def erase(person: Person) -> None:
    """End every service of this person, forget what they looked for, and take their name off what they reported."""
    for model in (CourseRole, PlatformContact, SavedSearch, Interest, Taste):
        model._default_manager.filter(person=person).delete()  # noqa: SLF001 - Django's name for it is documented
    Correction.objects.filter(person=person).update(person=None)
    Correction.objects.filter(settled_by=person).update(settled_by=None)


@notices.kind("catalog.new_courses", label=gettext_lazy("New courses in a search you keep"))
def new_courses(data: dict[str, Any]) -> Words:
    """Word what is new in a search."""
    total = data["total"]
    sentence = ngettext("%(total)s new course in “%(name)s”.", "%(total)s new courses in “%(name)s”.", total) % {
        "total": total,
        "name": data["name"],
    }
    stop = _("To hear no more of this search: %(address)s") % {"address": data["stop"]}
    return Words(
        sentence, f"{reverse('catalog:explore')}?{newest_first(data['query'])}", "\n".join([*data["titles"], "", stop])
    )


@notices.kind("catalog.course_opens", label=gettext_lazy("Courses you wait for"))
def course_opens(data: dict[str, Any]) -> Words:
    """Word that a course opens."""
    course = {"course": Text(data["course"])}
    if data["has_opened"]:
        return Words(_("“%(course)s” is open: you can begin.") % course, data["url"])
    return Words(_("“%(course)s” has dates now.") % course, data["url"])


@notices.kind("catalog.correction", label=gettext_lazy("Reports of something wrong in an entry"))
def correction(data: dict[str, Any]) -> Words:
    """Word a report."""
    what = str(Correction.What(data["what"]).label)
    sentence = _("Somebody reports of “%(course)s”: %(what)s.") % {"course": Text(data["course"]), "what": what}
    return Words(sentence, reverse("catalog:corrections"), data["body"])


@ui.fill("universities.page", order=20)
def courses(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Show a university's courses and runs to those who serve it."""
    person: Any = request.user
    return {
        place: ui.draw(
            request,
            "catalog/_offered.html",
            {
                "courses": taught_at(place, person),
                "university": place,
                "administers": universities.can_administer(person, place),
            },
        )
        for place in places
    }
