"""What is wrong with a table, in the reader's language: the rules know no framework, and say it in English."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from xingtan.harvest.registry import Bad


def worded(problems: Iterable[Bad]) -> list[Bad]:
    """Say these problems in the language of whoever is asking."""
    words = _words()
    return [Bad(each.place, words.get(each.what, each.what), each.why) for each in problems]


def _words() -> dict[str, str]:
    said = (
        ("A quotation mark in this line is not closed.", _("A quotation mark in this line is not closed.")),
        ("This line has more cells than a table has columns.", _("This line has more cells than a table has columns.")),
        ("A cell in this line is too long.", _("A cell in this line is too long.")),
        (
            "This line has far fewer cells than there are headings.",
            _("This line has far fewer cells than there are headings."),
        ),
        ("The course has no title.", _("The course has no title.")),
        ("The course has no address to go to.", _("The course has no address to go to.")),
        (
            "The name by which the course is known is too long.",
            _("The name by which the course is known is too long."),
        ),
        (
            "This course is in the table twice; the first is kept.",
            _("This course is in the table twice; the first is kept."),
        ),
        ("This language is not known.", _("This language is not known.")),
        ("This level is not known.", _("This level is not known.")),
        ("This licence is not known.", _("This licence is not known.")),
        ("This is no number.", _("This is no number.")),
        ("This is no number of hours in all.", _("This is no number of hours in all.")),
        ("This is neither yes nor no.", _("This is neither yes nor no.")),
        ("This is no field of ISCED-F 2013 that we know.", _("This is no field of ISCED-F 2013 that we know.")),
        (
            "This date cannot be read, or could be two different days.",
            _("This date cannot be read, or could be two different days."),
        ),
        (
            "The course ends before it starts; the end is left out.",
            _("The course ends before it starts; the end is left out."),
        ),
        ("Write a field, an equals sign and a column.", _("Write a field, an equals sign and a column.")),
    )
    return dict(said)
