"""Kinds of activity: what people do in one, what is taken, how it is counted, and how it is drawn.

A kind is one file in ``plugs/kinds`` with its rules in ``rules``. Other rooms (``classroom``) and packages register theirs the
same way.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.registry.answers import Unfit, gettext_noop
from xingtan.activities.registry.sheets import Sheet
from xingtan.kernel.errors import RuleBroken
from xingtan.ui import public as ui

Answers = Sequence[Any]
"""``registry.answers.Answer``: uid, person, at, payload, score; all there are, in the order they came."""
Moves = Sequence[Any]
"""``registry.answers.Move``: do, at, payload, by; in the order they were made."""


class NoSuchMove(RuleBroken):
    """Of most kinds there is nothing to do but to open, show and close."""

    message = _("There is no such thing to do here.")


class Kind:
    """One kind of activity, with what most kinds do alike. ``take`` and ``fold`` are pure and raise ``Unfit``."""

    name: ClassVar[str] = ""
    """In data, addresses and folders of templates."""
    folder: ClassVar[str] = ""
    """Of its templates, where it is not ``activities/<name>``: that of another room, or one that two kinds share."""
    label: ClassVar[Any] = ""
    about: ClassVar[Any] = ""
    """One short sentence for the teacher who chooses."""
    order: ClassVar[int] = 50
    """Where it stands in the teacher's bar; a smaller one comes first."""
    counts: ClassVar[Literal["last", "first", "every"]] = "last"
    """Which of a person's answers counts."""
    most: ClassVar[int] = 200
    """How many answers of one person are kept in one activity."""
    takes: ClassVar[bool] = True
    """Whether students send anything at all."""
    shows_at_once: ClassVar[bool] = False
    """Whether everybody sees the results from the moment it opens."""
    shows_names: ClassVar[bool] = False
    """Whether peers see who said what. Who leads sees it unless the activity's config says ``unnamed``."""
    answers_in_results: ClassVar[bool] = False
    """Whether the results hold buttons of students (such as a like): then they stand inside a form that posts."""
    earns: ClassVar[bool] = True
    """Whether an answer is announced as a fact of a person (``activities.responded``)."""
    names_people: ClassVar[bool] = False
    """Whether its moves say something of people, under ``person``, ``people`` or ``works``: then it is theirs to have."""
    tells: ClassVar[bool] = False
    """Whether programs get the results, too: plain values, where people stand under ``person``, ``people`` and ``by`` only."""
    asks_alike: ClassVar[bool] = False
    """Whether all who have not answered yet see the same."""
    form: ClassVar[Any] = None
    """The form class (``forms.ConfigForm``) whose ``config()`` gives the activity's config."""

    def check(self, config: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with a config, in sentences to translate; nothing is an empty list."""
        return []

    def wants(self, config: Mapping[str, Any]) -> str:
        """Say what is to be chosen before it can be opened, in a sentence to translate; nothing is an empty one."""
        return ""

    def planned(self, config: Mapping[str, Any], run: Any) -> dict[str, Any]:
        """Give what a lesson plan keeps of an activity of this class: what is the course's own only by name.

        A plan is read by people who may not see what the course holds.
        """
        return dict(config)

    def laid(self, config: Mapping[str, Any], run: Any) -> dict[str, Any]:
        """Give what a plan's config becomes in a session of this class; what is not there is to be chosen (``wants``)."""
        return dict(config)

    def moved(self, config: Mapping[str, Any], run: Any, to: Any) -> dict[str, Any]:
        """Give what the config of an activity of one class becomes in another class."""
        return dict(config)

    def read(self, request: HttpRequest) -> dict[str, Any]:
        """Give what a student's form says as plain JSON; the only place that knows files and forms."""
        return payload_of(request)

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Give what is to be kept of what was sent, whatever was sent; of a kind that asks nothing, nothing is.

        :raises Unfit: if nothing can be kept
        """
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def takes_when_over(self, activity: Any, payload: Mapping[str, Any]) -> bool:
        """Test whether this may still be said after it was closed, such as an appeal against what came of it."""
        return False

    def score(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> Decimal | None:
        """Judge what is kept; None where there is nothing to judge."""
        return None

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Count what was said, for one activity: answers come as ``counts`` says. Plain values, no person's name."""
        return None

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Give what is to be kept of a move by somebody who leads; called while the activity is locked.

        :raises Unfit: if there is no such move
        """
        raise NoSuchMove

    def gives(self, activity: Any, do: str, kept: Mapping[str, Any]) -> Mapping[int, int]:
        """Give the points that a move earns people, by their keys; they are announced as facts of these people."""
        return {}

    def when_opened(self, activity: Any, *, by: Any, now: datetime) -> Mapping[str, Mapping[str, Any]]:
        """Give moves to keep as it opens, by name: what chance decides, or who is there."""
        return {}

    def load(self, activities: Sequence[Any], *, now: datetime) -> Mapping[int, Any]:
        """Load what else is needed to draw these activities, by key, in a constant number of queries."""
        return {}

    def results_of_course(self, config: Mapping[str, Any], answers: Answers) -> Mapping[int, Mapping[str, Any]]:
        """Give what counts as results of the course, if who leads says so: by person and block, points and possible."""
        return {}

    def alike(self, sheet: Sheet) -> Hashable | None:
        """Give what else ``student`` depends on, if many see the same: it is then drawn once for them, without ``sheet.person``.

        Nothing (None) draws it for each: also what somebody said in words of their own is theirs alone.
        """
        return () if self.asks_alike and not sheet.own else None

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what a student does, or did: ``activities/<name>/student.html``. Its form posts to ``sheet.respond_url``."""
        return self.draw(request, "student", sheet)

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the results as everybody may see them: ``activities/<name>/results.html``. Kept and shown to all alike."""
        return self.draw(request, "results", sheet)

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what who leads sees and does; unless said otherwise the results. Forms post ``do`` to ``sheet.move_url``."""
        return self.results(request, sheet)

    def screen(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the results large, for the hall; unless said otherwise as everybody sees them."""
        return self.results(request, sheet)

    def asked(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what is asked, large, for the hall, while no results are shown; unless said otherwise the title is enough."""
        return SafeString()

    def report(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what is left of it after class, for who leads; unless said otherwise the results."""
        return self.results(request, sheet)

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Give heads and cells of the answers, a row for each of ``sheet.answers``; who and when are added."""
        names = sorted({name for each in sheet.answers for name in each.payload})
        return names, [[_cell(each.payload.get(name, "")) for name in names] for each in sheet.answers]

    def forget(self, payloads: Sequence[Mapping[str, Any]]) -> None:
        """Drop what answers that are gone have left outside the database, such as files."""

    def own(self, payload: Mapping[str, Any], *, is_told: bool) -> dict[str, Any]:
        """Give a person what they answered, to programs and to take along.

        :param is_told: whether it is over, and they may know what is right
        """
        return dict(payload)

    def told(self, sheet: Sheet) -> Any:
        """Give the results to programs: no number of a person ever, and what is hidden only to who leads."""
        if not self.tells:
            return None
        return told(sheet.results, PEOPLE if sheet.is_lead else PEOPLE | HIDDEN)

    def draw(self, request: HttpRequest, place: str, sheet: Sheet, **more: Any) -> SafeString:
        """Draw one of its templates, which know ``sheet``, ``activity``, ``config``, ``results``, ``extra`` and more."""
        context = {
            "sheet": sheet,
            "activity": sheet.activity,
            "config": sheet.activity.config,
            "results": sheet.results,
            "extra": sheet.extra,
            **more,
        }
        return ui.draw(request, f"{self.folder or f'activities/{self.name}'}/{place}.html", context)


PEOPLE = frozenset({"person", "people", "by"})
HIDDEN = frozenset({"hidden"})


def told(results: Any, without: frozenset[str]) -> Any:
    """Give results without what stands under these names."""
    if isinstance(results, Mapping):
        return {str(key): told(each, without) for key, each in results.items() if key not in without}
    if isinstance(results, list | tuple):
        return [told(each, without) for each in results]
    return results


def payload_of(request: HttpRequest) -> dict[str, Any]:
    """Give a form as plain JSON: names sent once with their value, names sent several times as a list."""
    ours = ("csrfmiddlewaretoken", "uid", "pass", "do")
    sent = {name: request.POST.getlist(name) for name in request.POST if name not in ours}
    return {name: values[0] if len(values) == 1 else values for name, values in sent.items()}


def _cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; registering the same name again replaces it."""
    _kinds[kind.name] = kind


def named(name: str) -> Kind | None:
    """Give the kind of this name, if it is registered."""
    return _kinds.get(name)


def every() -> list[Kind]:
    """Give all kinds, in the order of the teacher's bar."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))
