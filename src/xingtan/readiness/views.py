"""Pages: the board of a university, what is lacking of one's own, pairs, model lessons, workload."""

import csv
from datetime import datetime
from io import StringIO
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show, signed_in
from xingtan.kernel.tables import harmless
from xingtan.readiness import access, actions, queries, rules
from xingtan.readiness.forms import DaysForm, DeviceForm, DrillForm, last_month
from xingtan.readiness.models import DeviceTest, Pairing
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

University = universities.University
TEACHERS_A_PAGE = 100
# This page alone may ask for them; what they give stays in the page.
DEVICES_ALLOWED = "camera=(self), microphone=(self), geolocation=(), browsing-topics=()"


@page(access.board_to_see, methods=("GET",))
def board(request: Request, university: University) -> HttpResponse:
    """Show how far each department is, and each teacher."""
    found = queries.board_of(university, now=now())
    asked = _asked(request)
    rows = _shown(found, asked)
    context = {
        "university": university,
        "board": found,
        "asked": asked,
        "page": Paginator(rows, TEACHERS_A_PAGE).get_page(request.GET.get("page")),
        "lacking": sum(1 for row in rows if row.lacks),
        "today": actions.day_of(university, now()),
        "crumbs": _crumbs(university)[:1],
    }
    return show(request, "readiness/board.html", context)


@page(access.board_to_see, limit="change", methods=("POST",))
def reminders(request: Request, university: University) -> HttpResponse:
    """Remind those who were chosen, or all who are shown, of what they lack."""
    moment = now()
    rows = _shown(queries.board_of(university, now=moment), _asked(request))
    chosen = set(request.POST.getlist("person"))
    then = f"{reverse('readiness:board', args=(university.slug,))}?{request.GET.urlencode()}"
    if not request.POST.get("all"):
        if not chosen:
            return done(request, "readiness/board.html", then=then, say=_("Tick first whom to remind."))
        rows = [row for row in rows if str(row.person.uid) in chosen]
    lacking = {row.person: row.lacks for row in rows if row.lacks}
    told = actions.remind(university=university, lacking=lacking, by=request.user, now=moment)
    words = (
        ngettext("%(count)s teacher was reminded.", "%(count)s teachers were reminded.", told) % {"count": told}
        if told
        else _("Nobody was reminded: nothing is lacking, or they were reminded today.")
    )
    return done(request, "readiness/board.html", then=then, say=words)


@page(access.board_to_see, limit="change")
def drill(request: Request, university: University) -> HttpResponse:
    """Choose which course teachers are to finish first."""
    then = reverse("readiness:board", args=(university.slug,))
    form = DrillForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        actions.choose_drill(university=university, course=form.cleaned_data["course"], by=request.user, now=now())
        return done(request, "readiness/drill.html", then=then, say=_("The drill is chosen."))
    context = {"university": university, "form": form, "crumbs": _crumbs(university)}
    return show(request, "readiness/drill.html", context, status=422 if form.errors else 200)


@page(access.board_to_see, limit="change")
def pairs(request: Request, university: University) -> HttpResponse:
    """Show who stands by whom and who could, and take what somebody confirms."""
    moment = now()
    broken = None
    if request.method == "POST":
        try:
            count = _pair(request, university, moment)
        except RuleBroken as refused:
            broken = refused
        else:
            words = ngettext("%(count)s pair was made, and told.", "%(count)s pairs were made, and told.", count)
            then = reverse("readiness:pairs", args=(university.slug,))
            return done(request, "readiness/pairs.html", then=then, say=words % {"count": count})
    context = {
        "university": university,
        "pairs": queries.pairs_of(university),
        "proposals": queries.proposals_for(university, now=moment),
        "few": rules.NOVICE_BELOW,
        "broken": broken,
        "crumbs": _crumbs(university),
    }
    return show(request, "readiness/pairs.html", context, status=422 if broken else 200)


@page(access.pairing_to_end, limit="change", methods=("POST",))
def pair_end(request: Request, pairing: Pairing) -> HttpResponse:
    """Let a pair be one no longer."""
    actions.end_pairing(pairing=pairing, by=request.user, now=now())
    then = reverse("readiness:pairs", args=(pairing.university.slug,))
    return done(request, "readiness/pairs.html", then=then, say=_("The pair has ended."))


