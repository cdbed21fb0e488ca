"""Pages of a student: checking in and out, being there, asking to be excused, and what is kept of them."""

import secrets
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.attendance import access
from xingtan.attendance.actions import check_ins, corrections, presence
from xingtan.attendance.config import attendance as settings
from xingtan.attendance.forms import Ask, Shown
from xingtan.attendance.models import Round
from xingtan.attendance.queries import kept, parts, words
from xingtan.attendance.rules.claims import Claim, Verdict, device_in, is_fresh, prove_scan
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show, signed_in, wants_part
from xingtan.teaching import public as teaching

TEMPLATE = "attendance/check_in.html"
BROWSER_SECONDS = 180 * 24 * 60 * 60
A_LEAF = 30


@page(access.session_to_be_at, limit="check_in")
def check_in(request: Request, session: teaching.Session) -> HttpResponse:
    """Show what there is to check in with, and take a claim."""
    if request.method == "POST":
        return _take(request, session)
    browser = _browser(request)
    context = _part(request, session, browser=browser)
    if request.GET.get("v") == context["version"]:
        return HttpResponse(status=204)
    around = {} if wants_part(request) else _page_context(request, session)
    return _known_again(request, show(request, TEMPLATE, {**context, **around}, part="check-in"), browser)


@page(access.token_to_use, methods=("GET",))
def scan(request: Request, opened: Round, session: teaching.Session, token: str) -> HttpResponse:
    """Show the one button to check in with, to who scanned the QR code in time."""
    moment, browser = now(), _browser(request)
    context = {**_part(request, session, browser=browser), **_page_context(request, session)}
    if not is_fresh(token, moment.timestamp()):
        return show(request, TEMPLATE, {**context, "refused": words.refusal("old")}, status=422)
    context["scan"] = prove_scan(opened.uid, request.user.pk, moment.timestamp())
    context["scanned"] = opened.pk
    return _known_again(request, show(request, TEMPLATE, context), browser)


@page(access.session_to_be_at, limit="presence", methods=("POST",))
def here(request: Request, session: teaching.Session) -> HttpResponse:
    """Keep a sign that the session's page is open; without script, that a button was pressed."""
    moment = now()
    if session.status != session.Status.OPEN:
        return HttpResponse(status=204)
    match request.POST.get("sign", ""):
        case "left":
            presence.note_leaving(session=session, person=request.user, now=moment)
        case "pressed":
            presence.note(session=session, person=request.user, now=moment, seconds=presence.PRESS_SECONDS)
            said = _("Thank you. That counts for ten minutes.")
            return done(request, TEMPLATE, then=session.get_absolute_url(), say=said)
        case _:
            presence.note(session=session, person=request.user, now=moment)
    return HttpResponse(status=204)


@page(access.session_to_be_at, limit="presence", methods=("POST",))
def meeting(request: Request, session: teaching.Session) -> HttpResponse:
    """Go to the meeting, or say that one has left it."""
    moment = now()
    if request.POST.get("sign") == "left":
        presence.note_meeting_left(session=session, person=request.user, now=moment)
        return done(request, TEMPLATE, then=session.get_absolute_url(), say=_("Noted: you left the meeting."))
    link = kept.link_of(session)
    if not link:
        return go(request, session.get_absolute_url())
    if session.status == session.Status.OPEN:
        presence.note_meeting(session=session, person=request.user, now=moment)
    return go(request, link)


@page(access.session_to_be_at, limit="post", methods=("POST",))
def excuse(request: Request, session: teaching.Session) -> HttpResponse:
    """Ask to be excused."""
    form = Ask(request.POST)
    status = 422
    if form.is_valid():
        try:
            corrections.ask_excuse(session=session, person=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("Your teacher will read it and decide.")
            return done(request, TEMPLATE, then=f"{session.get_absolute_url()}check-in/#excuse", say=said)
    context = {**_part(request, session), **_page_context(request, session), "form": form}
    return show(request, TEMPLATE, context, status=status)


@page(signed_in, methods=("GET",))
def mine(request: Request) -> HttpResponse:
    """Show what is kept of one's own attendance, and until when."""
    leaf = Paginator(kept.mine(request.user), A_LEAF).get_page(request.GET.get("page"))
    rows = kept.kept_of(list(leaf.object_list), request.user, days=settings.details_days)
    return show(request, "attendance/mine.html", {"rows": rows, "page": leaf, "days": settings.details_days})


def _part(request: Request, session: teaching.Session, **more: Any) -> dict[str, Any]:
    # A page may ask the device where it is only if it came with the leave to: ours do, the session's own does not.
    asked_from = request.headers.get("HX-Current-URL", "")
    own = not wants_part(request) or "/check-in/" in asked_from or "/c/" in asked_from
    return parts.check_in_part(session, request.user, now(), tells_place=own, **more)


def _take(request: Request, session: teaching.Session) -> HttpResponse:
    form = Shown(request.POST)
    form.is_valid()
    said = form.cleaned_data
    browser = _browser(request)
    opened = Round.objects.filter(uid=said["round"], session=session).first() if said.get("round") else None
    verdict = _judged(request, opened, said, browser) if opened else Verdict(is_taken=False, why="closed")
    if verdict.is_taken:
        context = _part(request, session, browser=browser)
        response = done(request, TEMPLATE, context, part="check-in", then=f"{context['url']}check-in/")
        return _known_again(request, response, browser)
    context = _part(
        request,
        session,
        browser=browser,
        refused=words.refusal(verdict.why),
        typed=said.get("code", "")[:6],
        scan=said.get("scan", ""),
        scanned=opened.pk if opened and said.get("scan") else None,
    )
    around = {} if wants_part(request) else _page_context(request, session)
    response = show(request, TEMPLATE, {**context, **around}, part="check-in", status=422)
    return _known_again(request, response, browser)


def _judged(request: Request, opened: Round, said: dict[str, Any], browser: str) -> Verdict:
    moment = now()
    claim = Claim(
        round=opened.uid,
        person=request.user.pk,
        at=moment.timestamp(),
        device=device_in(opened.uid, browser),
        scan=said.get("scan", ""),
        code=said.get("code", ""),
        gesture=said.get("gesture", ""),
        latitude=said.get("latitude"),
        longitude=said.get("longitude"),
        accuracy=said.get("accuracy") or 0,
    )
    (verdict,) = check_ins.take_check_ins(claims=[claim], now=moment)
    return verdict


def _browser(request: Request) -> str:
    return str(request.COOKIES.get(parts.BROWSER, ""))[:64] or secrets.token_urlsafe(16)


def _known_again(request: Request, response: HttpResponse, browser: str) -> HttpResponse:
    response.set_cookie(
        parts.BROWSER, browser, max_age=BROWSER_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    # Here alone a page may ask the device where it is, once the student presses the button for it.
    response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self), browsing-topics=()"
    return response


def _page_context(request: Request, session: teaching.Session) -> dict[str, Any]:
    """Give what stands around the part on its own page."""
    found = kept.of_session(session, request.user)
    return {
        "offered": session.run.course,
        "crumbs": [
            (str(session.run.course.title), session.run.get_absolute_url()),
            (str(session.title) or _("Session"), session.get_absolute_url()),
        ],
        "rule": words.rule_of(found.terms),
        "excuse": found.excuse,
        "kept": found,
        "form": Ask(),
        "days": settings.details_days,
    }
