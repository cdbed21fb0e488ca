"""The shape of a programme."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.models import Course, Programme
from xingtan.catalog.queries import courses_at, courses_of_programme
from xingtan.kernel import prose
from xingtan.kernel.text import Text

MOST_COURSES = 100


class Described(forms.Form):
    """What a programme says, in one language at a time, and which courses it holds."""

    language = forms.ChoiceField(label=_("In which language"), help_text=_("Save one language, then choose the next."))
    title = forms.CharField(label=_("Title"), max_length=200)
    about = forms.CharField(label=_("About"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    slug = forms.SlugField(
        label=_("Address"), max_length=80, help_text=_("Letters, digits and hyphens: first-year-physics")
    )
    courses = forms.CharField(
        label=_("Courses, in their order"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The address of one course a line."),
    )
    is_published = forms.BooleanField(label=_("Anyone may see it"), required=False)

    def __init__(self, *args: Any, programme: Programme | None, language: str = "", **kwargs: Any) -> None:
        self._programme = programme
        chosen = language if language in dict(settings.LANGUAGES) else (get_language() or "en")
        initial: dict[str, Any] = {"language": chosen}
        if programme:
            held = courses_of_programme(programme, is_public=False)
            initial |= {
                "title": programme.title.get(chosen, ""),
                "about": prose.plain(programme.about.get(chosen, "")),
                "courses": "\n".join(each.get_absolute_url() for each in held),
                "is_published": programme.is_published,
            }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]  # a choice field, some lines above
        if programme:
            del self.fields["slug"]

    def clean_courses(self) -> list[Course]:
        """Find each course by its address.

        :raises ValidationError: naming those that are of no published course
        """
        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data["courses"].splitlines() if line.strip()))
        if len(lines) > MOST_COURSES:
            raise forms.ValidationError(_("A programme holds at most %(most)s courses."), params={"most": MOST_COURSES})
        found, unknown = courses_at(lines)
        if unknown:
            words = ngettext(
                "There is no published course at: %(lines)s",
                "There are no published courses at: %(lines)s",
                len(unknown),
            )
            raise forms.ValidationError(words, params={"lines": ", ".join(unknown[:5])})
        return found

    def facts(self) -> dict[str, Any]:
        """Give the fields of the programme as they shall be: other languages stay."""
        said = dict(self.cleaned_data)
        language = said.pop("language")
        for name in ("title", "about"):
            before = getattr(self._programme, name) if self._programme else Text()
            kept = {tag: text for tag, text in before.items() if tag != language}
            said[name] = {**kept, language: said[name]} if said[name] else kept
        return said
