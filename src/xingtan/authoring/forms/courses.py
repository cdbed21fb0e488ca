"""What is sent about a whole course: a file to bring in, titles and dates, another file in the place of one."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.dates import EARLIEST, LATEST
from xingtan.kernel.text import clean_line

MANY = 8
"""With more courses than these, one is chosen from a list that opens."""


class BringForm(forms.Form):
    """A course as a file."""

    file = forms.FileField(
        label=_("The course as one file"),
        help_text=_("An export of Open edX (.tar.gz), or a course folder packed as .zip or .tar.gz."),
        widget=forms.FileInput(attrs={"accept": ".gz,.tgz,.tar,.zip,.xz,.bz2"}),
    )


class BringInForm(forms.Form):
    """Where a course that was looked through is to go."""

    NEW = ""

    course = forms.ChoiceField(label=_("Bring it in as"), required=False, widget=forms.RadioSelect)
    slug = forms.SlugField(
        label=_("Address of the new course"),
        max_length=80,
        required=False,
        help_text=_("Letters a to z, digits and hyphens; the last part of the course's address."),
    )

    def __init__(self, *args: Any, courses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["course"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (self.NEW, _("a new course")),
            *((uid, _("a new version of “%s”") % title) for uid, title in courses),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for an address where there is none yet."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("course") and not data.get("slug") and "slug" not in self.errors:
            self.add_error("slug", _("A new course needs an address."))
        return data


class HeadingForm(forms.Form):
    """The title of a chapter, a section or a unit."""

    title = forms.CharField(label=_("Title"), max_length=200)

    def clean_title(self) -> str:
        """Ask for something that can be read.

        :raises ValidationError: if there is nothing to read in it
        """
        title = clean_line(self.cleaned_data["title"])
        if not title:
            raise ValidationError(_("Write a title that can be read."))
        return title


class SectionForm(HeadingForm):
    """The title of a section, and how and when it is graded."""

    graded_as = forms.ChoiceField(label=_("Graded as"), required=False)
    due_at = forms.DateTimeField(
        label=_("Due"),
        required=False,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, graders: list[tuple[str, str]], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = ZoneInfo(zone)
        field = self.fields["graded_as"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("not graded")), *graders]
        self.fields["due_at"].help_text = _("In the time of %(zone)s.") % {"zone": zone}

    def clean_due_at(self) -> datetime | None:
        """Read the moment as the clock of the university shows it, whoever types it."""
        moment: datetime | None = self.cleaned_data["due_at"]
        return moment.replace(tzinfo=self._zone) if moment else None


class PlaceForm(forms.Form):
    """Where a section or unit goes: into which chapter or section, before which of those there."""

    parent = forms.ChoiceField(label=_("Into"))
    number = forms.IntegerField(
        label=_("As number"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("1 is the beginning. Leave it empty for the end."),
    )

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = parents


class FileForm(forms.Form):
    """Another file in the place of one."""

    path = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    file = forms.FileField(label=_("The new file"))
