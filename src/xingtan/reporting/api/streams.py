"""Batches of platforms: handed in under a signature, taken or set aside, and the answer says which."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Header, Router, Status

from xingtan.eventstore import public as eventstore
from xingtan.kernel import throttle
from xingtan.kernel.errors import OutsideFailed
from xingtan.kernel.pages import Request, now
from xingtan.reporting import access, actions, queries, schemas
from xingtan.reporting.adapters import batches

router = Router()
Kind = Literal["identity", "access", "behaviour", "operation"]
MOST_SIGNATURE = 100
TOO_BIG = gettext_lazy("A batch has at most 64 MB. Send several. Nothing was kept.")


@router.post(
    "/platforms/{platform}/streams/{stream}/batches",
    auth=None,
    response={
        200: schemas.BatchOut,
        201: schemas.BatchOut,
        413: schemas.RefusedOut,
        415: schemas.RefusedOut,
        422: schemas.BatchOut,
    },
)
def hand_in_batch(
    request: HttpRequest,
    platform: str,
    stream: Kind,
    x_batch_sequence: Annotated[int, Header(ge=1, le=10**11)],
    x_batch_schema: Annotated[str, Header(max_length=16)],
    x_batch_signature: Annotated[str, Header(max_length=MOST_SIGNATURE)],
    x_batch_form: Annotated[Literal["events", "aggregates"], Header()] = "events",
) -> Status[Any]:
    """Hand in a batch of a stream: JSON lines, or Parquet. 201: on disk. 200: this very batch was taken before.

    The signature is Ed25519 in base64, by a key that is registered for the platform, over six lines (each with its
    line feed) and the body byte for byte: ``xingtan.batch.1``, the platform's address, the stream, the sequence, the
    schema version, ``events`` or ``aggregates``. Sequences count from 1 for each stream. 422: set aside, with reasons;
    mend it and send it again under the same sequence. ``missing`` names the holes to send again.
    """
    throttle.count("batch", request)
    found = access.platform_to_hand_in(platform=platform)
    media = (request.content_type or "").lower()
    if media not in (batches.LINES, batches.COLUMNS):
        return Status(415, {"detail": _("Send application/x-ndjson or application/vnd.apache.parquet.")})
    data = request.read(batches.MOST_BYTES + 1)
    if len(data) > batches.MOST_BYTES:
        return Status(413, {"detail": str(TOO_BIG)})
    came = actions.HandedIn(
        platform=found,
        stream=stream,
        number=x_batch_sequence,
        version=x_batch_schema,
        form=x_batch_form,
        media=media,
        signature=x_batch_signature,
        data=data,
    )
    try:
        answer = actions.hand_in(came=came, now=now())
    except eventstore.BatchIsTooBig:
        return Status(413, {"detail": str(TOO_BIG)})
    except eventstore.StoreIsFull as full:
        raise OutsideFailed from full
    status = 200 if answer.is_again else 201 if answer.batch.is_accepted else 422
    return Status(status, _out(answer))


@router.get("/platforms/{platform}/streams", response=list[schemas.StreamOut])
def streams(request: Request, platform: str) -> list[dict[str, Any]]:
    """Tell where the four streams of a platform stand: to its contacts, coordinators and operators."""
    found = access.streams_to_see(request.user, platform=platform)
    return [
        {
            "stream": each.kind,
            "last": each.stream.last if each.stream else 0,
            "rows": each.stream.rows if each.stream else 0,
            "missing": each.missing,
            "missing_count": each.missing_count,
            "set_aside": each.set_aside,
            "last_at": each.stream.accepted_at if each.stream else None,
            "is_silent": each.is_silent,
        }
        for each in queries.standings_of(found, now=now())
    ]


def _out(answer: actions.Answer) -> dict[str, Any]:
    batch = answer.batch
    return {
        "uid": batch.uid,
        "state": "taken" if batch.is_accepted else "set_aside",
        "sequence": batch.number,
        "digest": batch.digest,
        "rows": batch.rows,
        "next": answer.stream.last + 1,
        "missing": answer.missing,
        "reasons": [
            {"line": each["line"], "key": each["key"], "words": queries.reason(each)} for each in batch.reasons
        ],
    }
