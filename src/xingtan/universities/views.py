"""Pages: the universities one serves, one of them, and who serves it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show, signed_in
from xingtan.universities import access, actions, queries
from xingtan.universities.forms import GivenConsortiumRole, GivenRole
from xingtan.universities.models import Membership, University


@page(signed_in, methods=("GET",))
def home(request: Request) -> HttpResponse:
    """Show the universities one serves; straight to the only one."""
    served = queries.universities_served_by(request.user)
    if len(served) == 1:
        return go(request, reverse("universities:university", args=(served[0].slug,)))
    return show(request, "universities/home.html", {"served": served})


@page(access.university_to_serve, methods=("GET",))
def university(request: Request, found: University) -> HttpResponse:
    """Show what there is to do for the university: rooms above fill the page."""
    can = {"administer": access.can_administer(request.user, found)}
    return show(request, "universities/university.html", {"university": found, "can": can})


@page(access.university_to_administer)
def roles(request: Request, found: University) -> HttpResponse:
    """Show who serves the university, and give a role."""
    form = GivenRole(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.give_role_to_address(university=found, by=request.user, now=now(), **form.cleaned_data)
            except RuleBroken as broken:
                form.add_error("email", str(broken))
            else:
                return done(request, "universities/roles.html", then=_roles_of(found), say=_("The role is given."))
        status = 422
    return show(
        request,
        "universities/roles.html",
        {"university": found, "servers": queries.servers_of(found), "form": form, "here": _roles_of(found)},
        status=status,
    )


@page(access.membership_to_end, methods=("POST",))
def role(request: Request, found: Membership) -> HttpResponse:
    """Withdraw a role."""
    place: University = found.university  # type: ignore[assignment]  # the door finds roles at a university only
    try:
        actions.withdraw_role(membership=found, by=request.user)
    except RuleBroken as broken:
        context = {"university": place, "servers": queries.servers_of(place), "form": GivenRole(), "broken": broken}
        return show(request, "universities/roles.html", context | {"here": _roles_of(place)}, status=422)
    return done(request, "universities/roles.html", then=_roles_of(place), say=_("The role is withdrawn."))


@page(access.consortium_to_staff)
def consortium(request: Request) -> HttpResponse:
    """Show who serves the consortium, and give a role."""
    form = GivenConsortiumRole(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role_to_address(university=None, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("email", str(broken))
        else:
            then = reverse("universities:consortium")
            return done(request, "universities/consortium.html", then=then, say=_("The role is given."))
    context = {"servers": queries.servers_of(None), "form": form, "here": reverse("universities:consortium")}
    return show(request, "universities/consortium.html", context, status=422 if form.errors else 200)


@page(access.consortium_role_to_end, methods=("POST",))
def consortium_role(request: Request, found: Membership) -> HttpResponse:
    """Withdraw a role of the consortium."""
    actions.withdraw_role(membership=found, by=request.user)
    # Who withdrew their own role finds nothing there any more.
    is_own = found.person_id == request.user.pk and not request.user.is_operator
    then = reverse("universities:home") if is_own else reverse("universities:consortium")
    return done(request, "universities/consortium.html", then=then, say=_("The role is withdrawn."))


def _roles_of(found: University) -> str:
    return reverse("universities:roles", args=(found.slug,))
