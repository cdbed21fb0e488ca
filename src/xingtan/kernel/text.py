"""Text that universities write in several languages, and how one reads it."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FALLBACK = "en"


def pick(versions: Mapping[str, Any], language: str | None = None) -> tuple[str, Any]:
    """Choose the version for a reader: their language, its parent, English, or whatever there is.

    :param versions: from language tag (BCP 47, lower case) to text
    :param language: what the reader reads; the active language if not given
    :returns: the tag chosen and the text; ``("", "")`` where nothing is
    """
    wanted = (language or get_language() or FALLBACK).lower()
    for tag in (wanted, _parent(wanted), FALLBACK):
        if versions.get(tag):
            return tag, versions[tag]
    for tag, text in versions.items():
        if text and _parent(tag) == _parent(wanted):
            return tag, text
    return next(((tag, text) for tag, text in versions.items() if text), ("", ""))


def _parent(tag: str) -> str:
    return tag.split("-", 1)[0]


class Text(dict[str, str]):
    """One text in its languages. ``str()`` gives the reader's."""

    def __str__(self) -> str:
        return str(pick(self)[1])

    def in_(self, language: str) -> str:
        """Give the text in this language, or the nearest there is."""
        return str(pick(self, language)[1])

    @property
    def language(self) -> str:
        """The language that ``str()`` comes out in, for the ``lang`` attribute."""
        return pick(self)[0]


class I18nText(models.JSONField):
    """A column of text in several languages: ``{"et": …, "en": …}``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text | None:
        """Read the languages from the row."""
        found = super().from_db_value(value, expression, connection)
        return None if found is None else Text(found)

    def to_python(self, value: Any) -> Text:
        """Take a mapping, or a bare string as English."""
        return as_text(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - the signature is Django's
        """Keep a ``Text`` on the instance, so that it reads the same before and after saving."""
        value = as_text(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def as_text(value: Any) -> Text:
    """Make a ``Text`` of a mapping, a JSON object or a bare string.

    :raises ValidationError: for anything else
    """
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        if not value.startswith("{"):
            return Text({FALLBACK: value} if value else {})
        value = json.loads(value)
    if isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()):
        return Text({str(tag).lower(): text for tag, text in value.items()})
    raise ValidationError(_("This is not a text in one or more languages."))


_NO_WORDS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]+")


def has_words(text: str) -> bool:
    """Test whether there is anything to read: marks of direction and other signs without a shape are nothing."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in text)


def clean_line(text: str) -> str:
    """Give what somebody typed as one line: without control characters and turns of direction; empty without words.

    >>> clean_line(" Week\\t one ")
    'Week one'
    """
    line = " ".join(_NO_WORDS.sub(" ", text).split())
    return line if has_words(line) else ""
