"""The shape of what teachers type: a later date, an announcement in several languages."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.kernel.dates import EARLIEST, LATEST


class ExtensionForm(forms.Form):
    """A later date for one learner, in the zone of the run."""

    section = forms.ChoiceField(label=gettext_lazy("For"), required=False)
    until = forms.DateTimeField(
        label=gettext_lazy("New date"),
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    why = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, dates: Sequence[tuple[str, str]], zone: str) -> None:
        super().__init__(data)
        self._zone = ZoneInfo(zone)
        self.fields["section"].choices = list(dates)  # type: ignore[attr-defined]  # it is a choice field
        self.fields["until"].help_text = _("In the time zone of the run, %(zone)s.") % {"zone": zone}

    def clean_until(self) -> datetime:
        """Read the date in the zone of the run, where it was typed without one."""
        typed: datetime = self.cleaned_data["until"]
        return timezone.make_naive(typed, timezone.get_current_timezone()).replace(tzinfo=self._zone).astimezone(UTC)


class AnnouncementForm(forms.Form):
    """Words to learners, in each language one wants to write."""

    def __init__(self, data: Any = None, *, languages: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self._languages = [tag for tag, _name in languages]
        for place, (tag, name) in enumerate(languages):
            self.fields[f"title-{tag}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name}, max_length=200, required=place == 0
            )
            self.fields[f"body-{tag}"] = forms.CharField(
                label=_("Words (%(language)s)") % {"language": name},
                widget=forms.Textarea(attrs={"rows": 6}),
                max_length=20_000,
                required=place == 0,
            )

    def clean(self) -> dict[str, Any]:
        """Give title and words by language; a language with only one of them is asked for the other."""
        given = super().clean() or self.cleaned_data
        title = {tag: given.get(f"title-{tag}", "") for tag in self._languages}
        body = {tag: given.get(f"body-{tag}", "") for tag in self._languages}
        for tag in self._languages[1:]:
            if bool(title[tag].strip()) != bool(body[tag].strip()):
                missing = f"body-{tag}" if title[tag].strip() else f"title-{tag}"
                self.add_error(missing, _("Write both the title and the words in this language, or neither."))
        return {
            "title": {tag: words for tag, words in title.items() if words.strip()},
            "body": {tag: words for tag, words in body.items() if words.strip()},
        }
