"""Deeds: a search is kept, changed and forgotten, and who kept it hears of what is new in it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.readers.events import SearchForgotten, SearchSaved
from xingtan.readers.models import SavedSearch

MOST = 50
LONGEST = 2000


class TooManySearches(RuleBroken):
    """Each of them is asked again every day."""

    message = _("You keep %(most)s searches already. Forget one first; nothing was changed.")


class SearchIsTooLong(RuleBroken):
    """An address has an end."""

    message = _("This search has too many choices to be kept. Leave some out; nothing was changed.")


@deed
def save_search(*, person: people.Person, name: str, query: str, pace: str, now: datetime) -> SavedSearch:
    """Keep a search; keeping the same again changes its name and pace.

    :param query: of the list's address
    :raises TooManySearches: if the person keeps as many as one may
    :raises SearchIsTooLong: if the address would not fit
    """
    tidy = catalog.wanted.wanted_of(query).at().query()
    mine = SavedSearch.objects.filter(person=person)
    if len(tidy) > LONGEST:
        raise SearchIsTooLong
    if mine.exclude(query=tidy).count() >= MOST:
        raise TooManySearches(most=MOST)

    kept, _is_new = SavedSearch.objects.update_or_create(
        person=person,
        query=tidy,
        defaults={"name": name, "pace": pace},
        create_defaults={"name": name, "pace": pace, "since": now, "looked_at": now},
    )

    emit(SearchSaved(actor=person.uid, search=kept.uid, pace=pace))
    return kept


@deed
def change_search(*, search: SavedSearch, name: str, pace: str, now: datetime) -> SavedSearch:
    """Give the search another name, or another pace. Whoever stopped hears only of what comes from now on."""
    search = SavedSearch.objects.select_for_update(of=("self",)).select_related("person").get(pk=search.pk)
    if search.pace == SavedSearch.Pace.NEVER != pace:
        search.looked_at = now
    search.name, search.pace = name, pace
    search.save(update_fields=["name", "pace", "looked_at"])

    emit(SearchSaved(actor=search.person.uid, search=search.uid, pace=pace))
    return search


@deed
def forget_search(*, search: SavedSearch) -> None:
    """Forget a search."""
    person = search.person
    SavedSearch.objects.filter(pk=search.pk).delete()

    emit(SearchForgotten(actor=person.uid, search=search.uid))


@deed
def tell_of_search(
    *, search: SavedSearch, titles: Sequence[str], total: int, until: datetime, stop: str, now: datetime
) -> None:
    """Tell who kept the search what is new in it; from then on, that has been told.

    :param titles: of the first few
    :param until: what was published up to then has been looked at
    :param stop: the address that stops this without signing in
    """
    search = SavedSearch.objects.select_for_update(of=("self",)).select_related("person").get(pk=search.pk)
    if search.looked_at >= until or search.pace == SavedSearch.Pace.NEVER:
        return

    data = {"name": search.name, "query": search.query, "titles": list(titles), "total": total, "stop": stop}
    about = f"{search.uid} {until:%Y-%m-%d}"
    if total:
        notices.tell(people=[search.person], kind="readers.new_courses", about=about, data=data, now=now)
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=until)
