"""By the clock: addresses are asked every week, and what was listed a year ago is due."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from xingtan.directory import actions, queries
from xingtan.directory.adapters.links import Answer, Asking, ask
from xingtan.directory.models import Solution, Version
from xingtan.kernel.tasks import every, later, later_in, task

A_FEW = 10
PAUSE_SECONDS = 5


@every("17 3 * * 1", queue="heavy")
def check_links() -> None:
    """Begin to ask every address on the list, each Monday."""
    later(check_some, after=0)


@task(queue="heavy", retries=2)
def check_some(*, after: int) -> None:
    """Ask the addresses of a few listed entries, and leave the rest to the next errand: nothing holds the worker for hours."""
    rows = Version.objects.listed(timezone.now()).filter(solution__gt=after).select_related("solution")
    some = list(rows.order_by("solution")[:A_FEW])
    for version in some:
        check(version, asking=ask)
    if len(some) == A_FEW:
        later_in(PAUSE_SECONDS, check_some, after=some[-1].solution_id)


def check(version: Version, *, asking: Asking) -> None:
    """Ask every address that an entry names."""
    urls = queries.urls_of(version)
    actions.forget_links(solution=version.solution, kept=set(urls))
    own = urlsplit(settings.XINGTAN.address).hostname
    for url in urls:
        # We answer ourselves, and the way out leads to nobody private.
        answer = Answer(is_there=True) if urlsplit(url).hostname == own else asking(url)
        actions.note_answer(solution=version.solution, url=url, answer=answer, now=timezone.now())


@every("41 2 * * *")
def mark_due() -> None:
    """Say of each entry that nobody looked at for a year that its review is due."""
    now = timezone.now()
    for solution in Solution.objects.filter(pk__in=queries.to_mark_due(now=now)).order_by("pk"):
        actions.mark_due(solution=solution, now=now)
