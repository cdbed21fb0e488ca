"""Questions on units, for programs: the same doors and actions as the pages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from xingtan.discussion import access, actions, queries
from xingtan.kernel import throttle
from xingtan.kernel.pages import Request, now
from xingtan.learning import public as learning

router = Router(tags=["discussion"])
UNIT = "/courses/{university}/{course}/runs/{uuid:run}/units/{unit}/questions"


class WordsIn(Schema):
    """What somebody says."""

    body: str = Field(min_length=1, max_length=5000)


class QuestionOut(Schema):
    """A question on a unit."""

    uid: UUID
    author: str
    body: str
    at: datetime
    answers: int
    is_hidden: bool


class SaidOut(Schema):
    """A question, or an answer to it, as the reader sees it."""

    uid: str
    author: str
    by_staff: bool
    body: str
    at: datetime
    is_hidden: bool


class ObjectionIn(Schema):
    """Which words should not stand here (none: the question itself), and why."""

    post: str = ""
    reason: str = Field(default="", max_length=300)


@router.get(UNIT, response=list[QuestionOut])
def questions(request: Request, university: str, course: str, run: UUID, unit: str) -> list[queries.Asked]:
    """List the newest questions on a unit."""
    found, key = access.unit_to_discuss(request.user, university=university, course=course, run=run, unit=unit)
    return queries.threads_on(found, key, guides=lambda: learning.can_guide(request.user, found))


@router.post(UNIT, response={201: None})
def ask(request: Request, university: str, course: str, run: UUID, unit: str, said: WordsIn) -> Status[None]:
    """Ask a question on a unit."""
    throttle.count("post", request)
    found, key = access.unit_to_discuss(request.user, university=university, course=course, run=run, unit=unit)
    actions.ask(run=found, unit=key, body=said.body, by=_person(request), now=now())
    return Status(201, None)


@router.get(UNIT + "/{uuid:thread}", response=list[SaidOut])
def question(request: Request, university: str, course: str, run: UUID, unit: str, thread: UUID) -> list[queries.Said]:
    """Give a question and its answers."""
    found = access.thread_to_discuss(
        request.user, university=university, course=course, run=run, unit=unit, thread=thread
    )
    return queries.said_in(found, request.user, sees_hidden=learning.can_guide(request.user, found.run))


@router.post(UNIT + "/{uuid:thread}", response={201: None})
def answer(
    request: Request, university: str, course: str, run: UUID, unit: str, thread: UUID, said: WordsIn
) -> Status[None]:
    """Answer a question."""
    throttle.count("post", request)
    found = access.thread_to_discuss(
        request.user, university=university, course=course, run=run, unit=unit, thread=thread
    )
    url = f"{found.run.get_absolute_url()}units/{found.unit}/questions/{found.uid}/"
    guides = learning.can_guide(request.user, found.run)
    actions.answer(thread=found, body=said.body, by=_person(request), by_staff=guides, url=url, now=now())
    return Status(201, None)


@router.post(UNIT + "/{uuid:thread}/complaints", response={204: None})
def report(
    request: Request, university: str, course: str, run: UUID, unit: str, thread: UUID, said: ObjectionIn
) -> Status[None]:
    """Report words."""
    throttle.count("post", request)
    found = access.thread_to_discuss(
        request.user, university=university, course=course, run=run, unit=unit, thread=thread
    )
    post = access.post_in(found, said.post)
    actions.report(thread=found, post=post, reason=said.reason, by=_person(request), now=now())
    return Status(204, None)


@router.put(UNIT + "/{uuid:thread}/hiding", response={204: None})
def hide(
    request: Request, university: str, course: str, run: UUID, unit: str, thread: UUID, said: ObjectionIn
) -> Status[None]:
    """Hide words from learners."""
    found = access.thread_to_moderate(
        request.user, university=university, course=course, run=run, unit=unit, thread=thread
    )
    post = access.post_in(found, said.post)
    actions.hide(thread=found, post=post, reason=said.reason, by=_person(request), now=now())
    return Status(204, None)


def _person(request: Request) -> Any:
    return request.user
