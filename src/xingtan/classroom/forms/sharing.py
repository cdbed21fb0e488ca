"""Forms of sending and showing: pictures from phones, and something that appears on every phone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import ConfigForm
from xingtan.activities.registry.answers import Unfit
from xingtan.authoring import public as authoring
from xingtan.classroom.rules.handing_in import LONGEST_LINK, web_address
from xingtan.kernel.text import Text
from xingtan.library import public as library

MOST_FILES = 200


class CameraForm(ConfigForm):
    """Says what is to be photographed."""

    task = forms.CharField(
        label=_("What to send a picture of"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as notes on paper, a drawing, an experiment on the kitchen table."),
    )

    def config(self) -> dict[str, Any]:
        """Give the task."""
        return {"task": self.cleaned_data["task"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the task."""
        return {"task": config.get("task", "")}


class PushForm(ConfigForm):
    """Says what appears: an address, a unit of the course, or a file of the university's library."""

    link = forms.CharField(
        label=_("Address"), required=False, max_length=LONGEST_LINK, widget=forms.URLInput(attrs={"dir": "ltr"})
    )
    unit = forms.ChoiceField(label=_("Or a unit of this course"), required=False)
    resource = forms.ChoiceField(label=_("Or a file of the library"), required=False)
    words = forms.CharField(
        label=_("What to look for"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    keeps = forms.BooleanField(label=_("Keep the unit or the file that it shows now"), required=False, initial=True)
    field_order = ("title", "link", "unit", "resource", "keeps", "words")

    def __init__(self, data: Any = None, *, run: Any = None, **more: Any) -> None:
        super().__init__(data, run=run, **more)
        if run is not None or self.was.get("what", "link") == "link":
            # Only a plan has nothing to choose it from again.
            del self.fields["keeps"]
        if self.planner is not None and self.planner.is_reading:
            # What a file names is found, or asked for, where the plan is used.
            for name in ("unit", "resource", "course"):
                self.fields[name] = forms.CharField(required=False, max_length=200)
            self._units, self._files = {}, {}
            return
        self._units, self._files = units_of(run), _files_of(run)
        nothing = ("", "—")
        self.fields["unit"].choices = [nothing, *self._units.items()]  # type: ignore[attr-defined]  # a choice field
        self.fields["resource"].choices = [  # type: ignore[attr-defined]  # as above
            nothing,
            *((uid, each.name) for uid, each in self._files.items()),
        ]
        for name, found in (("unit", self._units), ("resource", self._files)):
            if not found:
                del self.fields[name]

    def clean_link(self) -> str:
        """Take addresses of the web only."""
        said: str = self.cleaned_data["link"].strip()
        try:
            return web_address(said) if said else ""
        except Unfit as unfit:
            raise forms.ValidationError(_(unfit.why)) from None

    def clean(self) -> dict[str, Any]:
        """Ask for one of the three."""
        said: dict[str, Any] = super().clean() or {}
        shown = ("link", "unit", "resource", "keeps")
        if not self.errors and sum(bool(said.get(name)) for name in shown) != 1:
            self.add_error(None, _("Choose one thing to show: an address, a unit or a file."))
        return said

    def config(self) -> dict[str, Any]:
        """Give what is shown."""
        said = self.cleaned_data
        shown: dict[str, Any] = {"words": said["words"]}
        if said.get("keeps"):
            return {**self.was, **shown}
        if self.planner is not None and (said.get("unit") or said.get("resource")):
            what = "unit" if said.get("unit") else "file"
            return {
                **shown,
                "what": what,
                **{name: said[name] for name in ("unit", "resource", "course") if said[name]},
                "name": "",
            }
        if said.get("unit"):
            return {**shown, "what": "unit", "unit": said["unit"], "name": self._units[said["unit"]]}
        if said.get("resource"):
            file = self._files[said["resource"]]
            return {**shown, "what": "file", "resource": str(file.uid), "digest": file.digest, "name": file.name}
        return {**shown, "what": "link", "link": said["link"], "name": said["link"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give what is shown."""
        return {name: config.get(name, "") for name in ("link", "unit", "resource", "course", "words")}


def units_of(run: Any) -> dict[str, str]:
    """Give the units of a run's course: keys and titles."""
    version = authoring.version_of(run) if run is not None else None
    if version is None:
        return {}
    return {
        unit["key"]: str(Text(unit["title"])) or unit["key"]
        for chapter in version.outline["chapters"]
        for section in chapter["sections"]
        for unit in section["units"]
    }


def file_of(run: Any, uid: str) -> library.Resource | None:
    """Find a file of the library of the university that offers this run."""
    try:
        wanted = UUID(uid)
    except ValueError:
        return None
    found: library.Resource | None = library.Resource.objects.filter(
        university=run.course.university, uid=wanted
    ).first()
    return found


def _files_of(run: Any) -> dict[str, library.Resource]:
    if run is None:
        return {}
    rows = library.Resource.objects.filter(university=run.course.university).order_by("-added_at", "-pk")
    return {str(each.uid): each for each in rows[:MOST_FILES]}
