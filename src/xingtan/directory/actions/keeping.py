"""Deeds on the facts of an entry: it is proposed, and described anew."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.directory.events import SolutionDescribed, SolutionSubmitted
from xingtan.directory.models import Category, Solution, Step, Version
from xingtan.directory.queries.people import coordinators
from xingtan.directory.rules import standing
from xingtan.directory.rules.facts import Facts, folded, same_place, slug_from
from xingtan.directory.rules.tables import TAKEN
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people


class IsThereAlready(RuleBroken):
    """One address on the web has one entry."""

    message = _(
        "This address is in the directory already: %(name)s. If something there is wrong, report it on its page."
    )


class NothingIsNew(RuleBroken):
    """A version that says the same as the one before would be none."""

    message = _("This says what the entry says already. Nothing was saved.")


def known_categories() -> set[str]:
    """Give the codes of the categories there are."""
    return set(Category.objects.values_list("code", flat=True))


@deed
def submit(*, facts: Facts, by: people.Person | None, email: str, now: datetime, locale: str = "") -> Solution:
    """Propose a solution for the list; coordinators are told.

    :param email: where somebody without an account is told what became of it, in the language ``locale``

    :raises IsThereAlready: if an entry has this address on the web
    """
    there = Version.objects.as_of(now).filter(place=same_place(facts.url)).order_by("pk").first()
    if there is not None:
        raise IsThereAlready(name=there.name)

    solution = begin(facts=facts, slug="", by=by, email=email, locale=locale, now=now)
    add_version(solution=solution, facts=facts, by=by, why="", valid_from=now, now=now)
    Step.objects.create(solution=solution, status=standing.SUBMITTED, at=now, recorded_at=now, by=by)
    tell_coordinators(what="submitted", solution=solution, name=facts.name, about=str(solution.uid), now=now)

    emit(SolutionSubmitted(actor=by and by.uid, solution=solution.uid))
    return solution


@deed
def describe(*, solution: Solution, facts: Facts, by: people.Person, why: str, now: datetime) -> Version:
    """Give the entry new facts from now on; the old ones are kept with the days they held on.

    :raises NothingIsNew: if the entry says just this
    """
    solution = Solution.objects.select_for_update().get(pk=solution.pk)
    newest = Version.objects.filter(solution=solution).order_by("-number")[0]
    if newest.digest == facts.digest:
        raise NothingIsNew

    version = add_version(solution=solution, facts=facts, by=by, why=why, valid_from=now, now=now)

    emit(SolutionDescribed(actor=by.uid, solution=solution.uid, number=version.number))
    return version


def begin(
    *, facts: Facts, slug: str, by: people.Person | None, now: datetime, email: str = "", locale: str = ""
) -> Solution:
    """Make the entry at an address that is free. Part of a deed."""
    wanted = slug or slug_from(facts.name, facts.url)
    taken = {*TAKEN, *Solution.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)}
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return Solution.objects.create(slug=free, submitted_by=by, email="" if by else email, locale=locale, made_at=now)


def add_version(
    *, solution: Solution, facts: Facts, by: people.Person | None, why: str, valid_from: datetime, now: datetime
) -> Version:
    """Add facts that hold from a moment on. Part of a deed that holds the entry."""
    number = Version.objects.filter(solution=solution).count() + 1
    return Version.objects.create(
        solution=solution,
        number=number,
        valid_from=valid_from,
        made_at=now,
        made_by=by,
        why=why,
        digest=facts.digest,
        sort_name=folded(facts.name)[:240],
        marks=facts.marks,
        words=facts.words,
        place=same_place(facts.url),
        **facts.to_json(),
    )


def tell_coordinators(*, what: str, solution: Solution, name: str, about: str, now: datetime) -> None:
    """Tell those who look after the list. Part of a deed."""
    data = {"what": what, "slug": solution.slug, "name": name}
    notices.tell(people=coordinators(), kind="directory.desk", about=f"{what} {about}"[:120], data=data, now=now)
