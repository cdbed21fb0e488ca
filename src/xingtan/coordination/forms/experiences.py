"""The shape of an experience."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.forms.texts import InOneLanguage, area
from xingtan.coordination.models import Experience
from xingtan.universities import public as universities

MOST_TAGS = 12


class ExperienceFacts(InOneLanguage):
    """What worked, told so that others can do it too."""

    TEXTS = ("title", "context", "case", "evidence")

    title = forms.CharField(label=_("Title"), max_length=200)
    context = area(_("Where and for whom"), rows=3, longest=4000)
    case = area(_("What was done"), rows=8, longest=20_000)
    evidence = area(_("What shows that it worked"), rows=4, longest=8000)
    evidence_url = forms.URLField(
        label=_("Where to see it"), max_length=500, required=False, assume_scheme="https", help_text=_("A link.")
    )
    contact = forms.CharField(
        label=_("Whom to ask"), max_length=300, required=False, help_text=_("Anyone can read it here.")
    )
    licence = forms.ChoiceField(
        label=_("How others may use it"), choices=Experience.Licence.choices, widget=forms.RadioSelect
    )
    tags = forms.CharField(label=_("Tags"), max_length=400, required=False, help_text=_("Words with commas between."))
    university = forms.ChoiceField(label=_("University"), required=False)

    def __init__(
        self,
        *args: Any,
        served: Sequence[universities.University],
        thing: Experience | None = None,
        **kwargs: Any,
    ) -> None:
        own: dict[str, Any] = {"licence": Experience.Licence.CC_BY}
        if thing:
            own = {name: getattr(thing, name) for name in ("evidence_url", "contact", "licence")}
            own |= {"tags": ", ".join(thing.tags), "university": thing.university and thing.university.slug}
        super().__init__(*args, thing=thing, initial=own, **kwargs)
        self._served = {each.slug: each for each in served}
        self.fields["university"].choices = [  # type: ignore[attr-defined]  # a choice field, above
            ("", _("None")),
            *((slug, str(each)) for slug, each in self._served.items()),
        ]

    def clean_tags(self) -> list[str]:
        """Read the tags, once each.

        :raises ValidationError: if there are too many
        """
        words = (" ".join(each.lower().split())[:40] for each in self.cleaned_data["tags"].replace("،", ",").split(","))
        tags = list(dict.fromkeys(each for each in words if each))
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(_("Twelve tags are enough."))
        return tags

    def clean_evidence_url(self) -> str:
        """Keep links of the web only.

        :raises ValidationError: for any other
        """
        link = str(self.cleaned_data["evidence_url"])
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Give a link that begins with https://."))
        return link

    def clean_university(self) -> universities.University | None:
        """Find the university."""
        return self._served.get(self.cleaned_data["university"])

    def facts(self) -> dict[str, Any]:
        """Give the fields of the experience; it is in the languages that its title is in."""
        said = super().facts()
        known = [tag for tag, _name in settings.LANGUAGES]
        return {**said, "languages": [tag for tag in known if tag in said["title"]]}
