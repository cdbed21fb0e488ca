"""What the style page shows: samples without a word of the product's own subjects."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from xingtan.kernel.pages import Request
from xingtan.ui import charts

PALETTE = (
    ("paper", "paper-raised", "paper-sunken", "line", "line-strong", "ink-soft", "ink"),
    ("apricot-soft", "apricot", "apricot-pressed", "apricot-deep", "apricot-ink", "on-apricot"),
    ("bamboo-soft", "bamboo", "bamboo-ink"),
    ("cinnabar-soft", "cinnabar", "cinnabar-ink", "on-cinnabar"),
    ("indigo-soft", "indigo", "indigo-ink"),
)
TEAS = (
    ("green", "Green"),
    ("white", "White"),
    ("oolong", "Oolong, half rolled, from the second picking of the year"),
    ("black", "Black"),
)


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(help_text="As you write it yourself.")
    email = forms.EmailField(label="E-mail")
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    leaves = forms.IntegerField(label="How many leaves", min_value=1, required=False)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    tea = forms.ChoiceField(choices=(("", "—"), *TEAS), required=False)
    teas = forms.MultipleChoiceField(
        choices=TEAS, widget=forms.CheckboxSelectMultiple, required=False, help_text="As many as you like."
    )
    one = forms.ChoiceField(label="The one for today", choices=TEAS, widget=forms.RadioSelect)
    notes = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    picture = forms.FileField(required=False)
    agreed = forms.BooleanField(label="I have read what is done with my data.")


def everything(request: Request) -> dict[str, Any]:
    """Gather the samples of every section."""
    return {
        "palette": PALETTE,
        "crumbs": [("First page", "/"), ("A shelf", "/ui/"), ("A book with a rather long name on that shelf", "/ui/")],
        "tabs": [("Leaves", "#", True), ("Branches", "#", False), ("Roots and what lives among them", "#", False)],
        "page": Paginator(range(1000), 20).page(_number(request)),
        "fresh": SampleForm(prefix="fresh"),
        "wrong": SampleForm(
            {"wrong-name": "Zilu", "wrong-email": "zilu", "wrong-leaves": "0", "wrong-teas": ["white"]}, prefix="wrong"
        ),
        "moment": datetime(2026, 11, 3, 6, 0, tzinfo=UTC),
        "subjects": [f"{number:02}" for number in range(12)],
        "seeds": range(3),
        "leaves": charts.columns(
            [charts.Bar(value=value, below=value % 7, said=str(value)) for value in (12, 30, 45, 80, 77, 91, 120)],
            says="Leaves by month",
            words=lambda number: f"{number:.0f}",
            feet=("May", "July", "November"),
        ),
        "world": charts.world({"CN": 90, "FR": 30, "GH": 7}, says="Most apricots are in China", said=lambda code: code),
        "said": _("Saved."),
    }


def _number(request: Request) -> int:
    try:
        return min(50, max(1, int(request.GET.get("page", "7"))))
    except ValueError:
        return 1
