"""The page of one's own courses."""

from django.http import HttpResponse

from xingtan.kernel.pages import Request, now, page, show, signed_in
from xingtan.learning import queries


@page(signed_in, methods=("GET",))
def home(request: Request) -> HttpResponse:
    """Show the courses one takes: where to go on, what is next, what is done."""
    taken = queries.courses_of(request.user, now=now())
    context = {
        "going": [each for each in taken if not each.completed_at and not each.is_over],
        "finished": [each for each in taken if each.completed_at or each.is_over],
    }
    return show(request, "learning/home.html", context)
