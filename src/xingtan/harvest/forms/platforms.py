"""The shape of a platform."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.text import as_text
from xingtan.ui import public as ui

TIERS = catalog.Platform.Tier.choices


class PlatformFacts(forms.Form):
    """What is known of a platform, its texts in English."""

    name = forms.CharField(label=_("Name"), max_length=200)
    about = forms.CharField(
        label=_("About"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences, in English."),
    )  # fmt: skip
    operator = forms.CharField(label=_("Who runs it"), max_length=200, required=False)
    country = forms.RegexField(
        r"^[A-Za-z]{2}$", label=_("Country"), help_text=_("Two letters of ISO 3166-1, such as EE or KE.")
    )
    website = forms.URLField(label=_("Website"), max_length=500, assume_scheme="https")
    tier = forms.ChoiceField(label=_("Tier"), choices=TIERS, widget=forms.RadioSelect, initial=TIERS[-1][0])
    joined_on = ui.DayField(_("Joined on"))
    left_on = ui.DayField(
        _("Left on"),
        required=False,
        help_text=_("From then on it is no longer gathered. Its courses stay as they were."),
    )
    contact_name = forms.CharField(label=_("Name of a contact"), max_length=200, required=False)
    contact_email = forms.EmailField(
        label=_("Address of a contact"), required=False,
        help_text=_("Where you can write. To let somebody sign in and see what went wrong, name them as a contact."),
    )  # fmt: skip

    @staticmethod
    def initial_of(platform: catalog.Platform) -> dict[str, Any]:
        """Give what the form shows of a platform."""
        plain = ("operator", "country", "website", "tier", "joined_on", "left_on", "contact_name", "contact_email")
        texts = {"name": platform.name.in_("en"), "about": platform.about.in_("en")}
        return texts | {name: getattr(platform, name) for name in plain}

    def clean(self) -> dict[str, Any]:
        """Ask that nobody leaves before they joined."""
        said = super().clean() or {}
        joined, left = said.get("joined_on"), said.get("left_on")
        if joined and left and left < joined:
            self.add_error("left_on", _("A platform leaves after it joined. Choose a later day."))
        return said

    def facts(self, before: catalog.Platform | None = None) -> dict[str, Any]:
        """Give the fields of the platform; texts in other languages stay as they were."""
        said = dict(self.cleaned_data)
        said["country"] = said["country"].upper()
        for name in ("name", "about"):
            there = dict(getattr(before, name)) if before else {}
            said[name] = as_text({**there, "en": said[name]} if said[name] else there)
        return said


class NewPlatform(PlatformFacts):
    """A platform that is not here yet."""

    slug = forms.SlugField(
        label=_("Address"), max_length=60, help_text=_("Small letters, digits and hyphens; it never changes.")
    )
    field_order = ("name", "slug")


class SpokenFor(forms.Form):
    """Who is to speak for a platform."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who already has an account here."))
