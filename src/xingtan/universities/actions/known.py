"""Deeds: a university joins, or becomes known because a platform names it."""

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from django.utils.text import slugify

from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.kernel.text import as_text
from xingtan.universities.events import UniversityJoined
from xingtan.universities.models import KnownName, University
from xingtan.universities.registry import Named
from xingtan.universities.rules import chosen, folded

_COUNTRY = re.compile(r"[A-Z]{2}")


@deed
def admit(
    *,
    slug: str,
    name: dict[str, str] | str,
    country: str,
    zone: str = "UTC",
    about: dict[str, str] | str = "",
    website: str = "",
) -> University:
    """Admit a university to the consortium."""
    university = University.objects.create(
        slug=slug, name=as_text(name), about=as_text(about), country=country, zone=zone, website=website
    )
    names = {folded(each) for each in university.name.values()} - {""}
    KnownName.objects.bulk_create(
        (KnownName(university=university, name=each, country=country) for each in sorted(names)), ignore_conflicts=True
    )

    emit(UniversityJoined(university=university.uid))
    return university


@deed
def recognise(named: Sequence[Named]) -> list[int]:
    """Give the key of each university that a platform names, in bulk; one that nobody knew becomes known.

    Names are compared folded, and a country only where both sides say one. Whoever is made known here is no member.
    :returns: keys in the order of ``named``
    """
    asked = [(_names(each.name), each.country if _COUNTRY.fullmatch(each.country) else "") for each in named]
    known = _known({name for names, _country in asked for name in names})

    missing: dict[tuple[tuple[str, ...], str], Named] = {}
    for each, (names, country) in zip(named, asked, strict=True):
        if _found(known, names, country) is None:
            missing.setdefault((names, country), each)
    if missing:
        _make_known(missing)
        known = _known({name for names, _country in asked for name in names})

    return [_found(known, names, country) or 0 for names, country in asked]


def _names(versions: Mapping[str, str]) -> tuple[str, ...]:
    """Fold the names; one of nothing but signs is known by the signs."""
    return tuple(dict.fromkeys(folded(each) or each.strip()[:200] or "?" for each in versions.values())) or ("?",)


def _known(names: set[str]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    rows = KnownName.objects.filter(name__in=names).values_list("name", "country", "university_id")
    for name, country, university in rows:
        found.setdefault(name, []).append((country, university))
    return found


def _found(known: Mapping[str, list[tuple[str, int]]], names: Sequence[str], country: str) -> int | None:
    return next((key for name in names if (key := chosen(known.get(name, ()), country)) is not None), None)


def _make_known(missing: Mapping[tuple[tuple[str, ...], str], Named]) -> None:
    made = [
        University(
            slug=_slug(each.name, names, country),
            name=as_text(dict(each.name) or {"und": "?"}),
            country=country,
            website=each.website if len(each.website) <= 200 else "",
            is_member=False,
        )
        for (names, country), each in missing.items()
    ]
    University.objects.bulk_create(made, ignore_conflicts=True)
    keys = dict(University.objects.filter(uid__in=[each.uid for each in made]).values_list("uid", "pk"))
    KnownName.objects.bulk_create(
        (
            KnownName(university_id=keys[university.uid], name=name, country=country)
            for university, (names, country) in zip(made, missing, strict=True)
            for name in names
            if university.uid in keys
        ),
        ignore_conflicts=True,
    )
    # Two platforms may have named the same one in this moment, or two names of one page mean the same.
    University.objects.filter(uid__in=list(keys), known_names__isnull=True).delete()


def _slug(name: Mapping[str, str], names: Sequence[str], country: str) -> str:
    """Make an address of the name in letters that an address can hold, and of a mark where there are none."""
    plain = name.get("en") or next((each for each in name.values() if slugify(each)), "")
    mark = blake2b(f"{names}{country}".encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{slugify(plain)[:50].strip('-') or 'university'}-{mark}"
