"""What was left behind lately in a class, brought before the rules of `rules.scripted`. A constant number of queries."""

from collections import defaultdict
from datetime import datetime, timedelta

from xingtan.assessment import public as assessment
from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.insights.rules import scripted
from xingtan.insights.rules.scripted import Done, Evidence
from xingtan.learning import public as learning
from xingtan.library import public as library

LATELY = timedelta(days=7)
Found = dict[tuple[int, str], Evidence]


def evidence_on(run: catalog.Run, *, now: datetime) -> Found:
    """Give the evidence of the last week, by the key of the place and the rule."""
    since = now - LATELY
    places = dict(learning.Enrollment.objects.current().filter(run=run).values_list("pk", "learner_id"))
    if not places:
        return {}
    seconds = _seconds_of_films(run)
    own: dict[int, list[Done]] = defaultdict(list)
    everywhere: dict[int, list[Done]] = defaultdict(list)
    rows = learning.Result.objects.filter(
        enrollment__learner__in=set(places.values()), completed_at__gte=since, completed_at__lte=now
    ).values_list("enrollment_id", "enrollment__learner_id", "enrollment__run_id", "key", "completed_at")
    for enrollment, learner, other, key, at in rows:
        if at is None:
            continue
        is_here = enrollment in places
        done = Done(run=other, key=key, at=at, seconds=seconds.get(key, 0.0) if is_here else 0.0)
        everywhere[learner].append(done)
        if is_here:
            own[enrollment].append(done)
    answers: dict[int, dict[str, datetime]] = defaultdict(dict)
    attempts = assessment.Attempt.objects.filter(enrollment__in=places, at__gte=since, at__lte=now, number=1)
    for enrollment, key, at in attempts.values_list("enrollment_id", "key", "at"):
        answers[enrollment][key] = at
    found: Found = {}
    for place, learner in places.items():
        # Somebody who did nothing here is no case of this class, whatever they did elsewhere.
        if own[place] or answers.get(place):
            times = [each.at for each in everywhere[learner]] + list(answers.get(place, {}).values())
            found[place, scripted.FILMS] = scripted.films_too_fast(own[place])
            found[place, scripted.COURSES] = scripted.many_courses(everywhere[learner])
            found[place, scripted.HOURS] = scripted.impossible_hours(times)
    for pair, rows_alike in scripted.same_timing(answers).items():
        for place in pair:
            found[place, scripted.TIMING] = rows_alike
    return {key: rows for key, rows in found.items() if rows}


def _seconds_of_films(run: catalog.Run) -> dict[str, float]:
    """Tell how long the films of each block are, where that is known."""
    version = authoring.version_of(run)
    if version is None:
        return {}
    keys = [key for key, block in authoring.outline_of(version).blocks.items() if block.kind == "video"]
    files = {
        block.key: [each["file"] for each in block.data.get("sources") or () if each.get("file")]
        for block in authoring.blocks_of(version, keys)
    }
    made = library.renditions_of(digest for some in files.values() for digest in some)
    return {
        key: max((each.seconds for digest in some for each in made.get(digest, ())), default=0.0)
        for key, some in files.items()
    }
