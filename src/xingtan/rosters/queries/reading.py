"""Reading a kept roster in its format."""

from typing import BinaryIO

from xingtan.kernel import files
from xingtan.rosters.models import Roster
from xingtan.rosters.registry import Contents, Format, formats


def form_of(file: BinaryIO, name: str) -> Format | None:
    """Tell in which format a file is: the most particular one that suits."""
    for form in reversed(formats.values()):
        file.seek(0)
        if form.suits(file, name):
            file.seek(0)
            return form
    return None


def contents_of(roster: Roster) -> Contents:
    """Read what a roster says.

    :raises Unreadable: if nothing of it can be read
    :raises ArchiveRefused: if it is an archive that cannot be trusted
    """
    with files.open(roster.digest) as file:
        return formats[roster.form].read(file, roster.name, roster.options)
