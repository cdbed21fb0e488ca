"""The shape of a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.support.models import Ticket


class Question(forms.Form):
    """What somebody asks or reports."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Ticket.Kind.choices, widget=forms.RadioSelect, initial=Ticket.Kind.QUESTION
    )
    body = forms.CharField(
        label=_("Tell us"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you wanted to do, and what happened instead."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We answer there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    path = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.is_authenticated:
            del self.fields["email"]


class Answer(forms.Form):
    """What somebody says on a ticket."""

    body = forms.CharField(label=_("Your words"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}))
