"""Deeds: researchers are named and dropped, and a question is asked."""

import hashlib
from datetime import datetime
from typing import IO

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.research.adapters import asking
from xingtan.research.adapters.asking import Answer
from xingtan.research.events import QuestionAsked, ResearcherDropped, ResearcherNamed
from xingtan.research.models import Researcher
from xingtan.research.rules import Limits


class NobodyHasThisAddress(RuleBroken):
    """Only somebody with an account can be named."""

    message = _("Nobody here has this address. Let them open an account first.")


@deed
def name_researcher(*, email: str, purpose: str, by: people.Person, now: datetime) -> Researcher:
    """Let somebody ask questions of their own. Naming them again changes what for, and nothing else.

    :raises NobodyHasThisAddress: if there is no such account
    """
    person = people.Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise NobodyHasThisAddress

    found, is_new = Researcher.objects.get_or_create(
        person=person, defaults={"purpose": purpose, "named_by": by, "named_at": now}
    )
    if not is_new:
        Researcher.objects.filter(pk=found.pk).update(purpose=purpose)

    if is_new:
        emit(ResearcherNamed(actor=by.uid, person=person.uid))
    return found


@deed
def drop_researcher(*, researcher: Researcher, by: people.Person) -> None:
    """Let somebody ask no longer; should they be named again, they see learners by other numbers."""
    Researcher.objects.filter(pk=researcher.pk).delete()

    emit(ResearcherDropped(actor=by.uid, person=researcher.person.uid))


def ask(*, sql: str, by: people.Person, limits: Limits, form: str, out: IO[bytes]) -> Answer:
    """Ask, and write down that it was asked.

    :raises QuestionRefused: if it may not be asked
    :raises TookTooLong: if its time is over
    :raises TooManyAtOnce: if others ask at this moment
    """
    found = Researcher.objects.filter(person=by).first()
    # Coordinators ask without being named.
    name = str(found.uid) if found else f"coordinator:{by.uid}"
    answer = asking.ask(sql, researcher=name, limits=limits, form=form, out=out)
    note(sql=sql, by=by, answer=answer)
    return answer


@deed
def note(*, sql: str, by: people.Person, answer: Answer) -> None:
    """Write down that something was asked, and how much came of it."""
    digest = hashlib.sha256(sql.encode(errors="replace")).hexdigest()
    emit(QuestionAsked(actor=by.uid, digest=digest, rows=answer.count, milliseconds=answer.milliseconds))
