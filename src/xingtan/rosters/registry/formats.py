"""The formats in which rosters come. Rooms above plug in theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.errors import RuleBroken
from xingtan.rosters.registry.facts import Contents


class Unreadable(RuleBroken):
    """A file of which nothing can be read."""

    message = _("This file cannot be read as a roster: %(why)s. Nothing was taken in.")


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    :param suits: tells from the open file and its name whether it is one of these
    :param read: reads it, by name and options; raises ``Unreadable``
    :param needs_columns: somebody says first what stands in which column
    """

    name: str
    label: str | Promise
    suits: Callable[[BinaryIO, str], bool]
    read: Callable[[BinaryIO, str, Mapping[str, Any]], Contents]
    needs_columns: bool = False


formats: dict[str, Format] = {}


def register(form: Format) -> None:
    """Let rosters of this format be read. The last one registered is asked first."""
    formats[form.name] = form
