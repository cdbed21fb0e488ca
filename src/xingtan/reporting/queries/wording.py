"""Words for what the rules find: questions, problems of a table, reasons of a batch."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

QUESTIONS = {
    "attendances_under_lessons": _("There are fewer attendances (%(value)s) than lessons (%(other)s). Did lessons without anybody count?"),
    "attendances_under_learners": _("There are fewer attendances (%(value)s) than learners (%(other)s), although each attended at least once. Why?"),
    "lessons_under_courses": _("There are fewer lessons (%(value)s) than courses (%(other)s), although each course had at least one. Why?"),
    "many_a_lesson": _("That is %(value)s people a lesson; more than %(other)s is seldom. Were views counted, or whole courses?"),
    "teachers_over_students": _("There are more teachers (%(value)s) than students (%(other)s). Is that so?"),
    "learners_over_students": _("There are more than twice as many learners (%(value)s) as students (%(other)s). Where do they come from?"),
    "many_times_more": _("That is more than twenty times what was reported last time (%(other)s). What changed?"),
    "many_times_less": _("That is less than a twentieth of what was reported last time (%(other)s). What changed?"),
    "attendances_without_lessons": _("There are attendances (%(other)s) but no lessons. Were the two mixed up?"),
}  # fmt: skip

PROBLEMS = {
    "unknown_code": _("This is no institution of which this table may report."),
    "unknown_measure": _("The campaign does not ask for this."),
    "unknown_class": _("A class is counted, platform, institution or estimated."),
    "unknown_university": _("There is no university with this address here."),
    "no_number": _("This is no whole number."),
    "grouped": _("Write the number without commas or dots: they mean different things in different places."),
    "negative": _("A figure is not below zero."),
    "too_many": _("This is more than can be true."),
    "too_long": _("This is too long."),
    "no_address": _("Evidence is an address that begins with https:// or http://."),
    "no_country": _("A country has two letters, as in ISO 3166-1."),
    "missing": _("This is missing."),
    "twice": _("This stands there twice; the first is in %(value)s."),
    "empty": _("There is nothing in this table."),
}

REASONS = {
    "wrong_signature": _("No valid key of this platform fits the signature. Sign the six lines and the body byte for byte."),
    "unknown_version": _("Version “%(version)s” is not known here."),
    "number_is_taken": _("Another batch was taken under this number. Nothing of it was replaced."),
    "too_many_holes": _("There are more than a thousand holes in the numbers. Send what is missing first."),
    "no_columns": _("This is no Parquet file, or it has more than a million rows or forty columns."),
    "no_json": _("This line is no JSON object."),
    "long_line": _("This line is longer than 16 kB."),
    "empty": _("There is nothing in it."),
    "unknown_kind": _("This stream tells of no “%(kind)s”."),
    "missing_field": _("“%(field)s” is missing."),
    "no_moment": _("“%(field)s” is no moment with a zone: %(value)s."),
    "no_day": _("“%(field)s” is no day: %(value)s."),
    "no_number": _("“%(field)s” is no whole number: %(value)s."),
    "future": _("“%(field)s” lies in the future: %(value)s."),
    "too_old": _("“%(field)s” lies before the year 2000: %(value)s."),
    "negative": _("“%(field)s” is below zero: %(value)s."),
    "nested": _("“%(field)s” holds a list or an object; values are plain."),
    "no_pseudonym": _("“%(field)s” is no pseudonym: letters, digits and . _ : / + = ~ - only, up to 128."),
    "tells_who": _("“%(field)s” looks like a mail address, a telephone or an identity number. Send pseudonyms; it was not repeated here."),
}  # fmt: skip


def question(asked: Mapping[str, Any]) -> str:
    """Word a question about a figure."""
    return str(QUESTIONS[asked["key"]]) % {name: amount(value) for name, value in asked["facts"].items()}


def problem(found: Mapping[str, Any]) -> str:
    """Word a problem of a table."""
    return str(PROBLEMS[found["what"]]) % {"value": found["value"]}


def reason(found: Mapping[str, Any]) -> str:
    """Word a reason for which a batch was set aside."""
    words = str(REASONS[found["key"]])
    return words % found["facts"] if found["facts"] else words


def amount(value: int) -> str:
    """Write a number as its reader does, in groups of digits."""
    return number_format(value, force_grouping=True)
