"""What discussion plugs in below: questions on the unit's page, its kind of notice, export and erasure."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.discussion.models import Complaint, Hiding, Post, Thread
from xingtan.discussion.queries import threads_on
from xingtan.kernel.text import Text
from xingtan.learning import public as learning
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.ui import public as ui


@ui.fill("learning.unit_foot", order=80)
def questions(request: HttpRequest, pages: Sequence[Any]) -> dict[Any, str]:
    """Show the questions on each unit's page, where there is a run to talk on."""
    return {page: _questions(request, page.study, page.unit.key) for page in pages if page.study.run}


def _questions(request: HttpRequest, study: Any, unit: str) -> str:
    unit_url = f"{study.run.get_absolute_url()}units/{unit}/"
    threads = threads_on(study.run, unit, guides=partial(learning.can_guide, request.user, study.run))
    context = {"threads": threads, "url": f"{unit_url}questions/", "unit_url": unit_url, "run": study.run}
    return ui.draw(request, "discussion/threads.html#questions", context)


@notices.kind("discussion.answer", label=gettext_lazy("Answers to your questions in a course"))
def answer(data: dict[str, Any]) -> Words:
    """Word an answer."""
    return Words(
        _("Your question in “%(course)s” has an answer.") % {"course": Text(data["course"])}, data["url"], data["body"]
    )


@registry.exports("discussion")
def export(person: Person) -> dict[str, Any]:
    """Give what this person asked and answered."""
    return {
        "questions": list(Thread.objects.filter(author=person).order_by("pk").values("body", "asked_at")),
        "answers": list(Post.objects.filter(author=person).order_by("pk").values("body", "at")),
    }


@registry.erases("discussion")
def erase(person: Person) -> None:
    """Take this person's words away. A question that others answered keeps its place, without words or name."""
    Post.objects.filter(author=person).update(author=None, body="…")
    Thread.objects.filter(author=person, posts=None).delete()
    Thread.objects.filter(author=person).update(author=None, body="…")
    Complaint.objects.filter(by=person).delete()
    Hiding.objects.filter(by=person).update(by=None)
