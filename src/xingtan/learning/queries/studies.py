"""A study: one person in a course for the length of one request, with all that its pages show of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.learning import rules
from xingtan.learning.models import Enrollment
from xingtan.learning.queries.plans import plan_of
from xingtan.learning.queries.results import Results, calendar_of, results_of, scores_in
from xingtan.learning.registry.players import Mark, Mode, Study


class _Done:
    """What somebody has done, read when it is first asked for: an answer is drawn from what was recorded by it."""

    def __init__(self, enrollment: Enrollment | None) -> None:
        self._enrollment = enrollment

    @cached_property
    def results(self) -> Results:
        return results_of(self._enrollment) if self._enrollment else {}


@dataclass(frozen=True, kw_only=True, eq=False)
class Course:
    """What a page of a run is made of: who studies, the outline, what counts, and what was done so far."""

    study: Study
    outline: authoring.Outline
    plan: rules.Plan
    calendar: rules.Calendar
    done: _Done = field(default_factory=lambda: _Done(None))

    @property
    def results(self) -> Results:
        """Give all results of the learner; in one query, when they are first asked for."""
        return self.done.results

    @cached_property
    def completed(self) -> set[str]:
        """Give the keys of blocks that are complete."""
        return {key for key, result in self.results.items() if result[0]}

    @property
    def grade(self) -> rules.Grade | None:
        """Work out the grade so far."""
        return rules.grade_of(self.plan, scores_in(self.results))

    def due(self, section: rules.Section) -> datetime | None:
        """Give when a section is due for this learner."""
        return rules.due_for(section, self.calendar)

    def on_page(self, unit: str) -> Study:
        """Give the study with the dates of one page's blocks."""
        keys = self.plan.units[unit]
        section = self.plan.section_of[keys[0]] if keys else None
        due_at = self.due(section) if section else None
        if due_at is None:
            return self.study
        is_late = rules.is_late(due_at, self.calendar.grace, self.study.now)
        return replace(self.study, due=dict.fromkeys(keys, due_at), closed=frozenset(keys) if is_late else frozenset())


def course_of(
    *,
    run: catalog.Run,
    version: authoring.Version,
    enrollment: Enrollment | None,
    mode: Mode,
    language: str,
    now: datetime,
    base: str,
) -> Course:
    """Load a course for one person: results (one query), and extensions where there are dates (one more).

    :param base: address of the run's page, as this person sees it
    """
    plan = plan_of(version)
    done = _Done(enrollment)
    if enrollment:
        enrollment.run = run
        calendar = calendar_of(enrollment, plan)
    else:
        calendar = rules.Calendar.of_run(run.ends_at, run.grace_minutes)
    study = Study(
        mode=mode,
        course=run.course,
        run=run,
        version=version,
        enrollment=enrollment,
        language=language,
        now=now,
        base=base,
        address=files.address,
        marks=_Marks(done),
    )
    return Course(study=study, outline=authoring.outline_of(version), plan=plan, calendar=calendar, done=done)


def preview_of(
    *, course: catalog.Course, version: authoring.Version, language: str, now: datetime, base: str
) -> Course:
    """Load a course for anyone who looks inside: nobody's results, no dates."""
    study = Study(
        mode=Mode.PREVIEW,
        course=course,
        run=None,
        version=version,
        enrollment=None,
        language=language,
        now=now,
        base=base,
        address=files.address,
    )
    return Course(
        study=study,
        outline=authoring.outline_of(version),
        plan=plan_of(version),
        calendar=rules.Calendar.of_run(None, 0),
    )


class _Marks(Mapping[str, Mark]):
    """Results as players know them, each made when it is asked for: a page has few of the blocks of a course."""

    def __init__(self, done: _Done) -> None:
        self._done = done

    def __getitem__(self, key: str) -> Mark:
        is_complete, score, possible, is_corrected = self._done.results[key]
        return Mark(is_complete=is_complete, score=score, possible=possible, is_corrected=is_corrected)

    def __iter__(self) -> Iterator[str]:
        return iter(self._done.results)

    def __len__(self) -> int:
        return len(self._done.results)
