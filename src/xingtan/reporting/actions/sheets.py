"""Deeds: a table of figures is looked through, and applied whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.people import public as people
from xingtan.reporting.actions.reports import Written, write_reports
from xingtan.reporting.models import Campaign, Institution, Report, Sheet


class SheetHasProblems(RuleBroken):
    """A table is applied whole, or not at all."""

    message = _("There are problems in this table. Mend them and hand it in again; nothing was saved.")


class SheetIsApplied(RuleBroken):
    """A table is applied once."""

    message = _("This table was applied already. Hand in a new one to change the figures.")


@deed
def keep_sheet(
    *,
    campaign: Campaign,
    institution: Institution | None,
    platform: catalog.Platform | None,
    name: str,
    lines: Sequence[dict[str, Any]],
    problems: Sequence[dict[str, Any]],
    by: people.Person,
    now: datetime,
) -> Sheet:
    """Keep what was read from a table, and what is wrong with it. No figure changes."""
    return Sheet.objects.create(
        campaign=campaign,
        institution=institution,
        platform=platform,
        name=name[:200],
        lines=list(lines),
        problems=list(problems),
        by=by,
        at=now,
    )


@deed
def apply_sheet(*, sheet: Sheet, reason: str, by: people.Person, now: datetime) -> list[Report]:
    """Make drafts of what the table says, to be looked at and signed.

    :raises SheetIsApplied: if it was applied before
    :raises SheetHasProblems: if anything in it is wrong
    """
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("campaign", "platform").get(pk=sheet.pk)
    if sheet.applied_at is not None:
        raise SheetIsApplied
    if sheet.problems or not sheet.lines:
        raise SheetHasProblems
    of: dict[str, dict[str, Written]] = {}
    for line in sheet.lines:
        of.setdefault(line["code"], {})[line["measure"]] = Written(
            value=line["value"], basis=line["class"], evidence=line["evidence"], comment=line["comment"]
        )
    institutions = Institution.objects.filter(asked__campaign=sheet.campaign).in_bulk(field_name="code")
    made = write_reports(
        campaign=sheet.campaign,
        written={institutions[code]: figures for code, figures in of.items()},
        platform=sheet.platform,
        reason=reason,
        by=by,
        now=now,
    )
    sheet.applied_at = now
    sheet.save(update_fields=["applied_at"])
    return made
