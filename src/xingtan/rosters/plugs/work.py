"""The long work of rosters: looking through, taking in, welcoming."""

from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.jobs import registry as jobs
from xingtan.kernel.archives import ArchiveRefused
from xingtan.rosters import actions, queries
from xingtan.rosters.adapters import tables
from xingtan.rosters.models import Roster
from xingtan.rosters.registry import Bad, Unreadable, register

register(tables.FORMAT)


def _found(params: dict[str, Any]) -> Roster:
    return Roster.objects.select_related("university", "brought_by", "taken_by").get(uid=params["roster"])


def _to_report(_result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    roster = Roster.objects.filter(uid=params["roster"]).select_related("university").first()
    return (
        (_("See the report"), reverse("rosters:roster", args=(roster.university.slug, roster.uid))) if roster else None
    )


@jobs.kind(actions.LOOKING, label=gettext_lazy("Look through a roster"), link=_to_report)
def look_through(work: jobs.Work) -> None:
    """Read a roster, find what is wrong and what it would change. Nothing is changed."""
    roster, now = _found(work.params), timezone.now()
    work.progress(0, 3, _("Reading"))
    try:
        contents = queries.contents_of(roster)
    except (Unreadable, ArchiveRefused) as no:
        bad = [Bad("error", roster.name, 0, "unreadable", str(no))]
        actions.note_report(roster=roster, bad=bad, changes=None, now=now)
        return
    work.progress(1, 3, _("Looking for what is wrong"))
    bad = queries.faults_of(contents, queries.standing(roster.university_id, roster.source))
    changes = None
    if not any(each.level == "error" for each in bad):
        work.progress(2, 3, _("Comparing with what is here"))
        changes = queries.changes_of(
            contents, university=roster.university_id, source=roster.source, today=_today(roster)
        )
        bad += changes.bad
    actions.note_report(roster=roster, bad=bad, changes=changes, now=now)
    if any(each.what == "password" for each in bad):
        actions.drop_file(roster=roster)
    work.result["errors"] = sum(each.level == "error" for each in bad)


@jobs.kind(actions.TAKING, label=gettext_lazy("Take a roster in"), link=_to_report)
def take_in_roster(work: jobs.Work) -> None:
    """Take a roster in. Begun again after a crash, it goes on where it was."""
    roster, now = _found(work.params), timezone.now()
    if roster.taken_at is not None:
        return
    by = roster.taken_by or roster.brought_by
    if actions.is_outdated(roster) and not work.checkpoint:
        # Of two that were confirmed, the second is shown again before it undoes the first.
        actions.let_try_again(roster=roster.uid)
        actions.look_through(roster=roster, by=by)
        work.line("warning", "", _("Another roster was taken in since; this one is looked through again first"))
        return
    contents = queries.contents_of(roster)
    # What was said may have changed since somebody looked: what is wrong now keeps it out now.
    bad = queries.faults_of(contents, queries.standing(roster.university_id, roster.source))
    if by is None or any(each.level == "error" for each in bad):
        actions.note_report(roster=roster, bad=bad, changes=None, now=now)
        actions.let_try_again(roster=roster.uid)
        raise actions.HasErrors
    taking = actions.Taking(
        university=roster.university,
        source=roster.source,
        by=by,
        now=now,
        locale=roster.options.get("language") or by.locale,
        reason=_("The roster “%(name)s” no longer names this place.") % {"name": roster.name},
        tally={kind: dict(of) for kind, of in work.checkpoint.get("tally", {}).items()},
        keep=lambda tally: work.save_checkpoint(tally=tally),
        progress=lambda done, total, kind: work.progress(done, total, _doing(kind)),
    )
    changes = actions.take(taking, contents, today=_today(roster))
    if changes.doubts:
        work.line("warning", "", _("%(count)s people wait for a decision") % {"count": len(changes.doubts)})
    actions.finish(roster=roster, tally=taking.tally, by=by, now=timezone.now())
    work.result |= {kind: sum(of.values()) for kind, of in taking.tally.items()}


def _doing(kind: str) -> str:
    words = {
        "org": _("Departments"),
        "term": _("Terms"),
        "course": _("Courses"),
        "class": _("Classes"),
        "user": _("People"),
        "role": _("Roles"),
        "enrollment": _("Places in classes"),
    }
    return words.get(kind, "")


def _today(roster: Roster) -> Any:
    # The day somebody handed it in: a run that is killed at midnight goes on with the same answers.
    return roster.brought_at.astimezone(ZoneInfo(roster.university.zone)).date()


@jobs.kind(actions.WELCOME, label=gettext_lazy("Welcome new people"), link=_to_report)
def welcome(work: jobs.Work) -> None:
    """Tell everybody who got an account, a few at a time."""
    roster = _found(work.params)
    total, told = actions.unwelcomed(roster).count(), 0
    while some := actions.welcome_some(roster=roster, now=timezone.now()):
        told += some
        work.progress(told, max(total, told), _("Writing to people"))
    work.result["told"] = told
