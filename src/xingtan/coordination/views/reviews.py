"""Pages for experts: what one is asked to review."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.coordination import access, actions, queries
from xingtan.coordination.forms import ReviewGiven
from xingtan.coordination.models import Assignment, Review
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show


@page(access.assignment_to_review)
def review(request: Request, found: Assignment) -> HttpResponse:
    """Show what is asked, and take what the expert says."""
    nomination = found.nomination
    given = Review.objects.filter(assignment=found).first()
    form = ReviewGiven(request.POST or None, criteria=list(nomination.call.criteria.order_by("place", "pk")))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.review(
                assignment=found,
                marks=form.marks(),
                comment=said["comment"],
                recommendation=said["recommendation"],
                by=request.user,
                now=now(),
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            words = _("Your review is given. Thank you.")
            return done(request, "coordination/review.html", then=found.get_absolute_url(), say=words)
    findings = queries.findings_of(nomination.course)
    context = {
        "assignment": found,
        "nomination": nomination,
        "given": given,
        "form": None if given or nomination.state != "in_review" else form,
        "checks": list(zip(queries.item_names(findings), findings.values(), strict=True)),
    }
    return show(request, "coordination/review.html", context, status=422 if form.errors else 200)


@page(access.assignment_to_end, methods=("POST",))
def release(request: Request, found: Assignment) -> HttpResponse:
    """Let the expert go."""
    is_own = found.expert_id == request.user.pk
    then = reverse("coordination:desk") if is_own else found.nomination.get_absolute_url()
    try:
        actions.release(assignment=found, reason=request.POST.get("reason", "")[:2000], by=request.user, now=now())
        said = _("Thank you for saying so. Somebody else will be asked.") if is_own else _("The expert is let go.")
    except RuleBroken as broken:
        then, said = (found.get_absolute_url() if is_own else then), str(broken)
    return done(request, "coordination/review.html", then=then, say=said)
