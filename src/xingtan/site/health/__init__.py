"""The health of a running site: what an operator should mend, and how. Every look changes nothing."""

from collections.abc import Callable, Iterator

from xingtan.site.health import data, machine, services
from xingtan.site.health.trouble import Trouble as Trouble

Look = Callable[[], Iterator[Trouble]]

ALWAYS: list[Look] = [services.settings, machine.disk, machine.secrets, machine.clock, services.front_end]
# They ask tables that are there only once the database is up to date.
WITH_DATA: list[Look] = [
    *(data.clock, data.given_up, data.events_waiting, data.errands_waiting, data.jobs_nobody_carries, data.event_store),
    *(services.mail, services.index, services.fonts, machine.backup),
]


def troubles() -> list[Trouble]:
    """Look everywhere."""
    found = [trouble for look in ALWAYS for trouble in look()]
    no_data = list(data.database())
    return found + no_data if no_data else found + [trouble for look in WITH_DATA for trouble in look()]
