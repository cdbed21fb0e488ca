"""Pages: the questions on a unit, one question with its answers, and what is done about words that hurt."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.discussion import access, actions, queries
from xingtan.discussion.forms import Objection, Words
from xingtan.discussion.models import Thread
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.learning import public as learning


@page(access.unit_to_discuss, limit="post")
def threads(request: Request, run: catalog.Run, unit: str) -> HttpResponse:
    """Show the questions on a unit, and take a new one."""
    form = Words(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask(run=run, unit=unit, body=form.cleaned_data["body"], by=_person(request), now=now())
        context = threads_context(request.user, run, unit)
        return done(
            request, "discussion/threads.html", context, part="questions", then=f"{unit_url(run, unit)}#questions"
        )
    status = 422 if form.errors else 200
    context = {**threads_context(request.user, run, unit), "form": form}
    return show(request, "discussion/threads.html", context, part="questions", status=status)


@page(access.thread_to_discuss, limit="post")
def thread(request: Request, found: Thread) -> HttpResponse:
    """Show a question with its answers, and take a new one."""
    form = Words(request.POST or None)
    guides = learning.can_guide(request.user, found.run)
    address = thread_url(found)
    if request.method == "POST" and form.is_valid():
        actions.answer(
            thread=found, body=form.cleaned_data["body"], by=_person(request), by_staff=guides, url=address, now=now()
        )
        return done(request, "discussion/thread.html", then=address, say=_("Your answer is there."))
    context = {
        "run": found.run,
        "unit_url": unit_url(found.run, found.unit),
        "url": address,
        "said": queries.said_in(found, request.user, sees_hidden=guides),
        "guides": guides,
        "form": form,
        "objection": Objection(),
    }
    return show(request, "discussion/thread.html", context, status=422 if form.errors else 200)


@page(access.thread_to_discuss, limit="post", methods=("POST",))
def complaint(request: Request, found: Thread) -> HttpResponse:
    """Report words."""
    form = Objection(request.POST)
    form.is_valid()
    post = access.post_in(found, form.cleaned_data.get("post", ""))
    actions.report(thread=found, post=post, reason=form.cleaned_data.get("reason", ""), by=_person(request), now=now())
    said = _("Thank you. Those who teach the course will look at it.")
    return done(request, "discussion/thread.html", then=thread_url(found), say=said)


@page(access.thread_to_moderate, methods=("POST",))
def hiding(request: Request, found: Thread) -> HttpResponse:
    """Hide words, or show them again."""
    form = Objection(request.POST)
    form.is_valid()
    post = access.post_in(found, form.cleaned_data.get("post", ""))
    if request.POST.get("away"):
        actions.show_again(thread=found, post=post, by=_person(request))
        said = _("It is shown again.")
    else:
        actions.hide(
            thread=found, post=post, reason=form.cleaned_data.get("reason", ""), by=_person(request), now=now()
        )
        said = _("It is hidden from learners.")
    return done(request, "discussion/thread.html", then=thread_url(found), say=said)


def threads_context(person: Any, run: catalog.Run, unit: str) -> dict[str, Any]:
    """Gather what the part with a unit's questions shows."""
    guides = learning.can_guide(person, run)
    return {
        "threads": queries.threads_on(run, unit, guides=lambda: guides),
        "url": f"{unit_url(run, unit)}questions/",
        "unit_url": unit_url(run, unit),
        "run": run,
        "form": Words(),
    }


def unit_url(run: catalog.Run, unit: str) -> str:
    """Give the address of the unit. Needs course and university loaded."""
    return f"{run.get_absolute_url()}units/{unit}/"


def thread_url(found: Thread) -> str:
    """Give the address of the question."""
    return f"{unit_url(found.run, found.unit)}questions/{found.uid}/"


def _person(request: Request) -> Any:
    return request.user
