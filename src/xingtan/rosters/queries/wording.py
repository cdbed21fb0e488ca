"""What is wrong with a roster, in the reader's language."""

from django.utils.translation import gettext as _


def worded(what: str) -> str:
    """Say what is wrong."""
    if what.startswith("many_gone_"):
        return _many_gone().get(what.removeprefix("many_gone_"), what)
    return _words().get(what) or what


def _words() -> dict[str, str]:
    return {
        "unreadable": _("The file cannot be read."),
        "rubbish": _("This line holds what no table holds. The rest of the file was not read."),
        "unclosed": _("A quotation mark in this line is not closed. The rest of the file was not read."),
        "long_cell": _("A cell in this line is too long. The rest of the file was not read."),
        "empty": _("There is nothing in this file."),
        "bad_letters": _("Letters are lost in this line: the file was cut off or damaged. Export it again."),
        "too_many": _("There are more lines than this. Hand the roster in as several tables."),
        "other_class": _(
            "This class has another course or other days in an earlier line, which is in brackets. Give it a code of its own."
        ),
        "other_course": _("This class had another course before. It stays with that; give the new one an id of its own."),
        "email_taken": _("Somebody else signs in with this address; the person keeps the one they have."),
        "encoding": _("This file is not written in UTF-8; it was read as what it seems to be."),
        "no_column": _("This column is missing."),
        "ragged": _("This line has another number of cells than the heading."),
        "no_id": _("This line has no id."),
        "no_value": _("Something that has to be said is empty here."),
        "double": _("This id is in the file twice. The other line is in brackets."),
        "long_id": _("This id is too long."),
        "long_value": _("This is too long."),
        "bad_date": _("This is no date. Write it as 2026-03-01."),
        "bad_status": _("This status is not known. It is active, tobedeleted or empty."),
        "bad_role": _("This role is not known."),
        "bad_value": _("This cannot be read."),
        "no_org": _("There is no such part of the university in the roster."),
        "no_term": _("There is no such term in the roster."),
        "no_course": _("There is no such course in the roster."),
        "no_class": _("There is no such class in the roster."),
        "no_user": _("There is no such person in the roster."),
        "circle_org": _("These parts of the university are parts of each other."),
        "circle_term": _("These terms are parts of each other."),
        "ends_before": _("This ends before it begins."),
        "same_email": _("Two people have this address. The other line is in brackets."),
        "same_person": _("This person is there twice, and gets one account. The other line is in brackets."),
        "bad_email": _("This is no e-mail address; the person is taken in without one."),
        "no_name": _("This person has no name."),
        "password": _("The file holds passwords, so it was deleted here. Export it without them; everybody chooses their own."),
        "no_manifest": _("There is no manifest, so each file was taken as all there is of its kind."),
        "not_in_manifest": _("The manifest says that this file is not there, so it was not read."),
        "missing_file": _("The manifest names this file, and it is not there."),
        "bad_manifest": _("The manifest says neither bulk, delta nor absent of this file."),
        "not_read": _("This file is not read here."),
        "other_role": _("People with this role are not taken into classes here."),
        "is_off": _("This person is not enabled, so they are taken as having left."),
        "doubt": _("This person may have an account here. Decide who it is; until then they are left out."),
        "forgotten": _("This person asked to be forgotten here, so they are left out."),
        "unknown_columns": _("Say which column holds what."),
    }  # fmt: skip


def _many_gone() -> dict[str, str]:
    return {
        "org": _("Many parts of the university are no longer named."),
        "term": _("Many terms are no longer named."),
        "course": _("Many courses are no longer named."),
        "class": _("Many classes are no longer named: the places in them would end."),
        "user": _("Many people are no longer named: their places would end."),
        "role": _("Many roles are no longer named: they would end."),
        "enrollment": _("Many places in classes are no longer named: they would end."),
    }
