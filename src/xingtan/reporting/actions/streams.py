"""Deeds: keys of platforms are registered, and their batches are taken or set aside."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.eventstore import public as eventstore
from xingtan.kernel import files, spool
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.reporting import rules
from xingtan.reporting.adapters import batches, keys
from xingtan.reporting.events import BatchSetAside, BatchTaken, KeyRegistered
from xingtan.reporting.models import Aggregate, Batch, Institution, PlatformKey, Stream
from xingtan.reporting.rules.gaps import MOST_HOLES
from xingtan.reporting.rules.translating import family_rows

SILENT, LANE = "reporting.stream_silent", "platforms"
AT_ONCE = 2_000
UNSIGNED_KEPT = 200
SILENT_AFTER = timedelta(days=1)
KINDS = tuple(rules.STREAMS)


class KeyIsNone(RuleBroken):
    """A key is 32 bytes, written in base64."""

    message = _("This is no public key of Ed25519: 32 bytes in base64, 44 letters. Nothing was kept.")


class KeyIsKnown(RuleBroken):
    """A key that was ended stays ended."""

    message = _("This key was registered before. Make a new one; nothing was kept.")


class PlatformHasNoNumber(RuleBroken):
    """What comes from a platform is counted under a number of 16 bits, and there are no more of them."""

    message = _("This site knows more platforms than can be counted from. Nothing was kept.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A batch as it came over the wire."""

    platform: catalog.Platform
    stream: str
    number: int
    version: str
    form: str
    media: str
    signature: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a batch, and what the stream waits for.

    :param is_again: the very same batch had been taken before
    """

    batch: Batch
    stream: Stream
    is_again: bool = False
    missing: list[list[int]] = field(default_factory=list)


@deed
def register_key(
    *, platform: catalog.Platform, name: str, public_key: str, by: people.Person, now: datetime
) -> PlatformKey:
    """Let the platform sign with this key from now on.

    :raises PlatformHasNoNumber: if nothing can be counted from it
    :raises KeyIsNone: if it is no key
    :raises KeyIsKnown: if it was registered before
    """
    if platform.pk not in eventstore.PARTNERS:
        raise PlatformHasNoNumber
    if not keys.is_public_key(public_key):
        raise KeyIsNone
    if PlatformKey.objects.filter(platform=platform, public_key=public_key).exists():
        raise KeyIsKnown
    key = PlatformKey.objects.create(platform=platform, name=name, public_key=public_key, by=by, since=now)
    emit(KeyRegistered(actor=by.uid, platform=platform.uid, key=key.uid, is_valid=True))
    return key


@deed
def end_key(*, key: PlatformKey, by: people.Person, now: datetime) -> None:
    """Take nothing that is signed with this key any more. What was taken stays."""
    if PlatformKey.objects.filter(pk=key.pk, ended_at__isnull=True).update(ended_at=now):
        emit(KeyRegistered(actor=by.uid, platform=key.platform.uid, key=key.uid, is_valid=False))


def hand_in(*, came: HandedIn, now: datetime) -> Answer:
    """Take a batch, or set it aside with every reason found. What is taken is on disk when this returns.

    :raises StoreIsFull: if there is no room; nothing was taken then
    """
    key = _key_of(came)
    looked = rules.Looked()
    if key is None:
        looked.bad("wrong_signature")
    else:
        # Read and looked at before anything is locked: that may take seconds.
        looked = _look(came, now)
        if looked.reasons:
            # Whoever mends it may want to see what came; of a stranger nothing is kept.
            files.keep(came.data)
    return _record(came=came, key=key, looked=looked, now=now)


def _key_of(came: HandedIn) -> PlatformKey | None:
    signed = batches.signed_bytes(
        platform=came.platform.slug,
        stream=came.stream,
        number=came.number,
        version=came.version,
        form=came.form,
        data=came.data,
    )
    known = PlatformKey.objects.filter(platform=came.platform, ended_at__isnull=True).order_by("-pk")
    return next((each for each in known if keys.holds(each.public_key, came.signature, signed)), None)


def _look(came: HandedIn, now: datetime) -> rules.Looked:
    looked = rules.Looked()
    if came.version not in rules.BATCH_VERSIONS:
        looked.bad("unknown_version", version=came.version)
    elif came.media == batches.COLUMNS:
        try:
            rows = batches.rows_of_columns(came.data)
            return rules.look_through_rows(rows, stream=came.stream, form=came.form, now=now)
        except batches.NoFileOfColumns:
            looked.bad("no_columns")
    else:
        return rules.look_through(came.data, stream=came.stream, form=came.form, now=now)
    return looked


@deed
def _record(*, came: HandedIn, key: PlatformKey | None, looked: rules.Looked, now: datetime) -> Answer:
    Stream.objects.get_or_create(platform=came.platform, kind=came.stream)
    stream = Stream.objects.select_for_update(of=("self",)).get(platform=came.platform, kind=came.stream)
    digest = rules.digest_of(came.data)
    place = rules.place_of(came.number, last=stream.last, missing=stream.missing)
    if key is not None and place.kind == "again":
        before = stream.batches.filter(number=came.number, is_accepted=True).first()
        if before is not None and before.digest == digest:
            return Answer(batch=before, stream=stream, is_again=True, missing=stream.missing)
        looked.bad("number_is_taken")
    if len(place.missing) > MOST_HOLES:
        looked.bad("too_many_holes")

    batch = Batch(
        stream=stream,
        number=came.number,
        digest=digest,
        form=came.form,
        version=came.version[:16],
        key=key,
        rows=len(looked.rows),
        size_bytes=len(came.data),
        received_at=now,
        is_accepted=not looked.reasons,
        reasons=[asdict(each) for each in looked.reasons],
    )
    batch.save()
    if looked.reasons:
        if key is None:
            _forget_unsigned(stream)
        emit(BatchSetAside(platform=came.platform.uid, batch=batch.uid, stream=came.stream, number=came.number))
        return Answer(batch=batch, stream=stream, missing=stream.missing)

    stream.last, stream.missing = place.last, [list(each) for each in place.missing]
    stream.rows += batch.rows
    stream.accepted_at, stream.told_silent_at = now, None
    stream.save(update_fields=["last", "missing", "rows", "accepted_at", "told_silent_at"])
    # Under the lock, so that what is on disk under a number is what is recorded under it; some milliseconds.
    _store(came, looked.rows)
    if came.form == "aggregates":
        told = rules.countable(looked.rows)
        names = ("code", "measure", "day", "value")
        Aggregate.objects.bulk_create(
            [Aggregate(batch=batch, **dict(zip(names, each, strict=True))) for each in told], batch_size=AT_ONCE
        )

    emit(
        BatchTaken(platform=came.platform.uid, batch=batch.uid, stream=came.stream, number=came.number, rows=batch.rows)
    )
    return Answer(batch=batch, stream=stream, missing=stream.missing)


def _store(came: HandedIn, rows: Sequence[dict[str, Any]]) -> None:
    """Put what is counted into the event store, and what is only kept into the spool."""
    kept = list(rows)
    if came.form == "events":
        known = Institution.objects.filter(university__isnull=False).values_list("code", "university__uid")
        universities = {code: eventstore.short_key("university", uid) for code, uid in known}
        counted, kept = family_rows(rows, key=eventstore.key, platform=came.platform.pk, universities=universities)
        if counted:
            lines = b"\n".join(rules.canonical(each) for each in counted)
            # Four streams count each for themselves, and the store knows one sequence of a source.
            number = came.number * len(KINDS) + KINDS.index(came.stream)
            eventstore.take_batch(source=came.platform.pk, sequence=number, lines=lines)
    if kept:
        told = {"platform": came.platform.slug, "stream": came.stream, "batch": came.number}
        spool.append(LANE, [{"at": f"{each.get('day')}T00:00:00Z", **each, **told} for each in kept])


def _forget_unsigned(stream: Stream) -> None:
    """Keep the last of what strangers sent, so that nobody fills the table."""
    unsigned = stream.batches.filter(key__isnull=True, is_accepted=False).order_by("-pk")
    old = list(unsigned.values_list("pk", flat=True)[UNSIGNED_KEPT:])
    Batch.objects.filter(pk__in=old).delete()


@deed
def tell_of_silence(*, now: datetime) -> int:
    """Tell a platform's contacts, once, that a stream which used to speak has been silent for a day; says how many."""
    silent = Stream.objects.filter(accepted_at__lt=now - SILENT_AFTER, told_silent_at__isnull=True)
    told = list(silent.select_related("platform").select_for_update(of=("self",)).order_by("pk"))
    for stream in told:
        contacts = catalog.PlatformContact.objects.filter(platform=stream.platform_id).select_related("person")
        data = {
            "platform": dict(stream.platform.name),
            "stream": stream.kind,
            "url": f"/platforms/{stream.platform.slug}/streams/",
        }
        about = f"{stream.pk}:{stream.last}"
        notices.tell(
            people=[each.person for each in contacts.order_by("pk")], kind=SILENT, about=about, data=data, now=now
        )
    Stream.objects.filter(pk__in=[each.pk for each in told]).update(told_silent_at=now)
    return len(told)
