"""Something that appears on every phone: an address, a unit of the course, a file of the library."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.registry.kinds import Kind, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.sharing import PushForm
from xingtan.kernel import files


class Push(Kind):
    """A thing to look at together. Nobody is asked whether they did."""

    name = "push"
    folder = "classroom/push"
    label = _("Show on phones")
    about = _("A link, a unit of the course or a file appears on every phone.")
    order = 72
    takes = False
    shows_at_once = True
    earns = False
    form = PushForm

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw nothing that is kept: addresses of files end."""
        return SafeString()

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what there is to look at."""
        return self.draw(request, "student", sheet, url=_url(sheet.activity))

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw it as students see it."""
        return self.student(request, sheet)

    def screen(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw it for the hall, where an address is read and not pressed."""
        return self.student(request, sheet)

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw it as students saw it."""
        return self.student(request, sheet)


def _url(activity: Any) -> str:
    config: Mapping[str, Any] = activity.config
    match config["what"]:
        case "unit":
            return f"{activity.run.get_absolute_url()}units/{config['unit']}/"
        case "file":
            return files.address(config["digest"], config["name"])
    return str(config["link"])


register(Push())
