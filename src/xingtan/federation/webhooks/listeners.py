"""What changed in the catalogue is told to the addresses that asked for it."""

from typing import Any
from uuid import UUID

from xingtan.catalog import events as catalog
from xingtan.federation.webhooks import tasks
from xingtan.federation.webhooks.actions import Happened, tell
from xingtan.federation.webhooks.events import DeliveryAsked
from xingtan.federation.webhooks.rules import KINDS
from xingtan.kernel.events import Heard, hears
from xingtan.kernel.tasks import later

_KIND_OF = {event: kind for kind, event in KINDS.items()}


@hears(
    catalog.CoursePublished,
    catalog.CourseDescribed,
    catalog.CourseWithdrawn,
    catalog.RunOpened,
    catalog.RunChanged,
    catalog.CoursesGathered,
    catalog.CoursesVanished,
    catalog.CoursesMerged,
    catalog.CoursesSplit,
    envelope=True,
)
def on_catalog_changed(heard: list[Heard[Any]]) -> None:
    """Write down what is to be told."""
    tell(happened=[_happened(each) for each in heard])


def _happened(heard: Heard[Any]) -> Happened:
    event = heard.event
    courses: list[UUID] = list(getattr(event, "courses", ()) or (event.course,))
    if hasattr(event, "other"):
        courses.append(event.other)
    also = {name: str(getattr(event, name)) for name in ("run", "platform") if hasattr(event, name)}
    return Happened(_KIND_OF[event.name], heard.id, heard.at, courses, also)


@hears(DeliveryAsked)
def on_delivery_asked(asked: list[DeliveryAsked]) -> None:
    """Send it."""
    for each in asked:
        later(tasks.deliver, delivery=str(each.delivery))
