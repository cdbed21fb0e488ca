"""Judges what was chosen, and puts the options in a learner's order."""

import random
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID
from zlib import crc32

from xingtan.assessment.rules.partial import FULL, NOTHING
from xingtan.assessment.rules.problem import ChoiceQuestion, Option, Partial
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.assessment.rules.words import gettext_noop as _


def judge_one(question: ChoiceQuestion, chosen: str) -> Decimal:
    """Judge one chosen option: say what share of the points it earns.

    :raises Unreadable: if there is no such option
    """
    for option in question.options:
        if option.id == chosen:
            return FULL if option.is_correct else option.share
    raise Unreadable(_("Choose one of the options."))


def judge_several(question: ChoiceQuestion, chosen: Sequence[str]) -> Decimal:
    """Judge several chosen options: say what share of the points they earn.

    :raises Unreadable: if one of them is none of the question's
    """
    ids = set(chosen)
    if not ids <= {option.id for option in question.options}:
        raise Unreadable(_("Choose one of the options."))
    mistakes = sum((option.id in ids) != option.is_correct for option in question.options)
    count = len(question.options)
    if mistakes == 0:
        return FULL
    if question.partial is Partial.EACH:
        return Decimal(count - mistakes) / Decimal(count)
    if question.partial is Partial.HALF:
        # With few options half of the points could be had by guessing.
        if mistakes == 1 and count > 2:
            return Decimal("0.5")
        if mistakes == 2 and count > 4:
            return Decimal("0.25")
    return NOTHING


def seed_of(place: UUID, key: str) -> int:
    """Give the seed of a learner's order at a block: the same on every visit, and a positive 32-bit integer."""
    return crc32(place.bytes + key.encode()) >> 1


def in_order(options: Sequence[Option], *, seed: int, question_id: str) -> tuple[Option, ...]:
    """Put the options in the order that belongs to this seed; fixed ones keep their places."""
    moving = [option for option in options if not option.is_fixed]
    random.Random(f"{seed}/{question_id}").shuffle(moving)  # noqa: S311 - an order of options guards nothing
    rest = iter(moving)
    return tuple(option if option.is_fixed else next(rest) for option in options)
