"""What the site stands on: its settings, mail, search, the front end, and fonts for certificates."""

import sys
from collections.abc import Iterator
from itertools import islice
from smtplib import SMTPException

from django.contrib.staticfiles import finders
from django.core import mail as post
from django.core.checks import WARNING, run_checks

from xingtan.credentials import public as credentials
from xingtan.search import public as search
from xingtan.search.registry import collections
from xingtan.site.health.trouble import Trouble

# Reading more than these to count them would be no look but work.
COUNTS_AT_MOST = 5000


def settings() -> Iterator[Trouble]:
    """Look whether the settings can be read, and fit each other."""
    for message in run_checks(include_deployment_checks=False):
        if message.level >= WARNING and not message.is_silenced():
            yield Trouble(f"{message.id}: {message.msg}", str(message.hint or "See the operator's guide on settings."))


def mail() -> Iterator[Trouble]:
    """Look whether the mail server lets us in."""
    try:
        connection = post.get_connection()
        connection.open()
        connection.close()
    except (OSError, SMTPException) as reason:
        yield Trouble(f"The mail server does not take our mail: {reason}.", "Is EMAIL_URL right?")
    except ValueError:
        return  # the look at the settings tells


def index() -> Iterator[Trouble]:
    """Look whether everything that may be found can be."""
    for name, collection in sorted(collections.items()):
        ids = list(islice(collection.ids(), COUNTS_AT_MOST + 1))
        wanted = sum(1 for _ in collection.documents(ids[:COUNTS_AT_MOST]))
        found = search.size_of(name)
        if found < wanted or (len(ids) <= COUNTS_AT_MOST and found > wanted):
            yield Trouble(
                f"The search index of {name} knows {found} of {wanted}.",
                "It is built anew by xingtan upgrade --no-backup, while the site is stopped.",
            )


def front_end() -> Iterator[Trouble]:
    """Look whether scripts and styles were built."""
    if finders.find("built/manifest.json") is None:
        mend = "python3 run.py builds it." if (sys.prefix != sys.base_prefix) else "Install the package again."
        yield Trouble("The front end is not built.", mend)


def fonts() -> Iterator[Trouble]:
    """Look whether certificates can be printed in the scripts that people write their names in."""
    if missing := credentials.scripts_without_a_font():
        yield Trouble(
            f"Certificates cannot be printed in {', '.join(missing)}: there is no font for it on this machine.",
            "On Debian and Ubuntu: apt install fonts-noto-cjk fonts-noto-core",
        )