@page(access.board_to_see, methods=("GET",))
def workload(request: Request, university: University) -> HttpResponse:
    """Show how much work teaching was for each teacher."""
    form = _days(request, university)
    rows = queries.workload_of(university, from_on=form.since, to_on=form.until) if form.since and form.until else []
    context = {
        "university": university,
        "form": form.form,
        "rows": rows,
        "table_url": f"{reverse('readiness:workload-table', args=(university.slug,))}?{request.GET.urlencode()}",
        "crumbs": _crumbs(university),
    }
    return show(request, "readiness/workload.html", context, status=200 if form.since else 422)


@page(access.board_to_see, methods=("GET",))
def workload_table(request: Request, university: University) -> HttpResponse:
    """Give the same table as CSV."""
    form = _days(request, university)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "email", "sessions", "minutes", "messages", "answers", "replies"])
    for row in (
        queries.workload_of(university, from_on=form.since, to_on=form.until) if form.since and form.until else ()
    ):
        who = [harmless(str(row.person)), harmless(row.person.email or "")]
        writer.writerow([*who, row.sessions, row.minutes, row.messages, row.answers, row.replies])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="workload-{university.slug}.csv"'
    return response


@page(signed_in, methods=("GET",))
def own(request: Request) -> HttpResponse:
    """Show what one lacks oneself, and who stands by one."""
    return show(request, "readiness/own.html", {"own": queries.own_readiness(request.user, now=now())})


@page(signed_in, limit="change")
def devices(request: Request) -> HttpResponse:
    """Let one try microphone and camera; nothing leaves the page but that they work."""
    form = DeviceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.note_devices(
                person=request.user, has_microphone=said["microphone"], has_camera=said["camera"], now=now()
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "readiness/devices.html", then=reverse("readiness:own"), say=_("Good: it works."))
    test = DeviceTest.objects.filter(person=request.user).first()
    context = {"form": form, "test": test, "crumbs": [(_("Get ready"), reverse("readiness:own"))]}
    response = show(request, "readiness/devices.html", context, status=422 if form.errors else 200)
    response["Permissions-Policy"] = DEVICES_ALLOWED
    return response


@page(access.lessons_to_visit, methods=("GET",))
def lessons(request: Request) -> HttpResponse:
    """Show the model lessons that one may visit."""
    context = {
        "lessons": teaching.model_lessons(now=now()),
        "now": now(),
        "crumbs": [(_("Get ready"), reverse("readiness:own"))],
    }
    return show(request, "readiness/lessons.html", context)


class _Days:
    """The days that were asked for; none if they are no days."""

    def __init__(self, form: DaysForm) -> None:
        self.form = form
        said = form.cleaned_data if form.is_valid() else {}
        self.since, self.until = said.get("since"), said.get("until")


def _days(request: Request, university: University) -> _Days:
    today = now().astimezone(ZoneInfo(university.zone)).date()
    is_asked = "since" in request.GET or "until" in request.GET
    return _Days(DaysForm(request.GET if is_asked else last_month(today)))


def _asked(request: Request) -> dict[str, str]:
    lacks = request.GET.get("lacks", "")
    return {
        "unit": request.GET.get("unit", "")[:80],
        "lacks": lacks if lacks in rules.THINGS or lacks == "any" else "",
        "q": request.GET.get("q", "").strip()[:100],
    }


def _shown(board: queries.Board, asked: dict[str, str]) -> list[queries.TeacherRow]:
    """Give the rows that were asked for."""
    units = {each.unit.pk for each in board.departments if each.unit and each.unit.code == asked["unit"]}
    rows = list(board.rows)
    if asked["unit"]:
        rows = [row for row in rows if (row.units & units if asked["unit"] != "-" else not row.units)]
    if asked["lacks"]:
        rows = [row for row in rows if (row.lacks if asked["lacks"] == "any" else asked["lacks"] in row.lacks)]
    if asked["q"]:
        words = asked["q"].casefold()
        rows = [row for row in rows if words in f"{row.person.name} {row.person.latin_name}".casefold()]
    return rows


def _pair(request: Request, university: University, moment: datetime) -> int:
    wanted = []
    for value in request.POST.getlist("pair")[:500]:
        try:
            novice, mentor = (UUID(part) for part in value.split(":"))
        except ValueError:
            continue
        wanted.append((novice, mentor))
    if not wanted:
        return 0
    known = queries.teachers_among(university, {uid for pair in wanted for uid in pair}, now=moment)
    found = [(known[novice], known[mentor]) for novice, mentor in wanted if novice in known and mentor in known]
    return len(actions.pair(university=university, pairs=found, by=request.user, now=moment))


def _crumbs(university: University) -> list[tuple[str, str]]:
    return [
        (str(university), reverse("universities:university", args=(university.slug,))),
        (_("Ready to teach online"), reverse("readiness:board", args=(university.slug,))),
    ]
