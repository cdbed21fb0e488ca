"""Who may ask, answer, report and hide: who studies the run, and who serves its course."""

from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.discussion.models import Post, Thread
from xingtan.kernel.errors import NotThere
from xingtan.learning import public as learning


def unit_to_discuss(person: Any, **url: Any) -> tuple[catalog.Run, str]:
    """Find the run and the unit's key for who studies or serves it."""
    run, _enrollment, _version, key = learning.unit_to_study(person, **url)
    return run, key


def thread_to_discuss(person: Any, *, thread: UUID, **url: Any) -> Thread:
    """Find a question for who studies or serves the run; a hidden one only for the latter."""
    run, key = unit_to_discuss(person, **url)
    threads = Thread.objects.filter(run=run, unit=key, uid=thread)
    if not learning.can_guide(person, run):
        threads = threads.shown()
    found = threads.select_related("author").first()
    if found is None:
        raise NotThere
    found.run = run
    return found


def thread_to_moderate(person: Any, *, thread: UUID, **url: Any) -> Thread:
    """Find a question for who serves the course."""
    found = thread_to_discuss(person, thread=thread, **url)
    if not learning.can_guide(person, found.run):
        raise NotThere
    return found


def post_in(thread: Thread, uid: str) -> Post | None:
    """Find the answer that a form names; none means the question itself.

    :raises NotThere: if the question has no such answer
    """
    if not uid:
        return None
    try:
        found = Post.objects.filter(thread=thread, uid=UUID(uid)).first()
    except ValueError:
        raise NotThere from None
    if found is None:
        raise NotThere
    return found
