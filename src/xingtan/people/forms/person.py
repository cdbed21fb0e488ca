"""The shape of what people say of themselves."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xingtan.people import queries
from xingtan.people.models import Person


class Name(forms.CharField):
    """A name stands in one line, wherever it is shown."""

    def to_python(self, value: Any) -> str:
        """Give the words with one space between them."""
        return " ".join(str(super().to_python(value) or "").split())


class SignUp(forms.Form):
    """What signing up asks besides address and password: the name others will see."""

    name = Name(
        label=_("Your name"),
        max_length=150,
        help_text=_("As you write it, in your own script. Your teachers see it, and your certificates carry it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ("name", "email", "password1")

    def signup(self, request: Any, user: Any) -> None:
        """Be called by allauth when the account exists; the name is set by the adapter before."""


class Profile(forms.ModelForm[Person]):
    """What a person says of themselves."""

    class Meta:
        model = Person
        fields = ("name", "latin_name", "locale", "zone")
        field_classes: ClassVar = {"name": Name, "latin_name": Name}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Certificates are printed in it, so that only a language we speak will do.
        self.fields["locale"] = forms.ChoiceField(label=self.fields["locale"].label, choices=settings.LANGUAGES)
        self.fields["zone"].widget = forms.Select(choices=queries.zones())
        self.fields["name"].required = True


class Erasure(forms.Form):
    """A last question before everything goes."""

    address = forms.EmailField(
        label=_("Type your e-mail address to confirm"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean_address(self) -> str:
        """Compare with the person's own address.

        :raises ValidationError: if it is another one
        """
        address = str(self.cleaned_data["address"]).lower()
        if address != self._person.email:
            raise forms.ValidationError(_("This is not the address you sign in with. Nothing was erased."))
        return address


class NewKey(forms.Form):
    """What a new key is for."""

    label = forms.CharField(label=_("What is it for?"), max_length=100, help_text=_("Such as: my timetable program."))
