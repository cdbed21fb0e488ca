"""What is public: the release calendar, and what was released."""

import csv

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.kernel.pages import Request, anyone, now, page, show
from xingtan.kernel.tables import harmless
from xingtan.reporting import access, queries
from xingtan.reporting.models import Campaign
from xingtan.universities import public as universities

NAMED = 3000


@page(anyone, methods=("GET",))
def releases(request: Request) -> HttpResponse:
    """Show what is released, and when what comes next is."""
    released, announced = queries.releases(now())
    context = {"released": released, "announced": announced}
    return show(request, "reporting/releases.html", context)


@page(access.release_to_see, methods=("GET",))
def release(request: Request, found: Campaign) -> HttpResponse:
    """Show what a campaign found: each figure with what it rests on, the denominator, and who did not answer."""
    missing = queries.unanswered(found)
    context = {
        "campaign": found,
        "totals": queries.totals_of(found),
        "progress": queries.progress_of([found])[found.pk],
        "missing": missing[:NAMED] if found.naming == Campaign.Naming.NAMES else [],
        "can": {"coordinate": universities.coordinates(request.user)},
        "crumbs": [(_("Releases"), "/releases/")],
    }
    return show(request, "reporting/release.html", context)


@page(access.release_to_see, methods=("GET",))
def figures(request: Request, found: Campaign) -> HttpResponse:
    """Give the figures of a release as CSV: measure, class, institutions, value."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.csv"'
    writer = csv.writer(response)
    writer.writerow(["measure", "title", "class", "institutions", "value", "asked", "from", "to", "as_of"])
    asked = queries.progress_of([found])[found.pk].asked
    times = (found.starts_on, found.ends_on, found.as_of)
    for total in queries.totals_of(found):
        name = (total.question.measure, harmless(str(total.question.title)))
        writer.writerow([*name, "all", total.institutions, total.value, asked, *times])
        for key, share in total.by_class.items():
            writer.writerow([*name, key, share.institutions, share.value, asked, *times])
    return response
