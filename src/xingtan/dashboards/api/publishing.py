"""For programs of those who publish: tables are counted, looked at, frozen, discarded and withdrawn."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from xingtan.census import public as census
from xingtan.dashboards import access
from xingtan.dashboards.queries.pages import preparing
from xingtan.dashboards.schemas import NoteIn, PublicationOut, ReasonIn, TableIn, TableToPublishOut
from xingtan.kernel import throttle
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, now
from xingtan.reporting.public import Campaign

router = Router(tags=["census"])
TABLE = "/census/publishing/{publication}"


@router.get("/census/publishing", response=list[PublicationOut])
def tables_to_publish(request: Request) -> list[census.Publication]:
    """List every table, released or not, the last made first."""
    access.publish(request.user)
    return list(preparing.tables())


@router.post("/census/publishing", response={201: TableToPublishOut})
def prepare_table(request: Request, said: TableIn) -> Status[dict[str, Any]]:
    """Have a new table counted, to be looked at. Nobody else knows of it until it is frozen."""
    access.publish(request.user)
    throttle.count("change", request)
    moment = now()
    brief = census.Brief(
        **said.dict(exclude={"campaign", "release_at", "note"}),
        campaign=_campaign(said.campaign),
        release_at=said.release_at or moment,
    )
    draft = census.prepare(brief=brief, note=said.note, person=request.user, now=moment)
    return Status(201, _told(draft.publication))


@router.get(TABLE, response=TableToPublishOut)
def table_to_publish(request: Request, publication: str) -> dict[str, Any]:
    """Give a table with its draft: how much would change, how much is withheld, and whether it may be frozen."""
    return _told(access.publication_to_prepare(request.user, publication=publication))


@router.post(f"{TABLE}/counting", response={202: TableToPublishOut})
def count_table(request: Request, publication: str, said: NoteIn) -> Status[dict[str, Any]]:
    """Have a table counted again, to be looked at."""
    found = access.publication_to_prepare(request.user, publication=publication)
    throttle.count("change", request)
    census.prepare_again(publication=found, note=said.note, person=request.user, now=now())
    return Status(202, _told(found))


@router.post(f"{TABLE}/revisions", response={201: TableToPublishOut})
def freeze_table(request: Request, publication: str) -> Status[dict[str, Any]]:
    """Freeze what was counted; it is public at once, or when its embargo ends."""
    draft = access.draft_to_decide(request.user, publication=publication)
    throttle.count("change", request)
    census.confirm(draft=draft, person=request.user, now=now())
    return Status(201, _told(draft.publication))


@router.delete(f"{TABLE}/draft", response={204: None})
def discard_draft(request: HttpRequest, publication: str) -> Status[None]:
    """Discard what was counted; a table that was never frozen goes with it."""
    person: Any = request.user
    census.discard(draft=access.draft_to_decide(person, publication=publication), person=person)
    return Status(204, None)


@router.post(f"{TABLE}/revisions/{{int:number}}/withdrawal", response={201: TableToPublishOut})
def withdraw_revision(request: Request, publication: str, number: int, said: ReasonIn) -> Status[dict[str, Any]]:
    """Tell readers not to use a revision any longer, and why."""
    revision = access.revision_to_withdraw(request.user, publication=publication, number=number)
    throttle.count("change", request)
    census.withdraw(revision=revision, reason=said.reason, person=request.user, now=now())
    return Status(201, _told(revision.publication))


def _campaign(slug: str) -> Campaign | None:
    if not slug:
        return None
    found = Campaign.objects.exclude(state="draft").filter(slug=slug).first()
    if found is None:
        raise NotThere
    return found


def _told(found: census.Publication) -> dict[str, Any]:
    table = preparing.tables().get(pk=found.pk)
    told = {name: getattr(table, name) for name in PublicationOut.model_fields}
    return {
        **told,
        "url": table.desk_url,
        "state": preparing.states([table], now=now())[table.pk].label,
        "draft": _draft(table),
        "revisions": [each.number for each in table.revisions.all()],
    }


def _draft(table: census.Publication) -> dict[str, Any] | None:
    draft = census.Draft.objects.select_related("publication__campaign").filter(publication=table).first()
    if draft is None:
        return None
    found = preparing.prospect_of(draft)
    told = {name: getattr(draft, name) for name in ("asked_at", "counted_at", "note", "job")}
    if found is None:
        empty = dict.fromkeys(("cells", "changes", "withheld", "unanswered"), 0)
        return {**told, **empty, "number": None, "sha256": "", "is_same": False, "must_be_counted_again": False}
    return {
        **told,
        "number": found.number,
        "sha256": found.revision.sha256,
        "cells": len(census.publications.kept_of(found.revision)),
        "changes": found.change_count,
        "withheld": len(found.revision.withheld),
        "unanswered": found.missing_count,
        "is_same": found.is_same,
        "must_be_counted_again": found.is_overtaken,
    }
