"""Making and ending the keys of a university's directory."""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.federation.scim import access, actions
from xingtan.federation.scim.models import Key
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.universities import public as universities


class NewKey(forms.Form):
    """What a key is for."""

    label = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)


@page(access.university_to_keep, limit="change")
def keys(request: Request, university: universities.University) -> HttpResponse:
    """Show the keys, and make one; it is shown this once."""
    form, made = NewKey(request.POST or None), ""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _key, made = actions.make_key(
                    university=university, label=form.cleaned_data["label"], by=request.user, now=now()
                )
                form, status = NewKey(), 200
            except RuleBroken as broken:
                form.add_error(None, str(broken))
    context = {
        "university": university,
        "keys": Key.objects.filter(university=university, ended_at=None).order_by("-pk"),
        "form": form,
        "made": made,
        "base": f"{settings.XINGTAN.address}{reverse('scim:about', args=(university.slug, 'ServiceProviderConfig')).removesuffix('/ServiceProviderConfig')}",
        "crumbs": [(str(university), reverse("universities:university", args=(university.slug,)))],
    }
    return show(request, "scim/keys.html", context, status=status)


@page(access.key_to_end, limit="change", methods=("POST",))
def end(request: Request, found: Key) -> HttpResponse:
    """End a key."""
    actions.end_key(key=found, by=request.user, now=now())
    then = reverse("scim:keys", args=(found.university.slug,))
    return done(request, "scim/keys.html", then=then, say=_("The key no longer opens anything."))
