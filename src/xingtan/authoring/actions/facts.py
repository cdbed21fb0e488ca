"""What a course says of itself, passed down to the catalogue."""

from collections.abc import Mapping
from typing import Any

from xingtan.authoring.queries.facts import catalog_fields
from xingtan.catalog import public as catalog
from xingtan.people import public as people

Said = tuple[Mapping[str, Any], Mapping[str, Any]]
"""Facts and files, as a version keeps them."""


def tell_catalog(*, course: catalog.Course, shown: Said, wanted: Said, by: people.Person | None) -> None:
    """Let the catalogue say what a version says, except where somebody has changed it there since.

    :param shown: what the version says that is now left; the catalogue's own words are what differs from it
    :param wanted: what the version says that is made
    """
    now, then = catalog_fields(*shown), catalog_fields(*wanted)
    fields = {
        name: value
        for name, value in then.items()
        if getattr(course, name) != value and (not now or getattr(course, name) in (now.get(name), None, "", {}, []))
    }
    if fields:
        catalog.describe_course(course=course, by=by, **fields)
