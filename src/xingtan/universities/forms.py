"""The shape of a role that is given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.universities.models import OF_A_UNIVERSITY, OF_THE_CONSORTIUM, Role


class GivenRole(forms.Form):
    """Who is to serve, and as what."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who already has an account here."))
    role = forms.ChoiceField(label=_("Role"), choices=[(str(role), Role(role).label) for role in OF_A_UNIVERSITY])


class GivenConsortiumRole(forms.Form):
    """Who is to serve the consortium, and as what."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who already has an account here."))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(str(role), Role(role).label) for role in OF_THE_CONSORTIUM], widget=forms.RadioSelect
    )
