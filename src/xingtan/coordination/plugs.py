"""What coordination plugs in below: words on courses and universities, notices, export and erasure, what can be found."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.coordination import queries
from xingtan.coordination.models import (
    Adoption,
    Assignment,
    Evidence,
    Experience,
    Review,
    Step,
)
from xingtan.kernel.text import Text
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.search.registry import Collection
from xingtan.search.registry import register as let_be_found
from xingtan.ui import public as ui
from xingtan.universities import public as universities

let_be_found(Collection(queries.COLLECTION, queries.documents_of, queries.every_id, facets=("tag", "language")))


@ui.fill("catalog.course_aside", order=20)
def of_course(request: HttpRequest, courses: Sequence[Any]) -> dict[Any, str]:
    """Show on a course that it was selected, and who adopted it."""
    selected, adopted = queries.selections_for(courses), queries.adoptions_for(courses)
    return {
        course.pk: ui.draw(
            request,
            "coordination/_of_course.html",
            {"selection": selected.get(course.pk), "adoptions": adopted.get(course.pk, [])},
        )
        for course in courses
        if course.pk in selected or course.pk in adopted
    }


@ui.fill("universities.page", order=60)
def of_university(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Show who runs a university the way to the desk, and to the courses it adopted."""
    return {
        place: ui.draw(request, "coordination/_of_university.html", {"university": place})
        for place in places
        if universities.can_administer(request.user, place)
    }


@ui.fill("catalog.beside", order=20)
def beside_courses(request: HttpRequest, words: Sequence[str]) -> dict[Any, str]:
    """Show beside the courses found what worked elsewhere, of these words."""
    found = {each: queries.first_experiences(each) for each in words}
    return {
        each: ui.draw(request, "coordination/_beside.html", {"experiences": rows, "words": each})
        for each, rows in found.items()
        if rows
    }


@notices.kind("coordination.call", label=gettext_lazy("Calls of the consortium"))
def call_opened(data: dict[str, Any]) -> Words:
    """Word a call."""
    return Words(_("The consortium calls: “%(title)s”.") % {"title": Text(data["title"])}, data["url"])


@notices.kind("coordination.work", label=gettext_lazy("What waits for you at the coordination desk"))
def work(data: dict[str, Any]) -> Words:
    """Word what waits."""
    sentences = {
        "nominated": _("“%(title)s” is nominated: see whether it is complete."),
        "to_decide": _("“%(title)s” is before the committee."),
        "accepted": _("“%(title)s” is accepted: publish it."),
        "review": _("You are asked to review “%(title)s”."),
        "experience_submitted": _("Somebody tells what worked: “%(title)s”."),
    }
    return Words(sentences[data["what"]] % {"title": Text(data["title"])}, data["url"])


@notices.kind("coordination.news", label=gettext_lazy("What became of what you gave to the consortium"))
def news(data: dict[str, Any]) -> Words:
    """Word what became of a nomination, of evidence, or of an experience."""
    sentences = {
        "nominated": _("“%(title)s” is nominated."),
        "returned": _("“%(title)s” came back to you."),
        "in_review": _("“%(title)s” is complete, and with the experts."),
        "to_decide": _("“%(title)s” is before the committee."),
        "accepted": _("“%(title)s” is accepted."),
        "refused": _("“%(title)s” is refused."),
        "selected": _("“%(title)s” is on the international platform."),
        "removed": _("“%(title)s” was taken off the international platform."),
        "withdrawn": _("The nomination of “%(title)s” is withdrawn."),
        "evidence_accepted": _("Your evidence for “%(title)s” counts."),
        "evidence_returned": _("Your evidence for “%(title)s” came back."),
        "experience_published": _("Everyone can read “%(title)s” now."),
        "experience_returned": _("“%(title)s” came back to you."),
        "experience_withdrawn": _("“%(title)s” is withdrawn."),
    }
    return Words(sentences[data["what"]] % {"title": Text(data["title"])}, data["url"], data.get("reason", ""))


@registry.exports("coordination")
def export(person: Person) -> dict[str, Any]:
    """Give what this person did and said at the desk and in the library."""
    reviews = Review.objects.filter(assignment__expert=person).order_by("pk")
    told = Experience.objects.filter(author=person).order_by("pk")
    return {
        "steps": list(Step.objects.filter(by=person).order_by("pk").values("move", "before", "after", "at", "reason")),
        "asked_to_review": list(
            Assignment.objects.filter(expert=person).order_by("pk").values("nomination__course__title", "at")
        ),
        "reviews": list(reviews.values("marks", "comment", "recommendation", "at")),
        "evidence": list(Evidence.objects.filter(by=person).order_by("pk").values("count", "link", "note", "at")),
        "experiences": list(told.values("title", "context", "case", "evidence", "contact", "licence", "submitted_at")),
        "answers_for": list(
            Adoption.objects.filter(responsible=person).order_by("pk").values("course__title", "credits", "at")
        ),
    }


@registry.erases("coordination")
def erase(person: Person) -> None:
    """Take this person off what they answer for; what was decided stays, by somebody without a name.

    A course for which nobody answers carries no credit. What they told is withdrawn unless a university stands behind
    it, and names nobody to ask.
    """
    Adoption.objects.filter(responsible=person).update(responsible=None, credits=None)
    mine = Experience.objects.filter(author=person)
    mine.update(contact="")
    mine.filter(university__isnull=True).update(state=Experience.State.WITHDRAWN)
