"""What this room plugs in below: the way to the register, words of the alarm, export and erasure."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.catalog import public as catalog
from xingtan.kernel.text import Text
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.outlets.access import speaks_for
from xingtan.outlets.models import Handover, Outlet, Tally
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.ui import public as ui


@ui.fill("authoring.workbench", order=60)
def register(request: HttpRequest, courses: Sequence[catalog.Course]) -> dict[Any, str]:
    """Lead from the workbench to where else the course is listed."""
    return {each: ui.draw(request, "outlets/_way.html", {"course": each}) for each in courses}


@ui.fill("catalog.platform", order=60)
def demands(request: HttpRequest, platforms: Sequence[catalog.Platform]) -> dict[Any, str]:
    """Lead who speaks for a platform to what it asks of a course."""
    return {
        each: ui.draw(request, "outlets/_demands_way.html", {"platform": each})
        for each in platforms
        if speaks_for(request.user, each)
    }


@ui.fill("catalog.course_aside", order=60)
def also_on(request: HttpRequest, courses: Sequence[catalog.Course]) -> dict[Any, str]:
    """Tell learners where else a course of ours can be taken."""
    ours = [each for each in courses if each.is_ours]
    rows = Outlet.objects.live().filter(course__in=ours).exclude(url="").select_related("platform").order_by("pk")
    found: dict[int, list[Outlet]] = {}
    for row in rows if ours else ():
        found.setdefault(row.course_id, []).append(row)
    return {
        each: ui.draw(request, "outlets/_also.html", {"outlets": found[each.pk]}) for each in ours if each.pk in found
    }


@notices.kind("outlets.fell_behind", label=gettext_lazy("Courses of yours that are older elsewhere"))
def fell_behind(data: dict[str, Any]) -> Words:
    """Word that an outlet shows something older."""
    said = {"course": Text(data["course"]), "platform": Text(data["platform"])}
    return Words(
        _("“%(course)s” changed after it was handed to %(platform)s.") % said,
        reverse("outlets:register", args=data["where"]),
        _("There it is still as it was in version %(number)s. Hand it over again when you are done.")
        % {"number": data["version"]},
    )


@registry.exports("outlets")
def export(person: Person) -> dict[str, Any]:
    """Give what this person handed over and reported."""
    handed = Handover.objects.filter(by=person).select_related("outlet__course", "outlet__platform").order_by("pk")
    told = Tally.objects.filter(by=person).select_related("outlet__course", "outlet__platform").order_by("pk")
    return {
        "handed_over": [
            {"course": str(row.outlet.course), "platform": str(row.outlet.platform), "at": row.at.isoformat()}
            for row in handed
        ],
        "reported": [
            {"course": str(row.outlet.course), "as_of": row.as_of.isoformat(), "learners": row.enrollments}
            for row in told
        ],
    }


@registry.erases("outlets")
def erase(person: Person) -> None:
    """Take this person's name off what they did; that it was done stays."""
    Handover.objects.filter(by=person).update(by=None)
    Tally.objects.filter(by=person).update(by=None)
