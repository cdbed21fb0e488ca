"""Texts in one language at a time, and days at whose end something is due."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def area(label: Any, *, rows: int, longest: int, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Make a field for several lines."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def end_of(given: date | None, zone: str) -> datetime | None:
    """Give the moment at which the day is over, there."""
    return datetime.combine(given + timedelta(days=1), time(), ZoneInfo(zone)) if given else None


def day_of(moment: datetime | None, zone: str) -> date | None:
    """Give the day that ends at this moment, there."""
    return (moment.astimezone(ZoneInfo(zone)) - timedelta(seconds=1)).date() if moment else None


class InOneLanguage(forms.Form):
    """What something says, in one language at a time: the others stay as they are."""

    TEXTS: ClassVar[tuple[str, ...]] = ()

    language = forms.ChoiceField(label=_("In which language"), help_text=_("Save one language, then choose the next."))

    def __init__(self, *args: Any, thing: models.Model | None = None, language: str = "", **kwargs: Any) -> None:
        self.thing = thing
        chosen = language if language in dict(settings.LANGUAGES) else (get_language() or "en")
        texts = {name: getattr(thing, name).get(chosen, "") for name in self.TEXTS} if thing else {}
        initial = {"language": chosen, **texts, **kwargs.pop("initial", {})}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]  # a choice field, above

    def facts(self) -> dict[str, Any]:
        """Give the fields as they shall be."""
        said = dict(self.cleaned_data)
        language = said.pop("language")
        for name in self.TEXTS:
            kept = {} if self.thing is None else {t: w for t, w in getattr(self.thing, name).items() if t != language}
            said[name] = {**kept, language: said[name]} if said[name] else kept
        return said
