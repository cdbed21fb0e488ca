"""Which languages the interface speaks: English, and each that has a catalog. A further language is one file."""

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

SOURCE = "en"


def spoken(*folders: Path) -> list[tuple[str, "StrPromise"]]:
    """List the languages by tag and name, English first.

    :param folders: where catalogs are, as ``<folder>/zh_Hans/LC_MESSAGES/django.mo``
    """
    found = {
        path.parts[-3].replace("_", "-").lower()
        for folder in folders
        for path in folder.glob("*/LC_MESSAGES/django.*o")
    }
    # Their names are in Django's own catalogs, in every language.
    return [(tag, gettext_lazy(LANG_INFO.get(tag, {}).get("name", tag))) for tag in (SOURCE, *sorted(found - {SOURCE}))]
