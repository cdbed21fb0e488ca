"""Plugs the format of Open edX into authoring."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingtan.authoring.registry import formats
from xingtan.authoring.registry.bundle import Bundle
from xingtan.authoring.registry.formats import Tree
from xingtan.federation.olx.adapters import course


class Olx:
    """A course as Studio of Open edX exports it."""

    name: ClassVar[str] = "olx"
    label: ClassVar[Promise] = _("Open edX course (OLX)")

    def recognise(self, tree: Tree) -> bool:
        """Test whether there is a course.xml where an export has it."""
        return course.find_root(tree) is not None

    def read(self, tree: Tree) -> Bundle:
        """Read the whole course."""
        return course.read(tree)


formats.register(Olx())
