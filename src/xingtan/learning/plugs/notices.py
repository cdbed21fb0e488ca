"""The kind of notice that an announcement becomes."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.kernel.text import pick
from xingtan.notices import registry
from xingtan.notices.registry import Words


@registry.kind("learning.announcement", label=gettext_lazy("Announcements of your courses"))
def announcement(data: dict[str, Any]) -> Words:
    """Word an announcement in the reader's language, or the nearest it was written in."""
    language, title = pick(data["title"])
    sentence = _("%(course)s: %(title)s") % {"course": pick(data["course"])[1], "title": title}
    return Words(sentence=sentence, url=data["url"], body=data["body"].get(language, ""))
