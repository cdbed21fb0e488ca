"""Deeds: terms, their days off and their make-up days. Sessions change only when all is planned again."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.timetables.events import TermSet
from xingtan.timetables.models import DayOff, MakeUp, Term
from xingtan.universities import public as universities

MOST_DAYS_OFF = 60


class NotInTheTerm(RuleBroken):
    """A day off or a make-up day lies in its term."""

    message = _("This day does not lie in the term. Nothing was changed.")


class DayIsInUse(RuleBroken):
    """A day is off, or taught as another, but once."""

    message = _("Something is said of this day already. Take that away first; nothing was changed.")


@deed
def add_term(*, university: universities.University, by: people.Person | None, **facts: Any) -> Term:
    """Add a term to a university.

    :param facts: fields of the term, by name
    """
    facts.setdefault("first_monday", monday_of(facts["starts_on"]))
    made = Term.objects.create(university=university, **facts)

    emit(TermSet(actor=by and by.uid, university=university.uid, term=made.uid))
    return made


@deed
def change_term(*, term: Term, by: people.Person, **facts: Any) -> Term:
    """Change the title or the days of a term."""
    term = _lock(term)

    for name, value in facts.items():
        setattr(term, name, value)
    term.save(update_fields=[*facts])

    return _set(term, by)


@deed
def add_day_off(*, term: Term, by: people.Person, on: date, until: date | None = None, **facts: Any) -> list[DayOff]:
    """Give a day off, or all days from one to another.

    :raises NotInTheTerm: if one of them lies outside
    """
    term = _lock(term)
    last = until or on
    if not term.starts_on <= on <= last <= term.ends_on or (last - on).days >= MOST_DAYS_OFF:
        raise NotInTheTerm

    days = [on + timedelta(days=each) for each in range((last - on).days + 1)]
    DayOff.objects.bulk_create([DayOff(term=term, on=each, **facts) for each in days], ignore_conflicts=True)

    _set(term, by)
    return list(term.days_off.filter(on__in=days).order_by("on", "pk"))


@deed
def remove_day_off(*, day: DayOff, by: people.Person) -> None:
    """Teach on a day again."""
    term = _lock(day.term)
    DayOff.objects.filter(pk=day.pk).delete()
    _set(term, by)


@deed
def add_make_up(*, term: Term, by: people.Person, on: date, as_of: date, campus: str = "") -> MakeUp:
    """Teach a day as another day.

    :raises NotInTheTerm: if one of them lies outside
    :raises DayIsInUse: if the day is off, or taught as another day already
    """
    term = _lock(term)
    if not (term.starts_on <= on <= term.ends_on and term.starts_on <= as_of <= term.ends_on) or on == as_of:
        raise NotInTheTerm
    if (
        term.make_ups.filter(on=on, campus=campus).exists()
        or term.days_off.filter(on=on, campus__in=("", campus)).exists()
    ):
        raise DayIsInUse

    made = MakeUp.objects.create(term=term, on=on, as_of=as_of, campus=campus)

    _set(term, by)
    return made


@deed
def remove_make_up(*, day: MakeUp, by: people.Person) -> None:
    """Teach a day as itself again."""
    term = _lock(day.term)
    MakeUp.objects.filter(pk=day.pk).delete()
    _set(term, by)


def monday_of(day: date) -> date:
    """Give the Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def _lock(term: Term) -> Term:
    return Term.objects.select_for_update(of=("self",)).select_related("university").get(pk=term.pk)


def _set(term: Term, by: people.Person) -> Term:
    emit(TermSet(actor=by.uid, university=term.university.uid, term=term.uid))
    return term
