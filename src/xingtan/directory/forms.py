"""The shape of an entry, of a step, of a report, and of a table that is brought."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xingtan.directory import actions, queries
from xingtan.directory.models import Device, Offline, Price, Version
from xingtan.directory.rules import tables
from xingtan.directory.rules.facts import LONGEST, LONGEST_TEXT, Facts, cleaned
from xingtan.directory.rules.languages import NAMES

TEXTS = ("summary", "accessibility", "data_protection")


class Entry(forms.Form):
    """What an entry says, its texts in one language at a time."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST["name"])
    url = forms.CharField(
        label=_("Address on the web"),
        max_length=LONGEST["url"],
        help_text=_("It begins with https:// or http://."),
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
    )
    language = forms.ChoiceField(
        label=_("In which language you write the texts below"),
        choices=[(tag, NAMES[tag][1]) for tag in sorted(NAMES, key=lambda tag: NAMES[tag][1].casefold())],
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it is and for whom, in one to three lines."),
    )
    categories = forms.MultipleChoiceField(label=_("Categories"), widget=forms.CheckboxSelectMultiple)
    languages = forms.CharField(
        label=_("Languages of its interface"),
        max_length=1000,
        help_text=_("Tags or names, with commas between them: en, fr, Arabic, Kiswahili."),
    )
    price = forms.ChoiceField(label=_("Price"), choices=Price.choices, widget=forms.RadioSelect)
    offline = forms.ChoiceField(
        label=_("Without a connection"), choices=Offline.choices, widget=forms.RadioSelect, initial=Offline.NONE
    )
    devices = forms.MultipleChoiceField(
        label=_("Devices"), choices=Device.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    min_kbps = forms.IntegerField(
        label=_("Least bandwidth, in kilobits a second"), min_value=0, max_value=10_000_000, required=False
    )
    operator = forms.CharField(label=_("Who runs it"), max_length=LONGEST["operator"], required=False)
    country = forms.CharField(
        label=_("Their country"), max_length=2, required=False, help_text=_("Two letters, such as EE or KE.")
    )
    licence = forms.CharField(
        label=_("Licence"),
        max_length=LONGEST["licence"],
        required=False,
        help_text=_("Of the software, an SPDX name such as MIT; leave it empty where there is none."),
    )
    standards = forms.CharField(
        label=_("Standards it supports"),
        max_length=1000,
        required=False,
        help_text=_("With semicolons between them: LTI 1.3; SCORM 1.2; xAPI."),
    )
    accessibility = forms.CharField(
        label=_("Accessibility"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What its makers state, and where."),
    )
    data_protection = forms.CharField(
        label=_("Data protection"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What it asks of a learner, and where the data go."),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
        help_text=_("Addresses of studies and reports, one a line."),
    )

    def __init__(self, *args: Any, version: Version | None = None, language: str = "", **kwargs: Any) -> None:
        self._kept = version.facts if version else None
        chosen = language or get_language() or "en"
        super().__init__(*args, **{**kwargs, "initial": {"language": chosen, **self._initial(chosen)}})
        self.fields["categories"].choices = [(each.code, str(each.name)) for each in queries.categories()]  # type: ignore[attr-defined]  # a choice field, above
        self.facts: Facts | None = None

    def _initial(self, language: str) -> dict[str, Any]:
        if self._kept is None:
            return {}
        said = self._kept.to_json()
        texts = {name: said[name].get(language, "") for name in TEXTS}
        joined = {
            "languages": ", ".join(said["languages"]),
            "standards": "; ".join(said["standards"]),
            "evidence": "\n".join(said["evidence"]),
        }
        return {**said, **texts, **joined}

    def clean(self) -> dict[str, Any]:
        """Make facts of what was said, or mark each field that cannot be kept."""
        said = dict(super().clean() or {})
        row = tables.row_of(0, {name: value for name, value in said.items() if name not in TEXTS})
        language = said.get("language", "")
        kept = self._kept.to_json() if self._kept else {}
        for name in TEXTS:
            others = {tag: text for tag, text in kept.get(name, {}).items() if tag != language}
            row.said[name] = {**others, language: said.get(name, "")}
        self.facts, problems = cleaned(row.said, actions.known_categories())
        for problem in problems:
            # What is missing already says so by itself.
            if problem.field not in self.errors:
                self.add_error(problem.field, actions.words_of(problem))
        return said


class Proposal(Entry):
    """An entry that somebody proposes."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We tell you there what became of it. It is shown to nobody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.is_authenticated:
            del self.fields["email"]


class Amendment(Entry):
    """New facts of an entry."""

    why = forms.CharField(
        label=_("What changed, and how you know"),
        max_length=500,
        required=False,
        help_text=_("Readers of the history see this."),
    )


class Judgement(forms.Form):
    """A step, and why."""

    status = forms.CharField(max_length=10)
    why = forms.CharField(
        label=_("Why"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class WrongInformation(forms.Form):
    """What somebody says is wrong with an entry."""

    body = forms.CharField(
        label=_("What is wrong, and what would be right?"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )


class Brought(forms.Form):
    """A table of entries."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV, as a spreadsheet saves it or as this directory gives it. Nothing changes until you say so."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file that no list of solutions fills."""
        upload = self.cleaned_data["file"]
        if upload.size > tables.MOST_BYTES:
            raise forms.ValidationError(_("This table is larger than 10 MB. Bring it in parts."))
        return upload
