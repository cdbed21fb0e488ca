"""What attendance plugs in below: parts of a session's pages, a class's tools, export and erasure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from xingtan.attendance import queries
from xingtan.attendance.actions import presence
from xingtan.attendance.actions.check_ins import take_right_check_ins
from xingtan.attendance.forms import Open, Shown
from xingtan.attendance.models import Attendance, CheckIn, Correction, Excuse, Interval, Round
from xingtan.attendance.queries import parts
from xingtan.attendance.rules.claims import Claim, read_pass
from xingtan.kernel import intake
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.teaching.registry.pages import ClassPage, SessionPage
from xingtan.ui import public as ui


@ui.fill("teaching.session_now", order=10)
def check_in(request: HttpRequest, pages: Sequence[SessionPage]) -> dict[Any, str]:
    """Let a student check in on the session's page; that it is open counts as being there."""
    return {page: _check_in(request, page) for page in pages if page.enrollment and not page.session.has_ended}


def _check_in(request: HttpRequest, page: SessionPage) -> str:
    session, person = page.session, page.enrollment.learner  # type: ignore[union-attr]  # asked for above
    browser = request.COOKIES.get(parts.BROWSER, "")
    context = parts.check_in_part(session, person, page.now, browser=browser)
    # Who is as far as another sees the same, but for the pass that lets them in at the intake.
    passes = {f"pass_{number}": passed for number, (_asked, passed) in enumerate(context["asked"])}
    asked = [(each, passed and ui.hole(name)) for (each, passed), name in zip(context["asked"], passes, strict=True)]
    drawn = ui.keep(
        request,
        "attendance.check_in",
        session.uid,
        context["version"],
        *map(bool, passes.values()),
        draw=lambda nobody: ui.draw(
            nobody, "attendance/check_in.html#check-in", {**context, "asked": asked, "delay": ui.hole("delay")}
        ),
        own={**passes, "delay": context["delay"]},
    )
    if session.status != session.Status.OPEN:
        return drawn
    presence.note(session=session, person=person, now=page.now)
    part = parts.presence_part(session)
    return drawn + ui.keep(
        request,
        "attendance.presence",
        *part.values(),
        draw=lambda nobody: ui.draw(nobody, "attendance/_presence.html", part),
    )


@ui.fill("teaching.session_lead", order=10)
def desk(request: HttpRequest, pages: Sequence[SessionPage]) -> dict[Any, str]:
    """Let those who lead open and close check-ins on their screen."""
    return {
        page: ui.draw(
            request,
            "attendance/desk.html#check-ins",
            {**parts.desk_part(page.session, page.now), "form": Open()},
        )
        for page in pages
        if page.is_lead
    }


@ui.fill("teaching.session_screen", order=10)
def screen(request: HttpRequest, pages: Sequence[SessionPage]) -> dict[Any, str]:
    """Show the code to check in with on the projector's screen."""
    return {
        page: ui.draw(request, "attendance/screen.html#screen", parts.screen_part(page.session, page.now))
        for page in pages
    }


@ui.fill("teaching.session_after", order=10)
def after(request: HttpRequest, pages: Sequence[SessionPage]) -> dict[Any, str]:
    """Say what a held session came to: to a student their own, to those who lead the numbers."""
    return {page: _after(request, page) for page in pages if page.is_lead or page.enrollment}


def _after(request: HttpRequest, page: SessionPage) -> str:
    context: dict[str, Any] = {"url": page.url}
    if page.is_lead:
        context["counts"] = parts.counts_of(page.session)
    else:
        learner = page.enrollment.learner  # type: ignore[union-attr]  # one of both, as asked above
        context["kept"] = queries.kept.of_session(page.session, learner)
    return ui.draw(request, "attendance/_after.html", context)


@ui.fill("teaching.class_tools", order=10)
def tools(request: HttpRequest, pages: Sequence[ClassPage]) -> dict[Any, str]:
    """Lead teachers to the class's table, and students to their own."""
    return {
        page: format_html(
            '<p><a href="{}attendance/">{}</a></p>', page.run.get_absolute_url(), _("Attendance of the class")
        )
        if page.is_lead
        else format_html('<p><a href="/attendance/">{}</a></p>', _("Your attendance"))
        for page in pages
        if page.is_lead or page.enrollment
    }


@registry.exports("attendance")
def export(person: Person) -> dict[str, Any]:
    """Give what sessions came to for this person, and the details that are still kept."""
    rows = Attendance.objects.filter(person=person).select_related("session__run__course").order_by("pk")
    corrections = Correction.objects.filter(attendance__person=person).select_related("attendance__session")
    check_ins = CheckIn.objects.filter(person=person).select_related("round__session").order_by("pk")
    times = Interval.objects.filter(person=person).select_related("session").order_by("pk")
    excuses = Excuse.objects.filter(person=person).select_related("session").order_by("pk")
    return {
        "sessions": [
            {
                "course": str(row.session.run.course),
                "session": str(row.session.uid),
                "starts_at": row.session.starts_at.isoformat(),
                "status": row.status,
                "by_the_rule": row.decided,
                "percent_of_lesson": row.share_percent,
                "on_site": row.is_on_site,
            }
            for row in rows
        ],
        "corrections": [
            {
                "session": str(row.attendance.session.uid),
                "at": row.at.isoformat(),
                "was": row.was,
                "becomes": row.becomes,
                "why": row.reason,
            }
            for row in corrections.order_by("pk")
        ],
        "check_ins": [
            {
                "session": str(row.round.session.uid),
                "way": row.round.way,
                "at": row.at.isoformat(),
                "by": row.by,
                "distance": row.band,
                "browser_digest": row.device,
            }
            for row in check_ins
        ],
        "times": [
            {
                "session": str(row.session.uid),
                "where": row.where,
                "from": row.from_at.isoformat(),
                "to": row.to_at.isoformat(),
            }
            for row in times
        ],
        "excuses": [
            {
                "session": str(row.session.uid),
                "asked_at": row.asked_at.isoformat(),
                "words": row.words,
                "granted": row.is_granted,
            }
            for row in excuses
        ],
    }


@registry.erases("attendance")
def erase(person: Person) -> None:
    """Forget when and how this person was anywhere; that somebody attended stays, for the class's own count, without a name."""
    CheckIn.objects.filter(person=person).delete()
    Interval.objects.filter(person=person).delete()
    Excuse.objects.filter(person=person).delete()
    Correction.objects.filter(attendance__person=person).update(reason="")
    # Of rounds this person opened, the place: their desk perhaps.
    Round.objects.filter(opened_by=person).update(latitude=None, longitude=None)


def _read(form: intake.Form, now: float) -> intake.Post[Claim]:
    """Read a claim from what a student's form says; the pass in it says who that is."""
    opened = read_pass(intake.one(form, "pass"), now)
    shown = Shown({name: values[0] for name, values in form.items()} | {"round": str(opened.round)})
    if not shown.is_valid():
        raise intake.Refused("unreadable")
    said = {name: shown.cleaned_data[name] for name in SHOWN}
    return intake.Post(
        opened.person, Claim(round=opened.round, person=opened.person, at=now, device=opened.device, **said)
    )


def _take(batch: Sequence[Claim], now: datetime) -> list[str]:
    return [verdict.why for verdict in take_right_check_ins(claims=batch, now=now)]


SHOWN = ("scan", "code", "gesture", "latitude", "longitude", "accuracy")
intake.register(intake.Kind("check-in", _read, _take, limit="check_in"))
