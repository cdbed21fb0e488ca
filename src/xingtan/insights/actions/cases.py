"""Deeds on cases: one is opened with its evidence, decided by a person in words, and answered by the student."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.insights.events import CaseAnswered, CaseDecided, CaseOpened
from xingtan.insights.models import Case
from xingtan.insights.rules.scripted import Evidence
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit, emit_many
from xingtan.people import public as people

LONGEST = 4000
EVIDENCE_KEPT = 50
AGAIN_AFTER = timedelta(days=14)


class SayWhy(RuleBroken):
    """A decision is made in words."""

    message = _("Say in words what you decided and why: the student will read it.")


class SayAnswer(SayWhy):
    """An answer has words."""

    message = _("Write your answer first.")


class AlreadyDecided(RuleBroken):
    """A case is decided once, and answered once."""

    message = _("This was done already. Load the page again to see it.")


@deed
def open_cases(*, run: catalog.Run, found: Mapping[tuple[int, str], Evidence], now: datetime) -> int:
    """Open a case for each student and rule with evidence that is not before somebody yet.

    While a student has an open case by a rule, and for two weeks after one was opened, more of the same opens no other:
    a person looks at one thing at a time.

    :param found: evidence by the key of the place and the rule
    :returns: how many were opened
    """
    before = Q(decided_at=None) | Q(opened_at__gt=now - AGAIN_AFTER)
    waiting = set(Case.objects.filter(before, enrollment__run=run).values_list("enrollment_id", "rule"))
    wanted = [
        Case(enrollment_id=key, rule=rule, evidence=rows[:EVIDENCE_KEPT], digest=_digest(rows), opened_at=now)
        for (key, rule), rows in sorted(found.items())
        if rows and (key, rule) not in waiting
    ]
    known = set(
        Case.objects.filter(enrollment__in={each.enrollment_id for each in wanted}).values_list(
            "enrollment_id", "rule", "digest"
        )
    )
    new = [each for each in wanted if (each.enrollment_id, each.rule, each.digest) not in known]
    Case.objects.bulk_create(new)
    university = run.course.university.uid
    emit_many([CaseOpened(university=university, case=each.uid, run=run.uid, rule=each.rule) for each in new])
    return len(new)


@deed
def decide_case(*, case: Case, decision: str, words: str, by: people.Person, now: datetime) -> None:
    """Decide a case in words. Nothing else follows from it by itself: no point is lost, no course closed.

    :raises SayWhy: without words
    :raises AlreadyDecided: if it is decided
    """
    words = words.strip()[:LONGEST]
    if not words:
        raise SayWhy
    chosen = {"decision": Case.Decision(decision), "words": words, "decided_by": by, "decided_at": now}
    if not Case.objects.filter(pk=case.pk, decided_at=None).update(**chosen):
        raise AlreadyDecided
    run = case.enrollment.run
    emit(
        CaseDecided(
            actor=by.uid, university=run.course.university.uid, case=case.uid, run=run.uid, decision=str(decision)
        )
    )


@deed
def answer_case(*, case: Case, words: str, now: datetime) -> None:
    """Let the student answer to a decided case.

    :raises SayWhy: without words
    :raises AlreadyDecided: if it is answered
    """
    words = words.strip()[:LONGEST]
    if not words:
        raise SayAnswer
    open_ones = Case.objects.filter(pk=case.pk, decided_at__isnull=False, answered_at=None)
    if not open_ones.update(answer=words, answered_at=now):
        raise AlreadyDecided
    run = case.enrollment.run
    university = run.course.university.uid
    emit(CaseAnswered(actor=case.enrollment.learner.uid, university=university, case=case.uid, run=run.uid))


def _digest(rows: Evidence) -> str:
    said = json.dumps(rows, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
