"""Judging an answer without keeping it: for those above who ask the problems of a course in ways of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext

from xingtan.assessment.adapters import formula
from xingtan.assessment.rules import grading
from xingtan.assessment.rules.formula import Verdict
from xingtan.assessment.rules.grading import Doubt, Refused, type_answer
from xingtan.assessment.rules.partial import score_of
from xingtan.assessment.rules.problem import Problem
from xingtan.kernel.errors import OutsideFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an answer is worth.

    :param marks: what each question earned, from 0 to 1; one that was not answered earned nothing
    :param unreadable: why a question could not be judged, by its id; nothing is worth anything until it is mended
    """

    marks: Mapping[str, Decimal]
    score: Decimal
    possible: Decimal
    unreadable: Mapping[str, str]


def judge(problem: Problem, given: type_answer) -> Judged:
    """Judge those questions that were answered; unlike an attempt, it may be some of them."""
    answered = {name: value for name, value in given.items() if value}
    asked = tuple(each for each in problem.questions if each.id in answered)
    marks: dict[str, Decimal] = {each.id: Decimal(0) for each in problem.questions}
    try:
        found = grading.judge(replace(problem, parts=asked), answered, second_opinion)
    except Refused as refused:
        unreadable = {name: gettext(reason.why) % reason.details for name, reason in refused.reasons.items()}
        return Judged(marks=marks, score=Decimal(0), possible=problem.possible, unreadable=unreadable)
    marks |= {name: mark.share for name, mark in found.items()}
    score = Decimal(0) if problem.ungraded else score_of(problem, found)
    return Judged(marks=marks, score=score, possible=problem.possible, unreadable={})


def second_opinion(doubt: Doubt) -> Verdict:
    """Ask the formula's judge; without it, ordinary numbers are still right about nearly everything."""
    try:
        return formula.judge(doubt)
    except OutsideFailed:
        return formula.by_numbers(doubt)
