"""Peer rating: students rate each other's work by a rubric, and may appeal to the teacher."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import Activity, folded, moves_of
from xingtan.activities.registry.answers import Unfit, gettext_noop
from xingtan.activities.registry.kinds import Answers, Kind, Moves, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.forms.grouping import RatingForm
from xingtan.classroom.queries import called
from xingtan.classroom.rules import peer_rating
from xingtan.kernel import files

SOURCES = ("group_task", "camera")


class Rating(Kind):
    """So many rate each work, nobody their own or their group's; the middle counts, and the teacher has the last word."""

    name = "rating"
    folder = "classroom/rating"
    label = _("Peer rating")
    about = _("Students rate each other's work by a rubric. You have the last word.")
    order = 54
    counts = "every"
    names_people = True
    form = RatingForm

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep a rating, or an appeal."""
        return peer_rating.take(payload, config)

    def takes_when_over(self, activity: Any, payload: Mapping[str, Any]) -> bool:
        """Take an appeal as long as results are shown: who is rated sees what came of it after it was closed."""
        return "appeal" in payload and activity.is_shown

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Bring ratings together."""
        return peer_rating.fold(config, answers, moves)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Hand works round, or say what stands after an appeal."""
        if do == "assign":
            source = _sources(activity).filter(uid=_uid(payload.get("source"))).first()
            if source is None:
                raise Unfit(gettext_noop("Choose an activity in which work was handed in."))
            works = _works(source, now)
            makers = {person for work in works for person in work["people"]}
            made = peer_rating.assign(works, makers, each=activity.config["each"], seed=secrets.token_hex(8))
            return {**made, "source": str(source.uid)}
        if do == "settle":
            return peer_rating.settle(payload, _count(activity))
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def load(self, activities: Sequence[Any], *, now: datetime) -> Mapping[int, Any]:
        """Load names, what was rated so far, and where work was handed in: a student's share of it is drawn for them."""
        names, counted = called(activities, _named), folded(activities, now)
        sessions = {each.session_id for each in activities}
        rows = Activity.objects.filter(session__in=sessions, kind__in=SOURCES).begun().order_by("pk")
        sources: dict[int | None, list[Activity]] = {}
        for each in rows:
            sources.setdefault(each.session_id, []).append(each)
        return {
            each.pk: {
                "names": names[each.pk],
                "so_far": counted[each.pk].results,
                "sources": sources.get(each.session_id, []),
            }
            for each in activities
        }

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw how far it is, and what all works together came to; nobody's own."""
        return self.draw(request, "results", sheet, together=_together(sheet))

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the works to rate, and what came of one's own."""
        so_far, me = sheet.extra["so_far"], sheet.person.pk
        rated = {work["number"]: work for work in so_far["works"]}
        typed = sheet.typed if sheet.broken else {}
        mine = [
            _to_rate(rated[number], me, sheet.activity.config["rubric"], typed)
            for number in so_far["to_rate"].get(me, ())
        ]
        own = rated.get(so_far["made"].get(me)) if sheet.results is not None else None
        return self.draw(
            request,
            "student",
            sheet,
            mine=mine,
            own=_described(own, sheet),
            is_handed=bool(rated),
            can_appeal=sheet.enrollment is not None and sheet.activity.is_shown,
        )

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw who rated, what came of it, and the appeals."""
        works = [_described(each, sheet) for each in sheet.results["works"]]
        return self.draw(request, "lead", sheet, works=works)

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw every work with its ratings."""
        works = [_described(each, sheet) for each in sheet.results["works"]]
        return self.draw(request, "report", sheet, works=works)

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Write each rating: the work, the points, the words."""
        rubric = sheet.activity.config["rubric"]
        heads = [str(_("Work")), *(each["name"] for each in rubric), str(_("Words"))]
        return heads, [
            [
                each.payload.get("work", ""),
                *(each.payload.get("points", {}).get(criterion["key"], "") for criterion in rubric),
                each.payload.get("words", each.payload.get("appeal", "")),
            ]
            for each in sheet.answers
        ]


def _sources(activity: Any) -> Any:
    return Activity.objects.filter(session=activity.session, kind__in=SOURCES).begun()


def _works(source: Any, now: datetime) -> list[dict[str, Any]]:
    results = folded([source], now)[source.pk].results
    if source.kind == "camera":
        return [
            {"people": [each["person"]], "said": each["words"], "small": each["small"], "large": each["large"]}
            for each in results["up"]
        ]
    return [
        {"people": list(each["people"]), "said": each["words"], "link": each.get("link", ""), "group": each["group"]}
        for each in results["works"]
    ]


def _count(activity: Any) -> int:
    moves = [each for each in moves_of([activity])[activity.pk] if each.do == "assign"]
    return len(moves[-1].payload["works"]) if moves else 0


def _uid(said: Any) -> UUID | None:
    with suppress(ValueError):
        return UUID(str(said))
    return None


def _to_rate(
    work: Mapping[str, Any], me: int, rubric: Sequence[Mapping[str, Any]], typed: Mapping[str, Any]
) -> dict[str, Any]:
    before = work["by"].get(me)
    points: Mapping[str, Any] = before["points"] if before else {}
    words = before["words"] if before else ""
    if str(typed.get("work")) == str(work["number"]):
        points, words = typed, typed.get("words", "")
    return {
        **_shown(work),
        "is_rated": before is not None,
        "words": words,
        "fields": [
            {
                **each,
                "values": [(value, str(points.get(each["key"])) == str(value)) for value in range(each["most"] + 1)],
            }
            for each in rubric
        ],
    }


def _described(work: Mapping[str, Any] | None, sheet: Sheet) -> dict[str, Any] | None:
    if work is None:
        return None
    rubric = sheet.activity.config["rubric"]
    return {
        **work,
        **_shown(work),
        "criteria": [{**each, "points": work["points"][each["key"]]} for each in rubric],
        "comments": work["words"],
        "done": len(work["by"]),
    }


def _shown(work: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: work.get(name, "") for name in ("number", "said", "link")}
    if work.get("small"):
        shown["small_url"] = files.address(work["small"], "picture.jpg", media_type="image/jpeg")
        shown["large_url"] = files.address(work["large"], "picture.jpg", media_type="image/jpeg")
    return shown


def _together(sheet: Sheet) -> list[dict[str, Any]]:
    works = (sheet.results or {}).get("works", [])
    found = []
    for each in sheet.activity.config["rubric"]:
        points = [work["points"][each["key"]] for work in works if work["points"][each["key"]] is not None]
        found.append({**each, "mean": round(sum(points) / len(points), 1) if points else None})
    return found


def _named(moves: Iterable[Any]) -> Iterable[int]:
    for move in moves:
        for work in move.payload.get("works", ()):
            yield from work["people"]
            yield from work["reviewers"]


register(Rating())
