"""What this room plugs in below: export, erasure, taste, and words of what is told."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import asks_taste
from xingtan.kernel.text import Text
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.readers.models import Correction, Interest, SavedSearch, Taste
from xingtan.readers.queries import hides_similar, searches_of

asks_taste(hides_similar)


@registry.exports("readers")
def export(person: Person) -> dict[str, Any]:
    """Give what this person looks for, and what they reported."""
    waits = Interest.objects.filter(person=person).select_related("course").order_by("pk")
    said = Correction.objects.filter(person=person).select_related("course").order_by("pk")
    return {
        "searches": [
            {"name": row.name, "address": row.list_url, "pace": row.pace, "since": row.since.isoformat()}
            for row in searches_of(person)
        ],
        "waits_for": [{"course": str(row.course), "since": row.since.isoformat()} for row in waits],
        "reported": [
            {"course": str(row.course), "what": row.what, "words": row.body, "at": row.said_at.isoformat()}
            for row in said
        ],
        "hides_similar_courses": hides_similar(person),
    }


@registry.erases("readers")
def erase(person: Person) -> None:
    """Forget what this person looked for, and take their name off what they reported."""
    for model in (SavedSearch, Interest, Taste):
        model._default_manager.filter(person=person).delete()  # noqa: SLF001 - Django's name for it is documented
    Correction.objects.filter(person=person).update(person=None)
    Correction.objects.filter(settled_by=person).update(settled_by=None)


@notices.kind("readers.new_courses", label=gettext_lazy("New courses in a search you keep"))
def new_courses(data: dict[str, Any]) -> Words:
    """Word what is new in a search."""
    total = data["total"]
    sentence = ngettext("%(total)s new course in “%(name)s”.", "%(total)s new courses in “%(name)s”.", total) % {
        "total": total,
        "name": data["name"],
    }
    stop = _("To hear no more of this search: %(address)s") % {"address": data["stop"]}
    return Words(
        sentence,
        f"{reverse('catalog:explore')}?{catalog.wanted.newest_first(data['query'])}",
        "\n".join([*data["titles"], "", stop]),
        leave=data["stop"],
    )


@notices.kind("readers.course_opens", label=gettext_lazy("Courses you wait for"))
def course_opens(data: dict[str, Any]) -> Words:
    """Word that a course opens."""
    course = {"course": Text(data["course"])}
    if data["has_opened"]:
        return Words(_("“%(course)s” is open: you can begin.") % course, data["url"])
    return Words(_("“%(course)s” has dates now.") % course, data["url"])


@notices.kind("readers.correction", label=gettext_lazy("Reports of something wrong in an entry"))
def correction(data: dict[str, Any]) -> Words:
    """Word a report."""
    what = str(Correction.What(data["what"]).label)
    sentence = _("Somebody reports of “%(course)s”: %(what)s.") % {"course": Text(data["course"]), "what": what}
    return Words(sentence, reverse("readers:corrections"), data["body"])
