"""Deeds: a session that is recorded or goes on by text has something to watch or to read."""

from datetime import datetime
from typing import Any

from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.teaching.actions.planning import lock, tell_pages
from xingtan.teaching.events import PackGiven
from xingtan.teaching.models import Pack, Session


@deed
def give_pack(*, session: Session, by: people.Person, now: datetime, **said: Any) -> Pack | None:
    """Say what students watch or read of this session; with nothing said there is nothing any more.

    It may be said after the session, too: that is when most recordings are ready.

    :param said: fields of the pack, by name
    """
    session = lock(session)
    if not any(said.values()):
        Pack.objects.filter(session=session).delete()
        pack = None
    else:
        facts = {"words": "", "link": "", "unit": "", "name": "", "resource": None, **said, "by": by, "at": now}
        pack, _is_new = Pack.objects.update_or_create(session=session, defaults=facts)
    # Pages tell by this that there is something new.
    session.save(update_fields=["changed_at"])

    run = session.run
    what = [name for name in ("link", "unit", "resource", "words") if said.get(name)]
    emit(PackGiven(actor=by.uid, university=run.course.university.uid, session=session.uid, run=run.uid, what=what))
    tell_pages(session)
    return pack
