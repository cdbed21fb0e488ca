"""What is known of everybody in sessions, gathered in bulk for the rule."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from xingtan.attendance.models import CheckIn, Excuse, Interval, Round, Terms
from xingtan.attendance.rules import deciding as rules
from xingtan.attendance.rules.presence import Span, merged
from xingtan.learning import public as learning
from xingtan.teaching import public as teaching

Key = tuple[int, int]
"""A session and a person."""


@dataclass
class Known:
    """What is known of one session."""

    session: teaching.Session
    terms: rules.Terms
    lesson: rules.Lesson
    students: list[int]
    came: dict[int, datetime] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    went: set[int] = field(default_factory=set)
    spans: dict[int, list[Span]] = field(default_factory=dict)
    excused: set[int] = field(default_factory=set)

    def of(self, person: int) -> rules.Traces:
        """Give what is known of one person."""
        return rules.Traces(
            checked_in_at=self.came.get(person),
            has_checked_out=person in self.went,
            spans=self.spans.get(person, ()),
            is_inside=person in self.inside,
            is_excused=person in self.excused,
        )

    def traces(self, also: Iterable[int] = ()) -> dict[int, rules.Traces]:
        """Give what is known of everyone: students of the class, and who left traces while they were."""
        everyone = {*self.students, *self.came, *self.went, *self.spans, *also}
        return {person: self.of(person) for person in sorted(everyone)}


def terms_of(runs: Collection[int]) -> dict[int, rules.Terms]:
    """Give what each of these classes asks for: one query."""
    rows = {row.pk: row for row in Terms.objects.filter(run__in=runs)}
    return {run: _terms(rows[run]) if run in rows else rules.Terms() for run in runs}


def _terms(row: Terms) -> rules.Terms:
    return rules.Terms(
        asks=cast(rules.Asks, row.asks),
        share_percent=row.share_percent,
        late_minutes=row.late_minutes,
        early_minutes=row.early_minutes,
        counts_meeting=row.counts_meeting,
    )


def known_of(sessions: Sequence[teaching.Session], *, now: datetime) -> list[Known]:
    """Gather what is known of these sessions and everybody in them: six queries. A session that runs is seen as if it ended now."""
    runs = {each.run_id for each in sessions}
    terms, students = terms_of(runs), _students(sessions)
    rounds: dict[int, list[Round]] = defaultdict(list)
    for row in Round.objects.filter(session__in=sessions).order_by("opened_at", "pk"):
        rounds[row.session_id].append(row)
    found = {
        each.pk: Known(each, terms[each.run_id], _lesson(each, rounds[each.pk], now), students[each.pk])
        for each in sessions
    }
    _add_check_ins(found)
    _add_spans(found)
    for session, person in Excuse.objects.filter(session__in=sessions, is_granted=True).values_list(
        "session", "person"
    ):
        found[session].excused.add(person)
    return list(found.values())


def _lesson(session: teaching.Session, rounds: list[Round], now: datetime) -> rules.Lesson:
    ins = [row.opened_at for row in rounds if row.way == Round.Way.IN]
    end = session.closed_at or min(now, session.ends_at)
    window = rules.window_of(
        starts_at=session.starts_at, ends_at=session.ends_at, opened_at=session.opened_at, closed_at=end
    )
    return rules.Lesson(
        window=window,
        check_in_at=ins[0] if ins else None,
        has_check_out=any(row.way == Round.Way.OUT for row in rounds),
    )


def _students(sessions: Sequence[teaching.Session]) -> dict[int, list[int]]:
    """Give who studied in each class when the session was: one query."""
    rows = learning.Enrollment.objects.current().filter(run__in={each.run_id for each in sessions})
    by_run: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for run, learner, at in rows.order_by("pk").values_list("run", "learner", "enrolled_at"):
        by_run[run].append((learner, at))
    return {each.pk: [learner for learner, at in by_run[each.run_id] if at < each.ends_at] for each in sessions}


def _add_check_ins(found: dict[int, Known]) -> None:
    rows = CheckIn.objects.filter(round__session__in=found).order_by("at", "pk")
    for session, way, person, at, band, by in rows.values_list(
        "round__session", "round__way", "person", "at", "band", "by"
    ):
        known = found[session]
        if way == Round.Way.OUT:
            known.went.add(person)
            continue
        known.came.setdefault(person, at)
        if band == "inside" and "place" in by:
            known.inside.add(person)


def _add_spans(found: dict[int, Known]) -> None:
    rows = Interval.objects.filter(session__in=found).order_by("from_at", "pk")
    for session, person, where, start, end in rows.values_list("session", "person", "where", "from_at", "to_at"):
        known = found[session]
        if where == Interval.Where.PAGE or known.terms.counts_meeting:
            known.spans.setdefault(person, []).append((start, end))
    for known in found.values():
        known.spans = {person: merged(spans) for person, spans in known.spans.items()}
