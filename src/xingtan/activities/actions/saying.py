"""What deeds with activities share: words for what cannot be kept, and telling open pages."""

from datetime import timedelta

from django.utils.translation import gettext

from xingtan.activities.models import Activity
from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Unfit
from xingtan.kernel import wire
from xingtan.kernel.errors import RuleBroken

CHANGED = "activities.changed"
ANSWERED = "activities.answered"
PAUSE = timedelta(seconds=1)


class NotFit(RuleBroken):
    """What was sent cannot be kept; its kind says why."""

    def __init__(self, unfit: Unfit) -> None:
        super().__init__()
        self.message = gettext(unfit.why) % unfit.facts if unfit.facts else gettext(unfit.why)


def tell(activity: Activity) -> None:
    """Tell everybody in the session that the activity is another one now: opened, closed, shown, moved."""
    if activity.session is None:
        return
    for channel in (f"session:{activity.session.uid}", f"lead:{activity.session.uid}"):
        wire.tell(channel, CHANGED, str(activity.uid))


def tell_answered(activity: Activity) -> None:
    """Tell that somebody answered: who leads, and everybody if they see the results. At most once a second."""
    if activity.session is None:
        return
    kind = kinds.named(activity.kind)
    # Three hundred phones that may not see results need not hear three hundred times that there are some.
    is_seen = activity.is_shown or (kind is not None and kind.shows_at_once)
    channels = ["lead", "session"] if is_seen else ["lead"]
    for channel in channels:
        wire.tell(f"{channel}:{activity.session.uid}", ANSWERED, str(activity.uid), every=PAUSE.total_seconds())
