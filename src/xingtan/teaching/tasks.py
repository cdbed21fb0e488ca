"""Errands: sessions that nobody ended come to their end; everybody whom a switch concerns is told."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.jobs import registry as jobs
from xingtan.kernel.tasks import every
from xingtan.teaching import actions, queries
from xingtan.teaching.models import Switch


@every("*/10 * * * *")
def close_forgotten() -> None:
    """End the sessions that nobody ended."""
    actions.close_forgotten(now=timezone.now())


@jobs.kind(actions.TELLING, label=gettext_lazy("Tell of where classes meet"))
def tell_of_switch(work: jobs.Work) -> None:
    """Tell everybody whom a switch concerns, once each. Begun again after a crash, it goes on where it was."""
    switch = Switch.objects.select_related("university").get(uid=work.params["switch"])
    total = queries.concerned_by(switch).count()
    last, told = work.checkpoint.get("last", 0), work.checkpoint.get("told", 0)
    while True:
        some, reached = actions.tell_some_of_switch(switch=switch, after=last, now=timezone.now())
        if reached == last:
            break
        last, told = reached, told + some
        work.save_checkpoint(last=last, told=told)
        work.progress(min(told, total), total, _("Writing to people"))
    work.result["told"] = told
