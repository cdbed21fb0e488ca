"""Oneself, for programs. The same actions as the pages."""

from typing import cast

from django.utils.translation import gettext_lazy as _
from ninja import Router

from xingtan.kernel.errors import RuleBroken, SignInFirst
from xingtan.kernel.pages import Request
from xingtan.people import actions, schemas
from xingtan.people.forms import Profile
from xingtan.people.models import Person

router = Router(tags=["people"])


class NotAProfile(RuleBroken):
    """What was said of oneself cannot be kept."""

    message = _("This cannot be kept: %(why)s Nothing was changed.")


@router.get("/me", response=schemas.MeOut)
def me(request: Request) -> Person:
    """Tell who one is."""
    return _person(request)


@router.put("/me", response=schemas.MeOut)
def describe(request: Request, said: schemas.MeIn) -> Person:
    """Change one's name, language and time zone."""
    form = Profile(said.dict(), instance=Person(pk=_person(request).pk))
    if not form.is_valid():
        raise NotAProfile(
            why=" ".join(f"{field}: {' '.join(map(str, errors))}" for field, errors in form.errors.items())
        )
    return actions.describe(person=_person(request), **form.cleaned_data)


def _person(request: Request) -> Person:
    if not request.user.is_authenticated:
        raise SignInFirst
    return cast(Person, request.user)
