"""The steps of a nomination by name, for pages and programs: each is one of the deeds, and there is no other way."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.coordination.actions import decisions, nominations, reviews
from xingtan.coordination.models import Nomination, Verdict
from xingtan.kernel.errors import RuleBroken
from xingtan.people import public as people


class NoSuchMove(RuleBroken):
    """A step has a name."""

    message = _("There is no step “%(move)s”. Nothing was changed.")


MOVES: Mapping[str, Callable[..., Any]] = {
    "confirm": nominations.confirm,
    "send_back": nominations.send_back,
    "renew": nominations.renew,
    "withdraw": nominations.withdraw,
    "close_review": reviews.close_review,
    "accept": partial(decisions.decide, verdict=Verdict.ACCEPT),
    "return": partial(decisions.decide, verdict=Verdict.RETURN),
    "refuse": partial(decisions.decide, verdict=Verdict.REFUSE),
    "publish": decisions.publish,
    "remove": decisions.remove,
}


def take(*, nomination: Nomination, move: str, reason: str, by: people.Person, now: datetime) -> None:
    """Take the step of this name.

    :raises NoSuchMove: if there is none
    """
    if move not in MOVES:
        raise NoSuchMove(move=move[:40])
    MOVES[move](nomination=nomination, reason=reason, by=by, now=now)
