"""What several pages share: a course loaded for who looks at it, and the blocks of a unit drawn."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import now
from xingtan.learning import queries
from xingtan.learning.access import Run, Version
from xingtan.learning.models import Enrollment
from xingtan.learning.registry import players
from xingtan.learning.registry.players import Mode, Study


def own_course(run: Run, version: Version, enrollment: Enrollment | None) -> queries.Course:
    """Load the course for its learner, or (without a place) for somebody who serves it."""
    return queries.course_of(
        run=run,
        version=version,
        enrollment=enrollment,
        mode=Mode.OWN if enrollment else Mode.STAFF,
        language=language(),
        now=now(),
        base=run.get_absolute_url(),
    )


def language() -> str:
    """Give the language that the reader reads."""
    return get_language() or "en"


def contents(course: queries.Course, *, current: str = "", bookmarks: Iterable[str] = ()) -> SafeString:
    """Draw the list of contents with the learner's marks and dates."""
    study = course.study
    dues = {}
    for section in course.plan.sections:
        due_at = course.due(section) if section.due_at else None
        if due_at is not None:
            dues[section.key] = queries.due_words(due_at, study.run.zone if study.run else "UTC")
    marks = queries.Marks(
        base=study.base,
        states=queries.states_of(course.plan.units, course.results, course.completed),
        current=current,
        bookmarks=set(bookmarks),
        dues=dues,
    )
    return queries.contents(study.version, marks)


def draw_blocks(
    request: HttpRequest, study: Study, keys: Iterable[str], broken: Mapping[str, RuleBroken] = MappingProxyType({})
) -> list[SafeString]:
    """Draw the blocks of a page in their order: each player loads all of its own at once.

    :param broken: the rule that an answer just broke, by key of its block
    """
    blocks = authoring.blocks_of(study.version, keys)
    states = _load(study, blocks)
    return [_draw(request, study, block, states.get(block.key), broken.get(block.key)) for block in blocks]


def draw_block(request: HttpRequest, study: Study, key: str, broken: RuleBroken | None = None) -> SafeString:
    """Draw one block, as after an answer."""
    block = authoring.blocks_of(study.version, [key])[0]
    return _draw(request, study, block, _load(study, [block]).get(key), broken)


def _load(study: Study, blocks: Sequence[Any]) -> dict[str, Any]:
    states: dict[str, Any] = {}
    by_kind: dict[str, list[Any]] = {}
    for block in blocks:
        by_kind.setdefault(block.kind, []).append(block)
    for kind, some in by_kind.items():
        states.update(players.of(kind).load(some, study))
    return states


def _draw(request: HttpRequest, study: Study, block: Any, state: Any, broken: RuleBroken | None = None) -> SafeString:
    """Draw a block with its heading. Texts have none: theirs is a name for authors."""
    drawn = players.of(block.kind).render(request, block, state, study, broken)
    title = "" if block.kind == "text" or not str(block.title) else _heading(block, study)
    return format_html(
        '<section class="block" id="block-{}" data-kind="{}">{}{}</section>', block.key, block.kind, title, drawn
    )


def _heading(block: Any, study: Study) -> SafeString:
    done = (
        format_html(' <span class="tag" data-kind="done">{}</span>', _("Done"))
        if study.mark(block.key).is_complete
        else ""
    )
    lang = format_html(' lang="{}"', block.title.language) if block.title.language != study.language else ""
    return format_html('<h2 class="block-title"><span{}>{}</span>{}</h2>', lang, block.title, done)
