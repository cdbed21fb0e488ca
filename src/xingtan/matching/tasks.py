"""Long work: looking through the whole catalogue, and deciding or undoing by a rule."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.catalog import public as catalog
from xingtan.jobs import public as jobs
from xingtan.jobs.registry import Work, kind
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.tasks import every
from xingtan.matching import actions
from xingtan.matching.models import Decision, Rule
from xingtan.matching.queries import open_proposals

LOOK = "matching.look"
# Comparing again changes nothing, so a night that was missed is made up for.
LOOKS_BACK = timedelta(days=8)


@every("40 2 * * *")
def look_nightly() -> None:
    """Look through what came since the last time."""
    jobs.start(kind=LOOK, owner=None, params={"since": (timezone.now() - LOOKS_BACK).isoformat()})


@kind(LOOK, label=gettext_lazy("Looking for the same course on two platforms"))
def look(work: Work) -> None:
    """Compare the courses of each university that are new or changed with its others; a kill goes on at the university it reached."""
    since = work.params.get("since")
    changed = catalog.Course.objects.published()
    if since:
        changed = changed.filter(changed_at__gte=datetime.fromisoformat(since))
    places = list(
        changed.filter(university_id__gt=work.checkpoint.get("university", 0))
        .order_by("university_id")
        .values_list("university_id", flat=True)
        .distinct()
    )
    found = work.checkpoint.get("found", 0)
    for number, university in enumerate(places):
        fresh = frozenset(changed.filter(university_id=university).values_list("pk", flat=True)) if since else None
        found += actions.propose(university=university, now=timezone.now(), fresh=fresh)
        work.save_checkpoint(university=university, found=found)
        work.progress(number + 1, len(places), _("Pairs that look alike: %(count)s") % {"count": found})
    work.result["found"] = found


@kind("matching.apply", label=gettext_lazy("Merging by a rule"))
def apply(work: Work) -> None:
    """Decide that everything from the rule's likeness on is the same. What cannot be merged is reported and stays open."""
    rule = Rule.objects.select_related("made_by").get(uid=UUID(work.params["rule"]))
    waiting = list(open_proposals(least=rule.least))
    for number, proposal in enumerate(waiting):
        try:
            actions.decide(proposal=proposal, is_same=True, by=rule.made_by, now=timezone.now(), rule=rule)
        except RuleBroken as broken:
            work.line("warning", str(proposal.uid), _("These two stay as they are."), str(broken))
        work.progress(number + 1, len(waiting))


@kind("matching.take_back", label=gettext_lazy("Undoing a rule"))
def take_back(work: Work) -> None:
    """Undo what a rule decided, the last first."""
    standing = list(Decision.objects.filter(rule__uid=UUID(work.params["rule"]), undoing__isnull=True).order_by("-pk"))
    for number, decision in enumerate(standing):
        try:
            actions.undo(decision=decision, by=work.owner, now=timezone.now())
        except RuleBroken as broken:
            work.line("warning", str(decision.uid), _("This stays merged."), str(broken))
        work.progress(number + 1, len(standing))
