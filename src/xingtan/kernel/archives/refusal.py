"""Saying no to an archive: one reason in words, and the place in it."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.errors import RuleBroken

# Characters that change the order in which a name is read, so that it looks like another.
TURNING = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

WORDS = {
    "damaged": _("The archive is damaged or incomplete. Please make it again."),
    "deep": _("The archive has folders too deep inside one another."),
    "encoding": _("A file name in the archive is not written in UTF-8."),
    "encrypted": _("The archive is locked with a password. Please make it again without one."),
    "file-large": _("A file in the archive is too large."),
    "format": _("This is not an archive of the kind tar, tar.gz, tar.bz2, tar.xz or zip."),
    "large": _("The archive is too large when unpacked."),
    "link": _("The archive has a link in it. Please put the file itself in its place."),
    "long": _("A file name in the archive is too long."),
    "many": _("The archive has too many files."),
    "method": _("The archive is packed in a way that is not supported. Please use plain zip or tar.gz."),
    "name": _("A file name in the archive cannot be used: it leads elsewhere or has forbidden characters."),
    "ratio": _("The archive unpacks to far more than it should."),
    "slow": _("The archive takes too long to unpack."),
    "special": _("The archive has something in it that is neither a file nor a folder."),
    "twice": _("Two names in the archive are the same, or differ only in capital letters."),
}


class ArchiveRefused(RuleBroken):
    """The archive cannot be taken in.

    :param reason: a word of ``WORDS``
    :param path: where in the archive, if it is about one place
    """

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__()
        self.reason = reason
        self.path = printable(path)

    @property
    def message(self) -> str | Promise:  # type: ignore[override]  # the words depend on the reason
        """Say why, and where."""
        words = WORDS[self.reason]
        return format_lazy("{words} ({path})", words=words, path=self.path) if self.path else words


def printable(path: str) -> str:
    """Show a name that may be hostile: short, and with nothing in it that acts on a screen."""
    shown = "".join(letter if letter.isprintable() and letter not in TURNING else "�" for letter in path[:200])
    return shown + ("…" if len(path) > 200 else "")
