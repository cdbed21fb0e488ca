"""Answers of a whole class in the same moment: taken by the intake, in batches."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from xingtan.activities.actions.answering import Given, take_responses
from xingtan.activities.rules.passes import read_pass
from xingtan.kernel import intake
from xingtan.kernel.ids import new_uid

# What the form has besides the answer itself.
OURS = ("pass", "uid", "do", "csrfmiddlewaretoken")


def _read(form: intake.Form, now: float) -> intake.Post[Given]:
    activity, person = read_pass(intake.one(form, "pass"), now)
    try:
        uid = UUID(intake.one(form, "uid")) if "uid" in form else new_uid()
    except ValueError:
        raise intake.Refused("unreadable") from None
    payload = {
        name: values[0] if len(values) == 1 else list(values) for name, values in form.items() if name not in OURS
    }
    at = datetime.fromtimestamp(now, UTC)
    return intake.Post(person, Given(activity=activity, person=person, at=at, payload=payload, uid=uid))


def _take(batch: Sequence[Given], now: datetime) -> list[str]:
    return [type(each.broken).__name__ if each.broken else "" for each in take_responses(batch)]


intake.register(intake.Kind("answer", _read, _take, limit="answer"))
