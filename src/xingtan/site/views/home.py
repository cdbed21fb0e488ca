"""Pages: the first one, and the one of those who teach."""

from django.http import HttpResponse

from xingtan.catalog import public as catalog
from xingtan.kernel import cache
from xingtan.kernel.pages import Request, anyone, page, show, signed_in
from xingtan.universities import public as universities


@cache.page(fresh=60)
@page(anyone, methods=("GET",))
def home(request: Request) -> HttpResponse:
    """Say what this is, and open the way in."""
    context = {
        "courses": catalog.newest_courses(count=6),
        "universities": universities.University.objects.filter(is_member=True).order_by("slug")[:24],
        "counts": catalog.counts(),
    }
    return show(request, "site/home.html", context)


@page(signed_in, methods=("GET",))
def teach(request: Request) -> HttpResponse:
    """Show what one teaches, and where to begin."""
    return show(request, "site/teach.html", {"courses": catalog.courses_taught_by(request.user)})
