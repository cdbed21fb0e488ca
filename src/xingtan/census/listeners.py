"""What the census does when others announce: a table that was asked for is counted in the background."""

from xingtan.census import tasks
from xingtan.census.events import PublicationAsked
from xingtan.kernel.events import hears
from xingtan.kernel.tasks import later


@hears(PublicationAsked)
def on_publication_asked(events: list[PublicationAsked]) -> None:
    """Count each table once, however often it was asked for."""
    for publication in dict.fromkeys(each.publication for each in events):
        later(tasks.freeze, publication=str(publication))
