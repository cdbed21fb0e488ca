"""What pages of a term show alike."""

from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.timetables.models import Term
from xingtan.universities import public as universities


def crumbs_of(place: universities.University | None, term: Term | None = None) -> list[tuple[str, str]]:
    """Give the way to a page of a term."""
    assert place is not None
    found = [
        (str(place.name), reverse("universities:university", args=(place.slug,))),
        (_("Timetable"), reverse("timetables:terms", args=(place.slug,))),
    ]
    return [*found, (str(term.title), term.get_absolute_url())] if term else found
