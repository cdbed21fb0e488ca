"""Pages of those who lead a session: opening and closing check-ins, showing the code, the roll, excuses."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from xingtan.attendance import access, queries
from xingtan.attendance.actions import corrections, presence, rounds
from xingtan.attendance.forms import Correct, Open
from xingtan.attendance.models import Attendance, Excuse, Round, Status
from xingtan.attendance.queries import parts, words
from xingtan.attendance.rules.deciding import HERE
from xingtan.attendance.views.tables import lines
from xingtan.kernel import wire
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.kernel.tables import harmless
from xingtan.people import public as people
from xingtan.teaching import public as teaching

DESK = "attendance/desk.html"
ROLL = "attendance/roll.html"


@page(teaching.session_to_lead, methods=("GET",))
def desk(request: Request, session: teaching.Session) -> HttpResponse:
    """Show the check-ins of a session to those who lead it; the part with what is open, if it says something new."""
    return show(request, DESK, desk_context(session), part="open-rounds")


@page(teaching.session_to_lead, methods=("GET",))
def screen(request: Request, session: teaching.Session) -> HttpResponse:
    """Show the code to check in with, big: on the projector. Without script the page comes again by itself."""
    return show(request, "attendance/screen.html", parts.screen_part(session, now()), part="screen")


@page(teaching.session_to_lead, limit="change", methods=("POST",))
def opening(request: Request, session: teaching.Session) -> HttpResponse:
    """Open a check-in or check-out."""
    form = Open(request.POST)
    address = f"{session.get_absolute_url()}lead/#check-ins"
    if form.is_valid():
        said = dict(form.cleaned_data)
        way = said.pop("way")
        moment = now()
        try:
            made = rounds.open_round(
                session=session, way=way, asking=rounds.Asking(**said), by=request.user, now=moment
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            # Whoever asks for another way while one is open is told why nothing changed.
            other = _("One is open already. Close it first, then open another.") if made.opened_at < moment else None
            return done(request, DESK, desk_context(session), part="open-rounds", then=address, say=other)
    context = {**desk_context(session), "form": form, "errors": _errors(form)}
    return show(request, DESK, context, part="open-rounds", status=422)


@page(access.round_to_close, limit="change", methods=("POST",))
def closing(request: Request, opened: Round) -> HttpResponse:
    """Close a check-in or check-out."""
    rounds.close_round(opened=opened, by=request.user, now=now())
    rounds.gather_refusals(opened=opened)
    context = desk_context(opened.session)
    address = f"{opened.session.get_absolute_url()}lead/#check-ins"
    return done(request, DESK, context, part="open-rounds", then=address)


@page(teaching.session_to_lead, methods=("GET",))
def roll(request: Request, session: teaching.Session) -> HttpResponse:
    """Show who is here, and what stands of each."""
    moment = now()
    if session.status == session.Status.OPEN:
        presence.fold_soon(now=moment)
    return show(request, ROLL, roll_context(session), part="roll")


@page(teaching.session_to_lead, methods=("GET",))
def roll_csv(request: Request, session: teaching.Session) -> HttpResponse:
    """Give the roll as a table to take along."""
    found = queries.here.roll_of(session, now=now())
    response = StreamingHttpResponse(lines(_csv(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="roll-{session.starts_at:%Y-%m-%d}.csv"'
    return response  # type: ignore[return-value]  # what is streamed is an answer, too


@page(access.person_on_roll, limit="change")
def line(request: Request, session: teaching.Session, student: people.Person) -> HttpResponse:
    """Show one student of the roll with what was corrected, and correct."""
    form = Correct(request.POST or None)
    if request.method == "POST" and form.is_valid():
        corrections.correct(session=session, person=student, by=request.user, now=now(), **form.cleaned_data)
        context = {**roll_context(session, only=student), "is_alone": True}
        said = _("%(name)s: %(status)s.") % {
            "name": student.get_full_name(),
            "status": Status(form.cleaned_data["becomes"]).label,
        }
        then = f"{session.get_absolute_url()}roll/#p-{student.uid}"
        return done(request, ROLL, context, part="line", then=then, say=None if _is_one_click(request) else said)
    context = roll_context(session, only=student)
    context |= {
        "student": student,
        "form": form,
        "corrections": queries.here.corrections_of(session, student),
        "attendance": Attendance.objects.filter(session=session, person=student).first(),
        "kept": queries.kept.of_session(session, student),
    }
    return show(request, "attendance/line.html", context, status=422 if form.errors else 200)


@page(access.excuse_to_decide, limit="change", methods=("POST",))
def excuse(request: Request, found: Excuse) -> HttpResponse:
    """Grant or decline an excuse."""
    if request.POST.get("answer") == "grant":
        corrections.grant_excuse(excuse=found, by=request.user, now=now())
        said = _("%(name)s is excused.") % {"name": found.person.get_full_name()}
    else:
        corrections.decline_excuse(excuse=found, by=request.user, now=now())
        said = _("%(name)s is not excused.") % {"name": found.person.get_full_name()}
    return done(request, ROLL, then=f"{found.session.get_absolute_url()}roll/#excuses", say=said)


def desk_context(session: teaching.Session) -> dict[str, Any]:
    """Give what the check-ins of a session show to those who lead it."""
    return {**parts.desk_part(session, now()), "form": Open(), "crumbs": _crumbs(session)}


def roll_context(session: teaching.Session, *, only: people.Person | None = None) -> dict[str, Any]:
    """Give what the roll shows.

    :param only: whose line alone is asked for
    """
    found = queries.here.roll_of(session, now=now())
    is_running = session.status == session.Status.OPEN
    lines = [each for each in found.lines if only is None or each.person == only.uid]
    return {
        "session": session,
        "offered": session.run.course,
        "url": session.get_absolute_url(),
        "roll": found,
        "lines": lines,
        "line": lines[0] if only and lines else None,
        "counts": [
            (queries.here.label_of(value, is_running=is_running), found.counts[value]) for value in Status.values
        ],
        "here": HERE,
        "crumbs": _crumbs(session),
        "is_running": is_running,
        "stream": wire.address([f"session:{session.uid}", f"lead:{session.uid}"]),
    }


def _crumbs(session: teaching.Session) -> list[tuple[str, str]]:
    course = session.run.course
    return [
        (str(course.title), session.run.get_absolute_url()),
        (_("Sessions"), f"{session.run.get_absolute_url()}sessions/"),
        (_("The teacher's screen"), f"{session.get_absolute_url()}lead/"),
    ]


def _is_one_click(request: Request) -> bool:
    return request.headers.get("HX-Request") == "true"


def _errors(form: Open) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def _csv(found: queries.here.Roll) -> Iterator[list[object]]:
    yield ["name", "status", "came", "by", "percent_of_lesson", "corrected"]
    for each in found.lines:
        came = each.came.isoformat() if each.came else ""
        yes = "yes" if each.is_corrected else ""
        yield [harmless(each.name), each.status, came, words.means(each.by), each.share, yes]
