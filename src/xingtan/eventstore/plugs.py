"""What the store plugs into jobs: closing and mending that somebody waits for. Both go on where a kill left them."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.eventstore.actions.forgetting import forget_soon
from xingtan.eventstore.adapters import apart
from xingtan.jobs import registry
from xingtan.jobs.registry import Work
from xingtan.people import registry as people
from xingtan.people.public import Person


@registry.kind("eventstore.close", label=gettext_lazy("Count what happened"))
def close(work: Work) -> None:
    """Ship what waits, and close every day about which something new is known."""
    work.progress(0, 1, _("Bringing in what waits"))
    shipped = apart.run("ship")
    closed = apart.run("close", work.progress)
    if shipped["aside"]:
        what = _("%(count)d lines were set aside.") % {"count": shipped["aside"]}
        work.line("warning", "", what, _("The page of the event store says why."))
    work.result.update(rows=shipped["rows"], steps=closed["steps"])


@registry.kind("eventstore.mend", label=gettext_lazy("Look through the event store"))
def mend(work: Work) -> None:
    """Compare every file with its digest."""
    work.progress(0, 1, _("Comparing every file with its digest"))
    for each in apart.run("mend")["aside"]:
        work.line("error", each, _("It was set aside."), _("It is not what was written."))


@people.erases("eventstore")
def erase(person: Person) -> None:
    """Have the person renamed in all that the store says, at night: every file is read for it, once for all."""
    forget_soon(person=person.uid, now=timezone.now())
