"""What open data plugs in below: making the files as long work that an operator may ask for."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.federation.open_data import queries, tasks
from xingtan.jobs import registry as jobs


def _link(result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    return str(_("Open data")), reverse("open_data:data")


@jobs.kind("open_data", label=gettext_lazy("Make the catalogue’s data files"), link=_link)
def make(work: jobs.Work) -> None:
    """Make every file anew."""
    total = queries.count()
    tasks.make(now=timezone.now(), say=lambda done: work.progress(min(done, total), total))
