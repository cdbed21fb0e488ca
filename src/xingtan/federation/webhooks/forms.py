"""The shape of a new webhook."""

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = (
    ("course.published", _("A course was published")),
    ("course.changed", _("What is said of a course changed")),
    ("course.withdrawn", _("A course was withdrawn")),
    ("run.opened", _("A run was opened")),
    ("run.changed", _("Dates or places of a run changed")),
    ("courses.gathered", _("A partner platform told of new or changed courses")),
    ("courses.vanished", _("A partner platform dropped courses")),
    ("courses.merged", _("Two entries were found to be one course")),
    ("courses.split", _("What was one course is two again")),
)


class NewWebhook(forms.Form):
    """Where to send what."""

    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("An https address of your own that takes POST requests."),
    )
    kinds = forms.MultipleChoiceField(label=_("What to tell"), choices=KINDS, widget=forms.CheckboxSelectMultiple)
