"""What is wrong with the facts of an entry, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from xingtan.directory.rules.facts import Problem
from xingtan.kernel.errors import RuleBroken

WORDS = {
    "missing": _("This is needed."),
    "too_long": _("This is too long; the most is %(value)s characters."),
    "too_many": _("These are too many; the most is %(value)s."),
    "not_a_link": _("“%(value)s” is no address on the web. It begins with https:// or http://."),
    "no_language": _("We know no language “%(value)s”. Write its tag, such as fr or zh-hans, or its name."),
    "no_country": _("“%(value)s” is no country code. It has two letters, such as EE."),
    "unknown": _("“%(value)s” is none of the values this can have."),
    "not_a_number": _("“%(value)s” is no whole number of kilobits a second."),
    "no_date": _("“%(value)s” is no date. Write it as 2020-03-13."),
    "no_address": _("“%(value)s” is no address. It has small letters, digits and single hyphens."),
    "in_future": _("%(value)s has not come yet."),
    "history": _("The directory holds something newer, of %(value)s. What was said for a past day stays as it was."),
    "too_many_cells": _("This line has more cells than the first one has names."),
    "too_many_rows": _("One table has %(value)s entries at most; what follows was left out."),
    "broken": _("From here on this cannot be read as a table. Is a quotation mark missing?"),
    "empty": _("There is nothing in this table."),
    "no_head": _("The first line must name the columns; “name” and “url” are needed."),
    "twice": _("Another entry has this address on the web already: %(value)s"),
}


class FactsAreWrong(RuleBroken):
    """Some of what was said cannot be kept."""

    message = _("Some of this cannot be kept: %(words)s Nothing was saved.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        super().__init__(words=" ".join(f"{each.field}: {words_of(each)}" for each in problems))


def words_of(problem: Problem) -> str:
    """Put a problem into words, in the reader's language."""
    return str(WORDS[problem.code]) % {"value": problem.value}
