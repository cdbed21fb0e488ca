"""The shape of a nomination, a review, what is followed, and an adoption."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.coordination.forms.texts import area
from xingtan.coordination.models import Adoption, Criterion, Verdict
from xingtan.coordination.rules.counting import MARKS
from xingtan.people import public as people
from xingtan.ui import public as ui


class NominatedCourse(forms.Form):
    """Which course, and why."""

    course = forms.ChoiceField(label=_("Course"))
    statement = area(
        _("Why this course"), rows=5, longest=4000, help_text=_("For whom abroad it is, and what it has shown so far.")
    )

    def __init__(self, *args: Any, courses: Sequence[catalog.Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._courses = {str(course.uid): course for course in courses}
        self.fields["course"].choices = [  # type: ignore[attr-defined]  # a choice field, above
            (uid, f"{course.title} ({course.university})") for uid, course in self._courses.items()
        ]

    def clean_course(self) -> catalog.Course:
        """Find the course."""
        return self._courses[self.cleaned_data["course"]]


class Expert(forms.Form):
    """Who is asked."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who already has an account here."))


class ReviewGiven(forms.Form):
    """Marks, words and a recommendation."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {f"mark-{each.key}": each.key for each in criteria}
        for each in criteria:
            self.fields[f"mark-{each.key}"] = forms.TypedChoiceField(
                label=str(each.name),
                help_text=str(each.help),
                choices=[(mark, str(mark)) for mark in MARKS],
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = area(
            _("Your words"), rows=8, longest=8000, help_text=_("The university reads them, without your name.")
        )
        self.fields["recommendation"] = forms.ChoiceField(
            label=_("What you recommend"), choices=Verdict.choices, widget=forms.RadioSelect
        )

    def marks(self) -> dict[str, int]:
        """Give the mark of each criterion."""
        return {key: self.cleaned_data[name] for name, key in self._keys.items()}


class FollowUpSet(forms.Form):
    """What to look at, and by when."""

    about = area(_("What to look at"), rows=2, longest=1000)
    due_on = ui.DayField(_("By which day"))


class Found(forms.Form):
    """What was found."""

    note = area(_("What was found"), rows=3, longest=4000)


class AdoptionFacts(forms.Form):
    """Who answers for the course, and what credit it carries."""

    responsible = forms.ChoiceField(
        label=_("Responsible teacher"), required=False, help_text=_("Without one, the course carries no credit.")
    )
    credits = forms.DecimalField(label=_("Credits (ECTS)"), min_value=0, max_digits=5, decimal_places=1, required=False)

    def __init__(
        self, *args: Any, teachers: Sequence[people.Person], adoption: Adoption | None = None, **kwargs: Any
    ) -> None:
        if adoption:
            known = adoption.responsible
            kwargs["initial"] = {"responsible": known and str(known.uid), "credits": adoption.credits}
            teachers = [*teachers, *([known] if known and known not in teachers else [])]
        super().__init__(*args, **kwargs)
        self._teachers = {str(person.uid): person for person in teachers}
        self.fields["responsible"].choices = [  # type: ignore[attr-defined]  # a choice field, above
            ("", _("Nobody yet")),
            *((uid, person.get_full_name()) for uid, person in self._teachers.items()),
        ]

    def clean_responsible(self) -> people.Person | None:
        """Find the teacher."""
        return self._teachers.get(self.cleaned_data["responsible"])

    def clean_credits(self) -> Any:
        """Take nought as none."""
        return self.cleaned_data["credits"] or None


class NewAdoption(AdoptionFacts):
    """Which course is adopted, too."""

    course = forms.CharField(
        label=_("Address of the course"),
        max_length=400,
        help_text=_("Copy it from the page of the course; a partner's course has one here, too."),
    )
    field_order = ("course", "responsible", "credits")

    def clean_course(self) -> catalog.Course:
        """Find the course by its address here.

        :raises ValidationError: if it names none that anyone may see
        """
        parts = self.cleaned_data["course"].partition("/courses/")[2].strip("/").split("/")
        found = None
        if len(parts) == 2:
            courses = catalog.Course.objects.published().select_related("university")
            found = courses.filter(university__slug=parts[0], slug=parts[1]).first()
        if found is None:
            raise forms.ValidationError(_("There is no course at this address."))
        return found
