"""Something that appears on every phone: an address, a unit of the course, a file of the library."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.registry.answers import gettext_noop
from xingtan.activities.registry.kinds import Kind, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.sharing import PushForm, file_of, units_of
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

    def wants(self, config: Mapping[str, Any]) -> str:
        """Ask what to show, where a plan named something that this class does not have."""
        return (
            gettext_noop("Its plan names a unit or a file that is not here. Choose what to show first.")
            if config["what"] == "gone"
            else ""
        )

    def planned(self, config: Mapping[str, Any], run: Any) -> dict[str, Any]:
        """Keep a unit of the course and a file of its university by name alone."""
        kept = {name: value for name, value in config.items() if name not in ("digest", "name")}
        match config["what"]:
            case "unit":
                return {**kept, "name": "", "course": str(run.course.uid)}
            case "file":
                return {**kept, "name": ""}
        return dict(config)

    def laid(self, config: Mapping[str, Any], run: Any) -> dict[str, Any]:
        """Find the unit in this course, the file in the library of this university."""
        match config["what"]:
            case "unit":
                units = units_of(run) if config.get("course", "") in ("", str(run.course.uid)) else {}
                name = units.get(config["unit"])
                return {**config, "what": "gone"} if name is None else {**config, "name": name}
            case "file":
                file = file_of(run, config.get("resource", ""))
                if file is None:
                    return {**config, "what": "gone"}
                return {**config, "digest": file.digest, "name": file.name}
        return dict(config)

    def moved(self, config: Mapping[str, Any], run: Any, to: Any) -> dict[str, Any]:
        """Find the same in another class."""
        return self.laid(self.planned(config, run), to)

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
        case "link":
            return str(config["link"])
    return ""


register(Push())
