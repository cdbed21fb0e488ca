"""What a block may point to: the files of its own course, and no other's."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.authoring.models import Version
from xingtan.authoring.registry import references
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import RuleBroken


class FileIsNotHere(RuleBroken):
    """A file is named that the course does not have; whoever knows its name may not have been given it."""

    message = _("This points to a file that is not among the files of this course, so nothing was saved.")


def check_files(*, course: catalog.Course, data: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> None:
    """Check that the data points to files of the course only, or to those that came with it.

    :raises FileIsNotHere: if it does not
    """
    pointed = references.digests_in(data) - {row["digest"] for row in files.values()}
    if not pointed:
        return
    newest = Version.objects.filter(course=course).order_by("-number").only("files").first()
    if pointed - {row["digest"] for row in (newest.files.values() if newest else ())}:
        raise FileIsNotHere
