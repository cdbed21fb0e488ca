"""Two partner platforms of the demo, whose courses are taken in as if they had been gathered."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.people import public as people

# Kofi runs a university, and speaks for a platform, too.
SPOKEN_FOR, CONTACT = "lakeside", "kofi@example.org"
LIST = Path(__file__).parent / "partners.yaml"


def join(*, now: datetime) -> None:
    """Register the platforms and take their courses in; a second time this changes nothing."""
    for each in yaml.safe_load(LIST.read_text(encoding="utf-8")):
        facts = {name: value for name, value in each.items() if name not in ("courses", "makers", "slug")}
        there = catalog.Platform.objects.filter(slug=each["slug"]).first()
        platform = there or catalog.platforms.register_platform(slug=each["slug"], by=None, **facts)
        found = [_course(each, number, *course, now=now) for number, course in enumerate(each["courses"], 1)]
        catalog.listings.take_in(platform=platform, found=found, source="demo", now=now)
        if each["slug"] == SPOKEN_FOR and (kofi := people.Person.objects.filter(email=CONTACT).first()):
            catalog.platforms.name_contact(platform=platform, email=kofi.email or "", by=None, now=now)


def _course(platform: dict[str, Any], number: int, *said: Any, now: datetime) -> Facts:
    subject, language, title, summary, level, hours = said
    makers = platform["makers"]
    # One in three runs on dates, the others are there at any time.
    year = now.year
    dates = (Dates(starts_on=date(year, 9, 1), ends_on=date(year, 12, 15)),) if number % 3 == 0 else (Dates(),)
    return Facts(
        remote_id=f"{platform['slug']}-{number}",
        url=f"{platform['website']}/courses/{number}",
        title={language: title},
        summary={language: summary},
        languages=(language,),
        captions=(language, "en") if number % 2 else (),
        subjects=(subject,),
        level=level,
        workload_hours=Decimal(hours),
        institutions=(Institution(name=makers[number % len(makers)], country=platform["country"]),),
        licence="CC-BY-4.0" if number % 4 else "",
        kind="mooc",
        is_free=True,
        has_free_certificate=number % 5 == 0,
        needs_sign_in=number % 2 == 0,
        dates=dates,
    )
