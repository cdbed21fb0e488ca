"""Deeds: something is said in the chat of a session, and hidden where it should not stand."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from xingtan.kernel import wire
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.teaching.events import MessageHidden, MessageSaid
from xingtan.teaching.models import Message, Session

MOST_CHARACTERS = 1000
AGAIN = timedelta(seconds=10)


class NothingSaid(RuleBroken):
    """There is nothing to say."""

    message = _("Write something first.")


class TooLong(RuleBroken):
    """A chat is no place for long texts."""

    message = _("This has %(length)s characters; the chat takes %(most)s. Shorten it, or say it in two parts.")


class ChatIsClosed(RuleBroken):
    """Nobody meets in a session that was called off."""

    message = _("This session was called off, so nothing more is said in it.")


@deed
def say(*, session: Session, words: str, by: people.Person, now: datetime, is_lead: bool = False) -> Message:
    """Say something in the chat. The same, sent twice by a nervous finger, is said once.

    :raises NothingSaid: if there are no words
    :raises TooLong: if there are too many
    :raises ChatIsClosed: if the session was called off
    """
    words = words.strip()
    if not words:
        raise NothingSaid
    if len(words) > MOST_CHARACTERS:
        raise TooLong(length=len(words), most=MOST_CHARACTERS)
    if session.status == Session.Status.CANCELLED:
        raise ChatIsClosed
    again = Message.objects.filter(session=session, by=by, words=words, at__gt=now - AGAIN).order_by("-pk").first()
    if again is not None:
        return again

    said = Message.objects.create(session=session, by=by, at=now, words=words)

    emit(
        MessageSaid(
            actor=by.uid,
            university=session.run.course.university.uid,
            session=session.uid,
            message=said.uid,
            is_lead=is_lead,
        )
    )
    _tell(session)
    return said


@deed
def hide_message(*, message: Message, by: people.Person, now: datetime) -> None:
    """Hide what was said from everyone but those who teach. Hidden twice, it is hidden once."""
    hidden = Message.objects.filter(pk=message.pk, hidden_by=None).update(hidden_by=by)

    if hidden:
        _turn(message.session, now)
        university = message.session.run.course.university.uid
        emit(MessageHidden(actor=by.uid, university=university, session=message.session.uid, message=message.uid))


@deed
def show_message(*, message: Message, now: datetime) -> None:
    """Show again what was hidden."""
    if Message.objects.filter(pk=message.pk).exclude(hidden_by=None).update(hidden_by=None):
        _turn(message.session, now)


def _turn(session: Session, now: datetime) -> None:
    """Let pages see that the chat is another: they look at the moment when the session changed."""
    Session.objects.filter(pk=session.pk).update(changed_at=now)
    _tell(session)


def _tell(session: Session) -> None:
    for channel in (f"session:{session.uid}", f"lead:{session.uid}"):
        wire.tell(channel, "teaching.chat", str(session.uid), every=1.0)
