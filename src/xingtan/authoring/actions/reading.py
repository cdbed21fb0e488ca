"""Opening what somebody brought: an archive or a folder, in a format that some room has plugged in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xingtan.authoring.registry import formats
from xingtan.authoring.registry.bundle import Bundle, Finding, Report
from xingtan.kernel import archives
from xingtan.kernel.errors import RuleBroken


class FormatUnknown(RuleBroken):
    """No room has plugged in a format that these files are in."""

    message = _("This is not a course in a form that can be read here: an Open edX export, or a course folder.")


@contextmanager
def open_bundle(source: Path | BinaryIO, *, name: str | None = None) -> Iterator[Bundle]:
    """Read the course in an archive or a folder. Its files are there as long as this is open.

    :param name: the format, if it is known; else it is recognised
    :raises ArchiveRefused: if the archive is damaged or hostile
    :raises FormatUnknown: if it is no course
    """
    with archives.unpack(source) as tree:
        known = formats.named(name) if name else formats.recognised(tree)
        if known is None or not known.recognise(tree):
            raise FormatUnknown
        yield known.read(tree)


def report_of_refusal(no: RuleBroken) -> Report:
    """Make a report of an archive that could not even be opened."""
    path = no.path if isinstance(no, archives.ArchiveRefused) else ""
    with translation.override("en"):
        words = str(archives.refusal.WORDS[no.reason]) if isinstance(no, archives.ArchiveRefused) else str(no)
    return Report(errors=[Finding(place=path, what=gettext_noop("archive"), why=words)])
