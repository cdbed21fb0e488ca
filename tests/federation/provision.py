"""Hand a small university in and take it in, or go on where a killed process left it. Prints what is there."""

import json
import sys
from collections import Counter
from itertools import count

from django.utils import timezone

from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.rosters import public as rosters
from xingtan.rosters.actions import taking
from xingtan.site import tables
from xingtan.site.demo.university import making, provisioning
from xingtan.teaching import public as teaching

SIZE = making.Size(students=900, teachers=40, courses=40, sessions=80)


def handed_in() -> dict[str, object]:
    """Found the university, and hand its roster in without taking it in."""
    tables.bring_up_to_date()
    now = timezone.now()
    place, registrar = provisioning.found(now=now)
    kept = files.keep(making.made(SIZE, starts_on=now.date()).roster, name="roster.zip")
    roster = rosters.bring(
        university=place, form="oneroster", name="roster.zip", digest=kept.digest, options={}, by=registrar, now=now
    )
    jobs.run(str(roster.job))
    rosters.ask_to_take(roster=roster, by=registrar, meant=False, now=now)
    return {}


def taken_in() -> dict[str, object]:
    """Let the job go on, and tell what is there."""
    roster = rosters.Roster.objects.get()
    jobs.run(str(roster.taking_job))
    roster.refresh_from_db()
    told = Counter(Outbox.objects.values_list("name", flat=True))
    return {
        "result": roster.result,
        "people": people.Person.objects.count(),
        "classes": teaching.Class.objects.count(),
        "places": learning.Enrollment.objects.count(),
        "sourced": rosters.Sourced.objects.count(),
        "told": {
            name: told[name]
            for name in ("people.joined", "learning.enrolled", "catalog.run_opened", "rosters.taken_in")
        },
    }


def tell_of_part(number: int) -> None:
    """Say when so many parts are written: whoever watches kills this process then."""
    note, parts = taking.note, count(1)  # type: ignore[attr-defined]  # whatever it was imported as

    def noted(**said: object) -> None:
        note(**said)  # type: ignore[arg-type]  # handed on as it is
        if next(parts) == number:
            print("begun", flush=True)

    taking.note = noted  # type: ignore[attr-defined]  # as above


def main() -> None:
    """Do what is asked, in small parts: a small university has many then, as a large one has."""
    taking.AT_ONCE = 300
    if sys.argv[1] == "watched":
        tell_of_part(int(sys.argv[2]))
    print(json.dumps(handed_in() if sys.argv[1] == "hand" else taken_in()))
