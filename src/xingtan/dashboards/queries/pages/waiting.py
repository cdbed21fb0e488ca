"""What is not in the figures yet, in words: days that wait to be counted, and how far counting is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.dashboards.queries.pages import words
from xingtan.eventstore import public as eventstore


@dataclass(frozen=True, slots=True)
class Waiting:
    """Days that are not in the figures yet.

    :param until: to which day all is in the figures, where there are any
    :param how_far: of the counting that is at work; empty where none is
    """

    says: str
    until: str
    how_far: str
    done: int
    total: int


def waiting() -> Waiting | None:
    """Say what is being counted, or waits for it; None where all that came is counted."""
    found = eventstore.under_way()
    if found is None:
        return None
    count = {"count": words.number(found.days)}
    until = _("All days before %(day)s are counted.") % {"day": words.day(found.first)}
    if found.total:
        says = ngettext("%(count)s day is being counted.", "%(count)s days are being counted.", found.days) % count
        steps = {"done": words.number(found.done), "total": words.number(found.total)}
        return Waiting(says, until, _("%(done)s of %(total)s steps") % steps, found.done, found.total)
    says = ngettext("%(count)s day waits to be counted.", "%(count)s days wait to be counted.", found.days) % count
    minutes = eventstore.store.close_minutes
    soon = ngettext(
        "Counting begins every %(minutes)s minute.", "Counting begins every %(minutes)s minutes.", minutes
    ) % {"minutes": words.number(minutes)}
    return Waiting(f"{says} {soon}", until, "", 0, 0)
