"""Pages: a certificate for anyone who has its code, its PDF, and one's own list."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation import gettext as _

from xingtan.credentials import access, actions, queries, rules
from xingtan.credentials.adapters import typst
from xingtan.credentials.forms import Code, Reason
from xingtan.credentials.models import Award
from xingtan.kernel import throttle
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, anyone, done, go, now, page, show, signed_in
from xingtan.kernel.text import as_text


@page(anyone, limit="verify")
def verification(request: Request) -> HttpResponse:
    """Take a code from paper, and go to the certificate it names."""
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return go(
            request, reverse("credentials:certificate", args=(rules.read_code(form.cleaned_data["code"]) or "-",))
        )
    return show(request, "credentials/verification.html", {"form": form}, status=422 if form.errors else 200)


@page(access.award_to_verify, methods=("GET",))
def certificate(request: Request, found: Award) -> HttpResponse:
    """Show the certificate to anyone: who, what, when, by whom, and whether it holds."""
    is_own = request.user.is_authenticated and found.person_id == request.user.pk
    context = {
        "award": found,
        "revocation": getattr(found, "revocation", None),
        "teachers": ", ".join(str(as_text(each.get("name", ""))) for each in found.teachers),
        "grade": grade_in_words(found),
        "is_own": is_own,
        "is_renamed": is_own and (found.person.name, found.person.latin_name) != (found.name, found.latin_name),
        "can": {"revoke": access.can_revoke(request.user, found)},
        "reason": Reason(),
        "url": f"{settings.XINGTAN.address}{found.get_absolute_url()}",
    }
    return show(request, "credentials/certificate.html", context)


@page(access.award_to_verify, methods=("GET",))
def pdf(request: Request, found: Award) -> HttpResponse:
    """Print the certificate, in the language it was earned in."""
    # Printing costs a hundred times what a page does, so that even looking is counted.
    throttle.count("print", request)
    with override(found.language):
        printed = typst.print_pdf(_facts(found))
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{found.code}.pdf"'
    return response


@page(signed_in, methods=("GET",))
def awards(request: Request) -> HttpResponse:
    """Show one's own certificates."""
    return show(request, "credentials/awards.html", {"awards": queries.awards_of(request.user)})


@page(access.award_to_rename, methods=("POST",))
def name(request: Request, found: Award) -> HttpResponse:
    """Print the certificate with one's present name."""
    actions.rename(award=found, by=request.user)
    said = _("The certificate carries your present name.")
    return done(request, "credentials/certificate.html", then=found.get_absolute_url(), say=said)


@page(access.award_to_revoke, methods=("POST",))
def revocation(request: Request, found: Award) -> HttpResponse:
    """Take the certificate back, with a reason that everyone can read."""
    form = Reason(request.POST)
    said = _("Say why. Nothing was changed.")
    if form.is_valid():
        try:
            actions.revoke(award=found, by=request.user, now=now(), **form.cleaned_data)
            said = _("The certificate is revoked.")
        except RuleBroken as broken:
            said = str(broken)
    return done(request, "credentials/certificate.html", then=found.get_absolute_url(), say=said)


def grade_in_words(award: Award) -> str:
    """Give the grade as a percentage, with its name where the course has names for grades."""
    if award.grade is None:
        return ""
    share = f"{award.grade * 100:.0f} %"
    return f"{award.grade_name} ({share})" if award.grade_name else share


def _facts(award: Award) -> dict[str, Any]:
    facts = [(_("Completed"), date_format(award.completed_at, "DATE_FORMAT"))]
    if award.workload_hours:
        facts.append((_("Workload"), _("about %(hours)s hours") % {"hours": f"{award.workload_hours.normalize():f}"}))
    if grade := grade_in_words(award):
        facts.append((_("Grade"), grade))
    if award.teachers:
        facts.append((_("Taught by"), ", ".join(str(as_text(each.get("name", ""))) for each in award.teachers[:3])))
    return {
        "title": f"{award.course_title} – {award.name}",
        "language": (get_language() or "en").split("-")[0],
        "rtl": get_language_bidi(),
        "written_rtl": award.course_title.language.split("-")[0] in settings.LANGUAGES_BIDI,
        "university": str(award.university_name),
        "certifies": _("This certifies that"),
        "name": award.name or award.latin_name,
        "latin_name": award.latin_name,
        "completed": _("has completed the course"),
        "course": str(award.course_title),
        "meaning": str(award.meaning),
        "facts": facts,
        "verify": _("Anyone can verify this certificate at"),
        "url": f"{settings.XINGTAN.address}{award.get_absolute_url()}",
    }
