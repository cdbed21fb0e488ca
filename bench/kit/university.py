"""Takes an average university in from its roster and its timetable, in the home of a site, and tells how long that took.

`python -m bench.kit.university` prints JSON: seconds for all of it, for the roster and for the timetable, and what is there then.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
django.setup()

from django.utils import timezone

from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.site import tables
from xingtan.site.demo.university import making, provisioning
from xingtan.teaching import public as teaching


def provision(students: str = "12200") -> dict[str, Any]:
    """Make the lists, found the university, and time what its registrar waits for."""
    tables.bring_up_to_date()
    now = timezone.now()
    size = making.Size(students=int(students))
    lists = making.made(size, starts_on=provisioning.next_monday(now.date()))
    place, registrar = provisioning.found(now=now)
    started = time.perf_counter()
    taken = provisioning.provision(lists, university=place, by=registrar, now=now)
    return {
        "seconds": round(time.perf_counter() - started, 2),
        "roster_seconds": round(taken.looking + taken.roster, 2),
        "looking_seconds": round(taken.looking, 2),
        "timetable_seconds": round(taken.timetable, 2),
        "people": people.Person.objects.count(),
        "classes": teaching.Class.objects.count(),
        "enrollments": learning.Enrollment.objects.count(),
        "sessions": teaching.Session.objects.count(),
    }


def main() -> None:
    """Do it."""
    logging.disable(logging.INFO)
    print(json.dumps(provision(*sys.argv[1:])))


if __name__ == "__main__":
    main()
