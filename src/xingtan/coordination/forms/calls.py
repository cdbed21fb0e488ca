"""The shape of a call, of joining it, of its tasks, and of a step."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.forms.texts import InOneLanguage, area, day_of, end_of
from xingtan.coordination.models import Call, Party, Task, Tier
from xingtan.coordination.models.calls import MOST_REVIEWS
from xingtan.coordination.models.tasks import MOST
from xingtan.people import public as people
from xingtan.ui import public as ui

MOST_CRITERIA = 12


class CallFacts(InOneLanguage):
    """What is wanted, for whom, and by when."""

    TEXTS = ("title", "wanted", "audience")

    slug = forms.SlugField(
        label=_("Address"), max_length=60, help_text=_("Letters, digits and dashes: it stands in the link.")
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    wanted = area(_("What is wanted"), rows=6, longest=8000)
    audience = area(_("For whom"), rows=2, longest=1000, required=False)
    due_on = ui.DayField(_("By which day"), help_text=_("The call takes nominations until this day is over."))
    zone = forms.ChoiceField(label=_("Where that day ends"))
    reviews_wanted = forms.IntegerField(
        label=_("Reviews of each course"), min_value=1, max_value=MOST_REVIEWS, initial=2
    )

    def __init__(self, *args: Any, thing: Call | None = None, **kwargs: Any) -> None:
        own: dict[str, Any] = {"zone": "UTC", "reviews_wanted": 2}
        if thing:
            own = {
                "zone": thing.zone,
                "due_on": day_of(thing.due_at, thing.zone),
                "reviews_wanted": thing.reviews_wanted,
            }
        super().__init__(*args, thing=thing, initial=own, **kwargs)
        self.fields["zone"].choices = people.zones()  # type: ignore[attr-defined]  # a choice field, above
        if thing:
            del self.fields["slug"]

    def facts(self) -> dict[str, Any]:
        """Give the fields of the call as they shall be."""
        said = super().facts()
        due_on = said.pop("due_on")
        return {**said, "due_at": end_of(due_on, said["zone"])}


class Criteria(forms.Form):
    """What experts mark, a line each."""

    lines = area(
        _("What experts mark, from 1 to 5"),
        rows=6,
        longest=4000,
        help_text=_("One criterion a line: its name, a colon, and the question it asks."),
    )

    def clean_lines(self) -> list[tuple[str, dict[str, str], dict[str, str]]]:
        """Read the lines.

        :raises ValidationError: if there are none, too many, or two with one name
        """
        pairs = [line.partition(":")[::2] for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        read = [
            (slugify(name, allow_unicode=True)[:40] or f"criterion-{place}", name.strip(), question.strip())
            for place, (name, question) in enumerate(pairs)
        ]
        if not 1 <= len(read) <= MOST_CRITERIA or len({key for key, _name, _question in read}) != len(read):
            raise forms.ValidationError(_("Give one to twelve criteria, each with a name of its own."))
        return [(key, {"en": name}, {"en": question} if question else {}) for key, name, question in read]


class Joining(forms.Form):
    """Who joins, and how far they go."""

    who = forms.ChoiceField(label=_("Who joins"))
    tier = forms.ChoiceField(label=_("As"), choices=Tier.choices, widget=forms.RadioSelect, initial=Tier.FOLLOWER)

    def __init__(self, *args: Any, who: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = who  # type: ignore[attr-defined]  # a choice field, above


class TaskFacts(InOneLanguage):
    """What is asked, of whom, how many, and by when."""

    TEXTS = ("title", "about")

    title = forms.CharField(label=_("What is asked"), max_length=200)
    about = area(_("What counts"), rows=3, longest=4000, required=False)
    of = forms.ChoiceField(label=_("Of whom"))
    quota = forms.IntegerField(label=_("How many, of each"), min_value=1, max_value=MOST)
    due_on = ui.DayField(_("By which day"), required=False)

    def __init__(self, *args: Any, call: Call, parties: list[Party], thing: Task | None = None, **kwargs: Any) -> None:
        own: dict[str, Any] = {}
        if thing:
            of = str(thing.party.uid) if thing.party else thing.tier
            own = {"quota": thing.quota, "of": of, "due_on": day_of(thing.due_at, call.zone)}
        super().__init__(*args, thing=thing, initial=own, **kwargs)
        self._call, self._parties = call, {str(party.uid): party for party in parties}
        everyone = [("", _("Everyone who joined")), *((value, label) for value, label in Tier.choices)]
        self.fields["of"] = forms.ChoiceField(
            label=_("Of whom"),
            required=False,
            choices=[*everyone, *((uid, str(party)) for uid, party in self._parties.items())],
        )

    def facts(self) -> dict[str, Any]:
        """Give the fields of the task."""
        said = super().facts()
        of, due_on = said.pop("of"), said.pop("due_on")
        return {
            **said,
            "tier": of if of in Tier.values else "",
            "party": self._parties.get(of),
            "due_at": end_of(due_on, self._call.zone),
        }


class StepTaken(forms.Form):
    """A step by its name, and why."""

    move = forms.CharField(max_length=40, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
