"""Pages for anyone: the calls, and one call with what came of it."""

from django.http import HttpResponse

from xingtan.coordination import access, queries
from xingtan.coordination.models import Call
from xingtan.kernel import prose
from xingtan.kernel.pages import Request, anyone, now, page, show


@page(anyone, methods=("GET",))
def calls(request: Request) -> HttpResponse:
    """Show what was asked for."""
    context = {"calls": queries.calls_of(request.user), "can": {"coordinate": access.is_at_desk(request.user)}}
    return show(request, "coordination/calls.html", context)


@page(access.call_to_see, methods=("GET",))
def call(request: Request, found: Call) -> HttpResponse:
    """Show what was asked for, who joined, and what came of it."""
    counts = queries.counts_of(found, now=now())
    context = {
        "call": found,
        "wanted": prose.markdown(str(found.wanted)),
        "is_over": found.due_at is not None and found.due_at <= now(),
        "parties": queries.parties_of(found),
        "counts": {each.name: each.value for each in counts},
        "counted_at": now(),
        "selections": queries.selected_courses(found),
        "can": {"work": access.is_at_desk(request.user) or access.may_join(request.user)},
    }
    return show(request, "coordination/call.html", context)
