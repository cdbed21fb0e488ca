"""What credentials plug in below: the certificate on the run's page, its notice, export and erasure."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.credentials.models import Award
from xingtan.credentials.queries import awards_for
from xingtan.kernel.text import Text
from xingtan.learning import public as learning
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.ui import public as ui


@ui.fill("learning.run_certificate")
def certificate(request: HttpRequest, enrollments: Sequence[learning.Enrollment | None]) -> dict[Any, str]:
    """Show the way to the certificate where one was earned."""
    places = [each for each in enrollments if each]
    given = awards_for(places) if places else {}
    return {
        each: ui.draw(request, "credentials/_earned.html", {"award": given[each.pk]})
        for each in places
        if each.pk in given
    }


@notices.kind("credentials.awarded", label=gettext_lazy("Certificates you earned"))
def awarded(data: dict[str, Any]) -> Words:
    """Word a certificate."""
    return Words(_("You have earned a certificate: “%(course)s”.") % {"course": Text(data["course"])}, data["url"])


@registry.exports("credentials")
def export(person: Person) -> dict[str, Any]:
    """Give this person's certificates."""
    fields = ("code", "name", "latin_name", "course_title", "university_name", "grade", "completed_at", "awarded_at")
    return {"certificates": list(Award.objects.filter(person=person).order_by("pk").values(*fields))}


@registry.erases("credentials")
def erase(person: Person) -> None:
    """Take the names off this person's certificates; their page is gone when the account is empty."""
    Award.objects.filter(person=person).update(name="", latin_name="")
