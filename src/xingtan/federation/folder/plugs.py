"""Plugs our own course folder into authoring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingtan.authoring.registry import formats
from xingtan.authoring.registry.bundle import Bundle, Opener
from xingtan.authoring.registry.formats import Tree
from xingtan.federation.folder.adapters import locating, reading, writing


class CourseFolder:
    """A course as a folder of plain files that a person can write."""

    name: ClassVar[str] = "folder"
    label: ClassVar[Promise] = _("Course folder")

    def recognise(self, tree: Tree) -> bool:
        """Test whether there is a course.yaml."""
        return locating.find_manifest(tree) is not None

    def read(self, tree: Tree) -> Bundle:
        """Read the whole course."""
        return reading.read(tree)

    def write(self, bundle: Bundle) -> Mapping[str, Opener]:
        """Give the files of the course by their paths."""
        return writing.contents(bundle)


formats.register(CourseFolder())
