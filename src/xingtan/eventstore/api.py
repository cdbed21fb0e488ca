"""For programs: handing in what happened elsewhere, in batches. What is acknowledged is on disk."""

from django.http import HttpRequest
from ninja import Router, Schema, Status

from xingtan.eventstore import access
from xingtan.eventstore.actions.batches import BatchIsTooBig, take_batch
from xingtan.eventstore.adapters.disk import StoreIsFull

router = Router(tags=["eventstore"])


class BatchOut(Schema):
    """A batch that was taken: it is on disk, and what is in it counts once it was closed."""

    source: int
    sequence: int
    lines: int


class BatchNo(Schema):
    """Why a batch was not taken. Nothing of it was kept."""

    detail: str


@router.put("/store/{source}/batches/{sequence}", response={201: BatchOut, 413: BatchNo, 507: BatchNo})
def batch(request: HttpRequest, source: int, sequence: int) -> "Status[BatchOut] | Status[BatchNo]":
    """Hand in a batch of JSON lines: each names its ``family`` and that family's columns. Sent again, it counts once."""
    source, sequence = access.batch_to_hand_in(request.user, source=source, sequence=sequence)
    try:
        lines = take_batch(source=source, sequence=sequence, lines=request.body)
    except BatchIsTooBig:
        return Status(413, BatchNo(detail="Send it in smaller parts."))
    except StoreIsFull as full:
        return Status(507, BatchNo(detail=str(full)))
    return Status(201, BatchOut(source=source, sequence=sequence, lines=lines))
