"""The directory of the demo: well-known solutions, taken over as a list from elsewhere would be."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from xingtan.directory import public as directory
from xingtan.people import public as people

LIST = Path(__file__).parent / "solutions.yaml"
SOURCE = "Xingtan's demo list"
# What nobody confirms stays as it is, so that the demo shows what is due and what is stale.
LEFT_ALONE = {"rachel", "worldreader"}


def list_them(*, now: datetime) -> None:
    """Take the list over, list ourselves, and have most of it confirmed lately; a second time this changes nothing."""
    entries = [_placed(each) for each in yaml.safe_load(LIST.read_text(encoding="utf-8")) if _has_come(each, now)]
    refused = directory.take_over(entries, source=SOURCE, now=now)
    if refused:
        raise RuntimeError(f"{LIST} has entries that cannot be kept: {refused}")
    carmen = people.Person.objects.get(email="carmen@example.org")
    for solution in directory.Solution.objects.filter(slug="xingtan"):
        for status in ("checked", "reviewed", "listed"):
            if not solution.steps.filter(status=status).exists():
                directory.take_step(solution=solution, status=status, why="", by=carmen, now=now)
    for version in (
        directory.Version.objects.listed(now).exclude(solution__slug__in=LEFT_ALONE).select_related("solution")
    ):
        if not _is_confirmed(version, now):
            directory.take_step(solution=version.solution, status="listed", why="", by=carmen, now=now)


def _placed(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "url": str(entry["url"]).replace("{site}", settings.XINGTAN.address)}


def _has_come(entry: dict[str, Any], now: datetime) -> bool:
    return all(day <= now.date() for day in entry.values() if isinstance(day, date))


def _is_confirmed(version: directory.Version, now: datetime) -> bool:
    lately = now - timedelta(days=300)
    return version.solution.steps.filter(status="listed", at__gt=lately).exists()
