"""Puts beside what was counted what institutions and platforms reported; each institution counts once."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from datetime import datetime
from typing import Any

from xingtan.census.models import Publication
from xingtan.census.rules import publishing
from xingtan.census.rules.measures import Measure
from xingtan.census.rules.tables import COUNTED, Row
from xingtan.reporting import public as reporting


@dataclass(frozen=True)
class Settlement:
    """What reports add to one measure.

    :param rows: of institutions that only reported
    :param added: what they add to the total
    :param shares: of each class, how many institutions and how much of the sum
    :param sha256: of the reports that were read
    """

    by: tuple[str, ...]
    rows: list[Row]
    added: int
    shares: dict[str, Any]
    sha256: str


def settled(
    publication: Publication, measure: Measure, counted: Callable[[Measure], Mapping[str, int]], *, as_of: datetime
) -> Settlement | None:
    """Choose one claim for each institution; None where the table has no campaign, or is cut so that none reported.

    :param counted: gives what was counted of each university, by its code
    """
    by = tuple(publication.by)
    names = publishing.REPORTED.get(measure.key)
    if publication.campaign is None or by not in {(), ("university",)} or names is None:
        return None
    found = [
        each
        for name in names
        for each in reporting.reported(name, campaign=publication.campaign, as_of=as_of)
        if measure.key != "universities" or each.value > 0
    ]
    claims = reporting.claims_of(found)
    if measure.key == "universities":
        claims = sorted({replace(each, value=1) for each in claims}, key=astuple)
    chosen = reporting.settle(counted(measure), claims)
    others = [each for each in chosen if each.class_ != COUNTED]
    digests = sorted(f"{each.university} {each.source} {each.digest}" for each in found)
    return Settlement(
        by=by,
        rows=[Row(measure.key, (each.institution,), {"value": each.value}, each.class_) for each in others]
        if by
        else [],
        added=sum(each.value for each in others),
        shares={key: asdict(each) for key, each in reporting.share_by_class(chosen).items()},
        sha256=hashlib.sha256(json.dumps(digests).encode()).hexdigest(),
    )
