"""Deeds: courses are filled in by hand, looked through, and signed off."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.harvest.adapters.columns import Line, facts_of_line
from xingtan.harvest.events import SheetSignedOff
from xingtan.harvest.models import Sheet
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people

AT_ONCE = 1000
FORMAT = "sheet"


class NothingToSign(RuleBroken):
    """A sheet without a line that could be taken."""

    message = _("No line of this sheet can be taken. Mend it and send it again; nothing was published.")


class AlreadySigned(RuleBroken):
    """A sheet is signed off once."""

    message = _("This sheet was signed off already. Send a new one to change what it says.")


@deed
def keep_sheet(
    *, platform: catalog.Platform, name: str, lines: Sequence[Line], by: people.Person, now: datetime
) -> Sheet:
    """Keep what was filled in, to be looked through and signed off."""
    return Sheet.objects.create(
        platform=platform, name=name[:200], lines=[asdict(each) for each in lines], made_by=by, made_at=now
    )


@deed
def sign_off(*, sheet: Sheet, signature: str, by: people.Person, now: datetime) -> Sheet:
    """Stand up for the lines that can be taken: their courses are in the catalogue from now on.

    :raises AlreadySigned: if somebody did
    :raises NothingToSign: if there is no such line
    """
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("platform").get(pk=sheet.pk)
    good = [each["values"] for each in sheet.lines if not each["faults"]]
    if sheet.signed_at:
        raise AlreadySigned
    if not good:
        raise NothingToSign

    for start in range(0, len(good), AT_ONCE):
        found = [facts_of_line(each) for each in good[start : start + AT_ONCE]]
        taken = catalog.listings.take_in(platform=sheet.platform, found=found, source=FORMAT, now=now)
        sheet.added += taken.added + taken.back
        sheet.changed += taken.changed
    sheet.signed_at, sheet.signed_by, sheet.signature = now, by, signature[:200]
    sheet.save(update_fields=["added", "changed", "signed_at", "signed_by", "signature"])

    emit(SheetSignedOff(actor=by.uid, sheet=sheet.uid, platform=sheet.platform.uid, courses=len(good)))
    return sheet
