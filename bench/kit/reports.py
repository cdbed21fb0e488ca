"""Signed reports of 1,454 institutions and of platforms beside them, in a home of its own: taken, and added up.

`python -m bench.kit.reports [institutions]` prints JSON: seconds to take them under their seals, and to aggregate them.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from bench.kit import sites
from xingtan.site import tables
from xingtan.site.commands.bench import Result

ALL, REPORTING, PLATFORMS, TWICE = 2_688, 1_454, 2, 3
FROM, TO = date(2020, 2, 17), date(2020, 4, 3)
# The average institution of the first table (spec: teachers, courses, lessons, attendances, learners).
AVERAGE = {"teachers": 653, "courses": 648, "lessons": 4_906, "attendances": 811_554, "learners": 12_200}
MEASURES = (*AVERAGE, "new_moocs", "new_other_courses")


def measure(home: Path, scale: str, say: Callable[[str], None]) -> list[Result]:
    """Measure in a home of its own; as many institutions as there were, whatever the scale."""
    with tempfile.TemporaryDirectory(prefix="xingtan-bench-") as folder:
        found = sites.in_home(sites.clean_environment(folder), "bench.kit.reports", str(REPORTING))
    return [
        Result("reports1454.s", found["seconds"], "s", "<=", 10),
        Result("reports1454.taking_s", found["taking_seconds"], "s"),
        Result("reports1454.reports", found["reports"], ""),
    ]


def aggregate(count: str = str(REPORTING)) -> dict[str, Any]:
    """Ask, let them report (a third of them by two platforms as well), and add everything up, each institution once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
    django.setup()
    # Their models exist once Django has started, in the process that aggregates and not in the one that measures.
    catalog, reporting = (import_module(f"xingtan.{room}.public") for room in ("catalog", "reporting"))
    tables.bring_up_to_date()
    now, many = datetime(2020, 4, 3, tzinfo=UTC), int(count)
    rows = [reporting.Listed(code=f"{at:05}", name=f"Institution {at}", country="CN") for at in range(max(ALL, many))]
    reporting.list_institutions(rows=rows, by=None, now=now)
    campaign = reporting.add_campaign(
        slug="spring", by=None, measures=MEASURES, title={"en": "Spring 2020"}, starts_on=FROM, ends_on=TO, as_of=TO,
        due_at=now, release_at=now,
    )  # fmt: skip
    campaign = reporting.move_campaign(campaign=campaign, move="open", by=None, now=now)
    slugs = [f"platform-{at}" for at in range(PLATFORMS)]
    for slug in slugs:
        catalog.platforms.register_platform(
            slug=slug, by=None, name={"en": slug}, country="CN", website="https://example.org", joined_on=FROM
        )
    sources = [("institution", range(many)), *((slug, range(0, many, TWICE)) for slug in slugs)]
    taken = [reporting.Taken(**_row(at, source, many)) for source, numbers in sources for at in numbers]

    started = time.perf_counter()
    reporting.take_reports(campaign=campaign, rows=taken, now=now)
    took = time.perf_counter() - started
    started = time.perf_counter()
    totals = {}
    for measure in MEASURES:
        settled = reporting.settle({}, reporting.claims_of(reporting.reported(measure, (FROM, TO))))
        shares = reporting.share_by_class(settled)
        totals[measure] = [len(settled), sum(each.value for each in settled), shares["platform"].institutions]
    missing = len(reporting.unanswered(campaign))
    seconds = time.perf_counter() - started
    return {
        "seconds": round(seconds, 3),
        "taking_seconds": round(took, 2),
        "reports": len(taken),
        "missing": missing,
    } | {"totals": totals}


def _row(at: int, source: str, many: int) -> dict[str, Any]:
    """Say what one source reports: the average, a little more here and less there, so that the sum is true."""
    tilt = (at - (many - 1) / 2) / many
    values = {name: max(round(value * (1 + tilt)), 1) for name, value in AVERAGE.items()}
    return {
        "code": f"{at:05}",
        "values": {**values, "new_moocs": at % 8, "new_other_courses": at % 25},
        "office": "Academic Affairs",
        "officer": f"Officer {at}",
        "source": source,
        "class_": "institution" if source == "institution" else "platform",
    }


def main() -> None:
    """Do it."""
    logging.disable(logging.INFO)
    print(json.dumps(aggregate(*sys.argv[1:])))


if __name__ == "__main__":
    main()
