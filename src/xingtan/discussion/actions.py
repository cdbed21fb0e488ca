"""Deeds: a question is asked and answered; words are reported, hidden and shown again."""

from datetime import datetime

from xingtan.catalog import public as catalog
from xingtan.discussion.events import Asked, Hidden, Posted, Reported
from xingtan.discussion.models import Complaint, Hiding, Post, Thread
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people


@deed
def ask(*, run: catalog.Run, unit: str, body: str, by: people.Person, now: datetime) -> Thread:
    """Ask a question on a unit."""
    thread = Thread.objects.create(run=run, unit=unit, body=body, author=by, asked_at=now)

    emit(Asked(actor=by.uid, university=run.course.university.uid, run=run.uid, thread=thread.uid, unit=unit))
    return thread


@deed
def answer(*, thread: Thread, body: str, by: people.Person, by_staff: bool, url: str, now: datetime) -> Post:
    """Answer a question, and tell who asked.

    :param url: where the answer can be read
    """
    run = thread.run
    post = Post.objects.create(thread=thread, body=body, author=by, by_staff=by_staff, at=now)

    if thread.author and thread.author != by:
        data = {"url": url, "course": dict(run.course.title), "body": body}
        notices.tell(people=[thread.author], kind="discussion.answer", about=str(post.uid), data=data, now=now)

    emit(Posted(actor=by.uid, university=run.course.university.uid, run=run.uid, thread=thread.uid, post=post.uid))
    return post


@deed
def report(*, thread: Thread, post: Post | None, reason: str, by: people.Person, now: datetime) -> None:
    """Say that words should not stand here; saying it twice counts once."""
    run = thread.run
    _complaint, is_new = Complaint.objects.get_or_create(
        thread=thread, post=post, by=by, defaults={"at": now, "reason": reason[:300]}
    )

    if is_new:
        emit(Reported(actor=by.uid, university=run.course.university.uid, run=run.uid, thread=thread.uid))


@deed
def hide(*, thread: Thread, post: Post | None, reason: str, by: people.Person, now: datetime) -> None:
    """Take words out of sight; they are kept."""
    run = thread.run
    Hiding.objects.get_or_create(thread=thread, post=post, defaults={"by": by, "at": now, "reason": reason[:300]})

    emit(Hidden(actor=by.uid, university=run.course.university.uid, run=run.uid, thread=thread.uid, is_hidden=True))


@deed
def show_again(*, thread: Thread, post: Post | None, by: people.Person) -> None:
    """Show hidden words again, and settle what was said against them."""
    run = thread.run
    Hiding.objects.filter(thread=thread, post=post).delete()
    Complaint.objects.filter(thread=thread, post=post).delete()

    emit(Hidden(actor=by.uid, university=run.course.university.uid, run=run.uid, thread=thread.uid, is_hidden=False))
