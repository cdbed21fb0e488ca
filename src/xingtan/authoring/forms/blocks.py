"""The editors of blocks. A kind names its own in `form`: a subclass of `BlockForm`, from whatever room or package."""

import json
from collections.abc import Callable, Mapping
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.files import Kept
from xingtan.library.registry import captions

Keep = Callable[[IO[bytes] | bytes, str], Kept]
"""Keeps a file of the course under a name, and says what was kept."""


class BlockForm(forms.Form):
    """Edits the data of a block in one language."""

    @classmethod
    def initial_of(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Give what the fields show for this data."""
        return dict(data)

    def to_data(self, old: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
        """Give the data that the fields say.

        :param old: the data as it was, for what the form does not show
        :param keep: keeps files that came with the form
        """
        return {**old, **self.cleaned_data}


class TitleForm(forms.Form):
    """The title of a block; not every block needs one."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class TextForm(BlockForm):
    """A text as Markdown or as HTML."""

    MARKDOWN, HTML = "markdown", "html"

    source = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text=_("Mathematics stands between dollar signs: $E = mc^2$."),
        strip=False,
    )
    written_in = forms.ChoiceField(
        label=_("Written in"),
        choices=[(MARKDOWN, "Markdown"), (HTML, "HTML")],
        widget=forms.RadioSelect,
        initial=MARKDOWN,
    )

    @classmethod
    def initial_of(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Give the source, and which of the two it is."""
        if data.get("html") and not data.get("markdown"):
            return {"source": data["html"], "written_in": cls.HTML}
        return {"source": data.get("markdown", ""), "written_in": cls.MARKDOWN}

    def to_data(self, old: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
        """Give the text under the name of what it is written in."""
        # A browser sends the line ends of the old teletypes; a text in git has its own.
        source = self.cleaned_data["source"].replace("\r\n", "\n")
        other = self.HTML if self.cleaned_data["written_in"] == self.MARKDOWN else self.MARKDOWN
        return {**old, self.cleaned_data["written_in"]: source, other: ""}


class VideoForm(BlockForm):
    """A film: its file or where it is, and captions in one language at a time."""

    film = forms.FileField(
        label=_("Film"), required=False, help_text=_("MP4 or WebM. Without a new file the old one stays.")
    )
    youtube = forms.CharField(
        label=_("YouTube"),
        max_length=20,
        required=False,
        help_text=_("The letters after “v=” in the address. It is only linked to."),
    )
    captions = forms.FileField(
        label=_("Captions"),
        required=False,
        help_text=_("WebVTT or SubRip. They take the place of those in the same language."),
    )
    captions_language = forms.ChoiceField(
        label=_("Language of the captions"), choices=settings.LANGUAGES, required=False
    )

    @classmethod
    def initial_of(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Give what is not a file."""
        return {"youtube": data.get("youtube") or ""}

    def clean_captions(self) -> Any:
        """Refuse captions that cannot be read.

        :raises ValidationError: saying what is expected
        """
        upload = self.cleaned_data["captions"]
        if not upload:
            return None
        try:
            return captions.to_webvtt(upload.name, upload.read())
        except captions.NotCaptions:
            raise ValidationError(
                _("These captions cannot be read. Save them as WebVTT (.vtt) or SubRip (.srt).")
            ) from None

    def to_data(self, old: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
        """Give the film with what came new."""
        data = {**old, "youtube": self.cleaned_data["youtube"] or None}
        if film := self.cleaned_data["film"]:
            data["sources"] = [{"file": keep(film, film.name).digest, "url": None, "name": film.name}]
        if webvtt := self.cleaned_data["captions"]:
            language = self.cleaned_data["captions_language"]
            others = [each for each in old.get("captions") or () if each.get("language") != language]
            kept = keep(webvtt, f"captions-{language}.vtt")
            data["captions"] = [*others, {"language": language, "file": kept.digest}]
        return data


class DocumentForm(BlockForm):
    """A file to read or to save."""

    file = forms.FileField(label=_("File"), required=False)

    @classmethod
    def initial_of(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Give nothing: a browser shows no file that it did not choose."""
        return {}

    def to_data(self, old: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
        """Give the new file, or the old one."""
        upload = self.cleaned_data["file"]
        if not upload:
            return dict(old)
        kept = keep(upload, upload.name)
        facts = {"name": upload.name, "media_type": kept.media_type, "size_bytes": kept.size_bytes}
        return {**old, "file": kept.digest, **facts}


class FrameForm(BlockForm):
    """A page of active content."""

    html = forms.CharField(
        label=_("Page"),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        strip=False,
        help_text=_("HTML with its scripts. It is shown in a frame of its own and reaches nothing outside of it."),
    )
    height = forms.IntegerField(label=_("Height"), min_value=50, max_value=5000, required=False)


class SourceForm(BlockForm):
    """The data itself as JSON: for kinds that have no editor of their own."""

    source = forms.CharField(
        label=_("Data"), widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}), strip=False
    )

    @classmethod
    def initial_of(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Give the data, indented."""
        return {"source": json.dumps(dict(data), ensure_ascii=False, indent=2)}

    def clean_source(self) -> dict[str, Any]:
        """Read the JSON.

        :raises ValidationError: if it is not an object
        """
        try:
            found = json.loads(self.cleaned_data["source"])
        except (ValueError, RecursionError) as trouble:
            raise ValidationError(_("This is not JSON: %(trouble)s."), params={"trouble": str(trouble)}) from None
        if not isinstance(found, dict):
            raise ValidationError(_("The data of a block stands between braces."))
        return found

    def to_data(self, old: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
        """Give the data as it was written."""
        found: dict[str, Any] = self.cleaned_data["source"]
        return found
