"""What the teacher's screen and the projector show of open rounds: turning QR codes, codes, gestures, counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import segno
from django.db.models import Count, Sum
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xingtan.attendance.models import CheckIn, Refusal, Round
from xingtan.attendance.queries.rounds import rounds_open
from xingtan.attendance.queries.words import reason
from xingtan.attendance.rules.claims import OLDEST_SECONDS, TURNS_EVERY_SECONDS, token_at
from xingtan.attendance.rules.gestures import points_of
from xingtan.kernel import cache
from xingtan.learning import public as learning
from xingtan.teaching import public as teaching

# Of the picture of a gesture: dots are so far apart, the first one stands at half of it.
STEP = 40
BRIEF = 5


@dataclass(frozen=True, slots=True)
class Gesture:
    """A gesture to be drawn: its line, where it begins, and its dots with the numbers beside them."""

    line: str
    start: tuple[int, int]
    dots: list[tuple[int, int, int]]
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An open round on a screen."""

    round: Round
    label: str
    qr: SafeString
    address: str
    gesture: Gesture | None
    count: int
    refused: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a screen shows.

    :param next_ms: when the QR code turns, in milliseconds; nothing where there is none
    """

    shown: list[Shown]
    students: int
    next_ms: int | None

    @property
    def version(self) -> str:
        """Give what tells two screens apart, so that one that is the same is not drawn again."""
        return "-".join(f"{each.round.pk}.{each.count}.{sum(n for _why, n in each.refused)}" for each in self.shown)


def screen_of(session: teaching.Session, *, site: str, now: datetime) -> Screen:
    """Give what a screen shows now: four queries, one where nothing is open.

    :param site: the address of this site, for the QR code
    """
    rows = rounds_open(session, now)
    if not rows:
        return Screen([], 0, None)
    counts = dict(CheckIn.objects.filter(round__in=rows).values_list("round").annotate(Count("pk")).order_by("round"))
    refused: dict[int, list[tuple[str, int]]] = defaultdict(list)
    sums = Refusal.objects.filter(round__in=rows).values_list("round", "why").annotate(sum=Sum("count"))
    for opened, why, count in sums.order_by("round", "why"):
        refused[opened].append((reason(why), count))
    students = cache.part("attendance.students", session.run_id, make=lambda: _students(session), ttl=BRIEF * 6)
    shown = [_shown(row, site, now, counts.get(row.pk, 0), refused[row.pk]) for row in rows]
    turns = any("qr" in row.means for row in rows)
    return Screen(shown, students, _until_next(now) if turns else None)


def _students(session: teaching.Session) -> int:
    return learning.Enrollment.objects.current().filter(run=session.run_id).count()


def _shown(row: Round, site: str, now: datetime, count: int, refused: list[tuple[str, int]]) -> Shown:
    address, qr = "", mark_safe("")
    if "qr" in row.means:
        address = f"{site}/c/{token_at(row.uid, now.timestamp())}/"
        qr = mark_safe(cache.part("attendance.qr", address, make=lambda: qr_of(address), ttl=OLDEST_SECONDS))  # noqa: S308 - drawn by us of our own address
    gesture = gesture_to_draw(row.gesture) if row.gesture else None
    return Shown(row, str(row.get_way_display()), qr, address, gesture, count, refused)


def qr_of(address: str) -> str:
    """Draw an address as a QR code: dark on light in every theme, as scanners want it."""
    out = BytesIO()
    code = segno.make_qr(address, error="l", boost_error=False)
    code.save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        nl=False,
        omitsize=True,
        border=3,
        svgclass="check-in-qr",
        lineclass=None,
        light="#fff",
        title=_("QR code to check in with"),
    )
    return out.getvalue().decode()


def gesture_to_draw(gesture: str) -> Gesture:
    """Give what a picture of a gesture is drawn from."""
    points = [(column * STEP + STEP // 2, row * STEP + STEP // 2) for column, row in points_of(gesture)]
    dots = [
        (number, (number - 1) % 3 * STEP + STEP // 2, (number - 1) // 3 * STEP + STEP // 2) for number in range(1, 10)
    ]
    return Gesture(" ".join(f"{x},{y}" for x, y in points), points[0], dots, " → ".join(gesture))


def _until_next(now: datetime) -> int:
    into = now.timestamp() % TURNS_EVERY_SECONDS
    return int((TURNS_EVERY_SECONDS - into) * 1000) + 50
