"""What is said in words: why a claim was refused, what the rule of a class is, how somebody checked in."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.attendance.rules.deciding import Terms


def refusal(why: str) -> str:
    """Say why a claim was not believed, and what to do."""
    match why:
        case "closed":
            return _("This check-in is closed. If you are here, tell your teacher: they can write you down.")
        case "old":
            return _("This QR code is older than 20 seconds. Scan the one on the screen now.")
        case "not_ours":
            return _("This QR code is not of this check-in. Scan the one on the screen now.")
        case "wrong_code":
            return _("These are not the digits on the screen. Look again; you can try ten times a minute.")
        case "wrong_gesture":
            return _("This is not the gesture on the screen. Look again at where it begins.")
        case "outside":
            return _("Your device says that you are not near the room. If you are, tell your teacher.")
        case "no_place":
            return _("Your device did not tell where it is. Allow it to, or tell your teacher.")
    return _("Something that is asked for is missing. Show all of it, then try again.")


def reason(why: str) -> str:
    """Name a reason for the teacher's count of refused tries."""
    match why:
        case "closed":
            return _("after the close")
        case "old":
            return _("QR code too old")
        case "not_ours":
            return _("QR code of something else")
        case "wrong_code":
            return _("wrong code")
        case "wrong_gesture":
            return _("wrong gesture")
        case "outside":
            return _("outside the place")
        case "no_place":
            return _("place not told")
    return _("something missing")


def means(by: str) -> str:
    """Say how somebody checked in."""
    names = {
        "tap": _("one tap"),
        "qr": _("QR code"),
        "code": _("code"),
        "gesture": _("gesture"),
        "place": _("place"),
    }
    return " + ".join(names.get(each, each) for each in by.split("+") if each)


def rule_of(terms: Terms) -> list[str]:
    """State the rule of a class, one sentence a line."""
    share = {"percent": terms.share_percent}
    match terms.asks:
        case "check_in":
            counts = _("You count as present if you check in.")
        case "time":
            counts = _("You count as present if you were there for at least %(percent)s %% of the lesson.") % share
        case "both":
            counts = (
                _("You count as present if you check in and were there for at least %(percent)s %% of the lesson.")
                % share
            )
        case _:
            counts = (
                _("You count as present if you check in, or were there for at least %(percent)s %% of the lesson.")
                % share
            )
    time = (
        _(
            "Time is counted while this session's page is open, and from entering the meeting here until you say here that you left it, or to the planned end of the session."
        )
        if terms.counts_meeting
        else _("Time is counted while this session's page is open.")
    )
    late = ngettext(
        "More than %(count)s minute after the beginning, or after a check-in was opened, is late.",
        "More than %(count)s minutes after the beginning, or after a check-in was opened, is late.",
        terms.late_minutes,
    ) % {"count": terms.late_minutes}
    early = ngettext(
        "Going more than %(count)s minute before the end, or missing the check-out, is leaving early.",
        "Going more than %(count)s minutes before the end, or missing the check-out, is leaving early.",
        terms.early_minutes,
    ) % {"count": terms.early_minutes}
    return [
        counts,
        time,
        late,
        early,
        _("Without a check-in in a session, the time alone decides."),
        _("Who was not there and has an excuse that was granted is excused."),
        _("Your teacher can correct what was decided; what was written before is kept."),
    ]
