"""Deeds: those who have not answered are reminded, by the plan if the coordinator switched it on, or by hand."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.reporting import queries
from xingtan.reporting.events import Reminded
from xingtan.reporting.models import Asked, Campaign, Institution, Officer, Reminder
from xingtan.universities import public as universities

DUE, MISSING = "reporting.due", "reporting.missing"
BETWEEN_ROUNDS = timedelta(hours=20)


class RemindedJustNow(RuleBroken):
    """Nobody is reminded twice a day."""

    message = _("Those who have not answered were reminded less than a day ago. Nobody was told again.")


class NobodyToRemind(RuleBroken):
    """A campaign that is closed waits for nobody."""

    message = _("This campaign is not open, so there is nobody to remind.")


@deed
def remind_by_plan(*, campaign: Campaign, now: datetime) -> Reminder | None:
    """Remind by the plan, once for each of its days; nothing if no day has come, or the switch is off."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if not campaign.is_reminding or campaign.state != Campaign.State.OPEN:
        return None
    come = [days for days in campaign.plan if campaign.due_at + timedelta(days=days) <= now]
    gone = set(campaign.rounds.values_list("step", flat=True))
    new = [f"plan:{days}" for days in come if f"plan:{days}" not in gone]
    if not new:
        return None
    # Days that passed while nothing ran are one round: the last of them.
    for step in new[:-1]:
        Reminder.objects.create(campaign=campaign, step=step, at=now)
    return _remind(campaign, new[-1], None, now)


@deed
def remind_by_hand(*, campaign: Campaign, by: people.Person, now: datetime) -> Reminder:
    """Remind everyone who has not answered, because a coordinator asks for it.

    :raises NobodyToRemind: if the campaign is not open
    :raises RemindedJustNow: if they were reminded within a day
    """
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state != Campaign.State.OPEN:
        raise NobodyToRemind
    if campaign.rounds.filter(at__gt=now - BETWEEN_ROUNDS).exists():
        raise RemindedJustNow
    return _remind(campaign, f"hand:{now:%Y-%m-%d %H:%M}", by, now)


def _remind(campaign: Campaign, step: str, by: people.Person | None, now: datetime) -> Reminder:
    missing = [each.institution for each in queries.unanswered(campaign)]
    told = _tell_officers(campaign, missing, step, now)
    made = Reminder.objects.create(
        campaign=campaign, step=step, by=by, at=now, institutions=len(missing), people=len(told)
    )
    Asked.objects.filter(campaign=campaign, institution__in=missing).update(reminders=F("reminders") + 1)
    if campaign.due_at <= now and missing:
        _tell_coordinators(campaign, len(missing), step, now)
    emit(Reminded(actor=by.uid if by else None, campaign=campaign.uid, step=step, institutions=len(missing)))
    return made


def _tell_officers(campaign: Campaign, missing: Sequence[int], step: str, now: datetime) -> set[int]:
    told = set()
    whose = speakers_of(missing)
    for institution in Institution.objects.filter(pk__in=whose).order_by("pk"):
        people_ = whose[institution.pk]
        data = {
            "title": dict(campaign.title),
            "institution": institution.name,
            "url": f"/reporting/campaigns/{campaign.slug}/institutions/{institution.uid}/",
            "days": (campaign.due_at - now).days,
        }
        notices.tell(people=people_, kind=DUE, about=f"{campaign.uid}:{step}:{institution.pk}", data=data, now=now)
        told |= {each.pk for each in people_}
    return told


def _tell_coordinators(campaign: Campaign, count: int, step: str, now: datetime) -> None:
    rows = universities.Membership.objects.filter(role=universities.Role.COORDINATOR).select_related("person")
    data = {"title": dict(campaign.title), "count": count, "url": f"{campaign.desk_url}missing/"}
    told = [each.person for each in rows.order_by("pk")]
    notices.tell(people=told, kind=MISSING, about=f"{campaign.uid}:{step}", data=data, now=now)


def speakers_of(institutions: Iterable[int]) -> dict[int, list[people.Person]]:
    """Give who reports for each institution: its officers, and who runs it if it is a university here; two queries."""
    keys = list(institutions)
    found: dict[int, dict[int, people.Person]] = {}
    for officer in Officer.objects.filter(institution__in=keys).select_related("person").order_by("pk"):
        found.setdefault(officer.institution_id, {})[officer.person_id] = officer.person
    of = dict(Institution.objects.filter(pk__in=keys, university__isnull=False).values_list("university", "pk"))
    runs = universities.Membership.objects.filter(role=universities.Role.ADMINISTRATOR, university__in=of)
    for each in runs.select_related("person").order_by("pk"):
        assert each.university_id is not None, "administrators serve a university"
        found.setdefault(of[each.university_id], {})[each.person_id] = each.person
    return {key: list(each.values()) for key, each in found.items()}
