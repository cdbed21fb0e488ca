"""What stands for one learner, problem by problem: what was judged, and what teachers said instead."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from xingtan.assessment.models import Overridden, Override
from xingtan.assessment.rules.overriding import Part
from xingtan.authoring import public as authoring
from xingtan.kernel.text import Text
from xingtan.learning import public as learning


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How one problem stands: the score that counts, and beside a teacher's the one that was judged."""

    score: Decimal | None
    possible: Decimal | None
    is_corrected: bool
    judged_score: Decimal | None
    judged_possible: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One line of a learner's scores: a section, a unit, or a problem in it."""

    level: str
    key: str
    title: Text
    points: Decimal | None
    possible: Decimal
    is_corrected: bool = False
    judged: Decimal | None = None
    """What was judged, in points of today, where a teacher's score stands."""
    is_alone: bool = False
    """Whether it is the only part of the whole above it, so that one of the two can be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a teacher said of a score, as it is read by learner and teacher alike."""

    uid: Any
    part: str
    title: Text
    was: Decimal | None
    score: Decimal | None
    possible: Decimal
    is_taken_back: bool
    by: str
    at: datetime
    reason: str
    keys: tuple[str, ...]


def stands_of(enrollment: learning.Enrollment, keys: Collection[str] | None = None) -> dict[str, Stand]:
    """Load how problems stand, by key: these, or all; in one query."""
    rows = learning.Result.objects.filter(enrollment=enrollment)
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    return {
        row.key: Stand(
            score=row.score,
            possible=row.possible,
            is_corrected=row.is_corrected,
            judged_score=row.judged_score,
            judged_possible=row.judged_possible,
        )
        for row in rows
    }


def seen_of(enrollment: learning.Enrollment, part: Part) -> str:
    """Sum up how a part stands, so that it can be told whether it is still what somebody looked at."""
    last = Overridden.objects.filter(override__enrollment=enrollment, key__in=list(part.worth)).order_by("-pk").first()
    stands = stands_of(enrollment, part.worth)
    told = [(key, str(stands[key].score), str(stands[key].possible)) for key in sorted(stands)]
    return sha256(f"{last.pk if last else 0} {told}".encode()).hexdigest()[:16]


def scores_of(enrollment: learning.Enrollment, version: authoring.Version) -> list[ScoreRow]:
    """List what a learner has of all that gives points, section by section; in one query."""
    outline = authoring.outline_of(version)
    stands = stands_of(enrollment)
    rows: list[ScoreRow] = []
    for section in outline.sections:
        inside: list[ScoreRow] = []
        units = 0
        for unit in section.units:
            blocks = [block for block in outline.blocks_in(unit.key) if block.is_graded and block.possible > 0]
            problems = [_problem(block, stands.get(block.key)) for block in blocks]
            if problems:
                units += 1
                inside += [_whole("unit", unit.key, unit.title, problems), *problems]
        if inside:
            own = [row for row in inside if row.level == "unit"]
            rows += [_whole("section", section.key, section.title, own), *inside]
    return rows


def part_in_points(part: Part, stands: dict[str, Stand]) -> tuple[Decimal | None, Decimal | None]:
    """Give what stands for a part, and what was judged, both in points of today; None where there is nothing."""
    now = [
        _points(worth, stands[key].score, stands[key].possible) for key, worth in part.worth.items() if key in stands
    ]
    judged = [_judged(worth, stands[key]) for key, worth in part.worth.items() if key in stands]
    return _sum(now), _sum(judged)


def words_on(
    enrollment: learning.Enrollment, outline: authoring.Outline | None, keys: Iterable[str] | None = None
) -> list[Word]:
    """List what teachers said of this learner's scores, the newest first; of these problems only, if they are named."""
    found = Override.objects.filter(enrollment=enrollment)
    if keys is not None:
        found = found.filter(pk__in=Overridden.objects.filter(key__in=list(keys)).values("override"))
    rows = found.select_related("by").prefetch_related("problems").order_by("-pk")
    return [_word(row, outline) for row in rows]


def _word(row: Override, outline: authoring.Outline | None) -> Word:
    problems = list(row.problems.all())
    stood = [each.was_score for each in problems if each.was_score is not None]
    left = [each.score for each in problems if each.score is not None]
    return Word(
        uid=row.uid,
        part=row.part,
        title=title_of(outline, row.part),
        was=_sum(stood),
        score=_plain(row.score) if row.score is not None else _sum(left),
        possible=_plain(row.possible),
        is_taken_back=row.score is None,
        by=str(row.by),
        at=row.at,
        reason=row.reason,
        keys=tuple(each.key for each in problems),
    )


def title_of(outline: authoring.Outline | None, key: str) -> Text:
    """Name a part of the course: by its title, or (a problem without one) by the title of its unit."""
    if outline is not None:
        if key in outline.blocks and str(outline.blocks[key].title):
            return outline.blocks[key].title
        unit = outline.unit(outline.unit_of.get(key, key))
        if unit is not None:
            return unit.title
        section = next((each for each in outline.sections if each.key == key), None)
        if section is not None:
            return section.title
    return Text({"en": key})


def _problem(block: authoring.OutlineBlock, stand: Stand | None) -> ScoreRow:
    return ScoreRow(
        level="problem",
        key=block.key,
        title=block.title,
        points=_points(block.possible, stand.score, stand.possible) if stand else None,
        possible=_plain(block.possible),
        is_corrected=bool(stand and stand.is_corrected),
        judged=_judged(block.possible, stand) if stand and stand.is_corrected else None,
    )


def _whole(level: str, key: str, title: Text, parts: list[ScoreRow]) -> ScoreRow:
    return ScoreRow(
        level=level,
        key=key,
        title=title,
        points=_sum([each.points for each in parts]),
        possible=_plain(sum((each.possible for each in parts), Decimal(0))),
        is_corrected=any(each.is_corrected for each in parts),
        is_alone=len(parts) == 1,
    )


def _judged(worth: Decimal, stand: Stand) -> Decimal | None:
    if stand.is_corrected:
        return _points(worth, stand.judged_score, stand.judged_possible)
    return _points(worth, stand.score, stand.possible)


def _points(worth: Decimal, score: Decimal | None, possible: Decimal | None) -> Decimal | None:
    """Give the points of today, as the grade counts them."""
    if score is None or not possible:
        return None
    return _plain(worth * min(score / possible, Decimal(1)))


def _sum(points: Iterable[Decimal | None]) -> Decimal | None:
    known = [each for each in points if each is not None]
    return _plain(sum(known, Decimal(0))) if known else None


def _plain(points: Decimal) -> Decimal:
    """Write points without zeros that say nothing."""
    rounded = points.quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded.normalize()
