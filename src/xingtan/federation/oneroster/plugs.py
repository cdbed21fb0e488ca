"""Plugs OneRoster into rosters, and the long work of asking a server."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.federation.oneroster import actions
from xingtan.federation.oneroster.adapters import files as zips
from xingtan.federation.oneroster.adapters import server
from xingtan.jobs import registry as jobs
from xingtan.kernel import files
from xingtan.rosters import public as rosters
from xingtan.rosters import registry
from xingtan.ui import public as ui
from xingtan.universities import public as universities

registry.register(zips.FORMAT)


def _to_report(result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    if "roster" not in result:
        return None
    return _("See the report"), reverse("rosters:roster", args=(params["university"], result["roster"]))


@jobs.kind(actions.ASKING, label=gettext_lazy("Ask a server for its roster"), link=_to_report)
def ask(work: jobs.Work) -> None:
    """Ask for everything, and hand it in. Nothing of the university changes by this."""
    said = work.params
    university = universities.University.objects.get(slug=said["university"])
    packed = server.pulled(
        url=said["url"],
        token_url=said["token_url"],
        client=said["client"],
        secret=actions.opened(said["sealed"]),
        tell=lambda count, name: work.progress(count, count + 1, name),
    )
    roster = rosters.bring(
        university=university,
        form="oneroster",
        name=f"{said['url'][8:60]}.zip",
        digest=files.keep(packed).digest,
        options={"language": work.owner.locale},
        by=work.owner,
        now=timezone.now(),
    )
    work.result["roster"] = str(roster.uid)


@ui.fill("rosters.sources")
def link(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Lead from rosters to asking a server for one."""
    return {place: ui.draw(request, "oneroster/_link.html", {"university": place}) for place in places}
