"""Reading a kept roster in its format."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from xingtan.kernel import files
from xingtan.kernel.archives import ArchiveRefused
from xingtan.rosters.adapters import tables
from xingtan.rosters.models import Roster
from xingtan.rosters.registry import Contents, Format, Unreadable, formats
from xingtan.rosters.rules.columns import passwords_in


def form_of(file: BinaryIO, name: str) -> Format | None:
    """Tell in which format a file is: the most particular one that suits."""
    for form in reversed(formats.values()):
        file.seek(0)
        if form.suits(file, name):
            file.seek(0)
            return form
    return None


def holds_passwords(file: BinaryIO, name: str, form: Format) -> bool:
    """Test whether a table says in its heading that it holds passwords: such a file is not even kept."""
    if not form.needs_columns:
        return False
    try:
        headings, _lines = tables.headings_of(file, name)
    except (Unreadable, ArchiveRefused):
        return False
    return bool(passwords_in(headings))


def contents_of(roster: Roster) -> Contents:
    """Read what a roster says.

    :raises Unreadable: if nothing of it can be read
    :raises ArchiveRefused: if it is an archive that cannot be trusted
    """
    if not roster.digest:
        raise Unreadable(why=_("its file is no longer kept"))
    with files.open(roster.digest) as file:
        return formats[roster.form].read(file, roster.name, roster.options)
