"""The parts a page of figures is made of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the day, with what it means."""

    key: str
    title: str
    value: str
    short: str
    says: str
    unit: str
    version: int


def links(key: str, *, table: str, measure: str) -> tuple[tuple[str, str], ...]:
    """Lead to where a chart comes from, and to ways to take it along."""
    at = f"/census/tables/{table}"
    return (
        (_("Definition and query"), f"/census/measures/{measure}/"),
        ("CSV", f"{at}.csv"),
        ("Parquet", f"{at}.parquet"),
        ("JSON", f"{at}.json"),
        (_("To embed"), f"/census/embed/{key}/"),
    )
