"""What who leads says of word clouds, discussions, and who is lost."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import AskForm, ConfigForm
from xingtan.classroom.rules import confusion, words


class WordCloudForm(AskForm):
    """A question, and how many words each may give."""

    most = forms.IntegerField(
        label=_("Words of each person"), min_value=1, max_value=words.MOST_EACH, initial=3, required=False
    )
    is_unnamed = forms.BooleanField(label=_("Show nobody who said what, not even me"), required=False, initial=True)

    def config(self) -> dict[str, Any]:
        """Give how many words."""
        return {"most": self.cleaned_data["most"] or 3, "unnamed": self.cleaned_data["is_unnamed"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give how many words."""
        return {"most": config["most"], "is_unnamed": config.get("unnamed", False)}


class DiscussionForm(AskForm):
    """A question to talk about."""


class ConfusionForm(ConfigForm):
    """A talk with slides."""

    title = forms.CharField(
        label=_("What it is about"), max_length=200, help_text=_("Such as the title of your slides.")
    )
    slides = forms.IntegerField(
        label=_("Number of slides"), min_value=1, max_value=confusion.LAST_SLIDE, required=False
    )

    def config(self) -> dict[str, Any]:
        """Give how many slides there are; nobody is ever named."""
        return {"slides": self.cleaned_data["slides"] or 0, "unnamed": True}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give how many slides there are."""
        return {"slides": config.get("slides") or None}
