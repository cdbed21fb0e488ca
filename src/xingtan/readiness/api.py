"""For programs: the board, the drill, reminders, pairs, workload; and one's own devices and readiness."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema, Status
from pydantic import Field

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere, RuleBroken, SignInFirst
from xingtan.kernel.pages import Request, now
from xingtan.readiness import access, actions, queries
from xingtan.readiness.forms import LONGEST_REPORT

router = Router(tags=["readiness"])
BOARD = "/universities/{slug:university}/readiness"


class TooLong(RuleBroken):
    """A report has a beginning, an end, and fits into a table."""

    message = _("The last day is not before the first, and at most 400 days after it.")


class DepartmentOut(Schema):
    """How far a department is; without a code, those whose classes name none."""

    code: str
    name: str
    teachers: int
    drilled: int
    tested: int
    week_one: int
    ready: int


class TeacherOut(Schema):
    """How far a teacher is; ``lacks`` names drill, devices, week."""

    uid: UUID
    name: str
    departments: list[str]
    drilled_at: datetime | None
    microphone_at: datetime | None
    camera_at: datetime | None
    classes: int
    classes_up: int
    sessions_held: int
    reminded_at: datetime | None
    lacks: list[str]


class BoardOut(Schema):
    """The board of a university."""

    drill: str | None
    departments: list[DepartmentOut]
    teachers: list[TeacherOut]


class DrillIn(Schema):
    """A course of ours, by its university's and its own address."""

    university: str = Field(max_length=60)
    course: str = Field(max_length=200)


class PeopleIn(Schema):
    """Teachers by their uid."""

    people: list[UUID] = Field(max_length=5000)


class PairIn(Schema):
    """Who is new, and who stands by them."""

    novice: UUID
    mentor: UUID


class ProposalOut(PairIn):
    """A pair that could be."""

    novice_name: str
    mentor_name: str
    is_near: bool


class WorkloadOut(Schema):
    """What one teacher did."""

    uid: UUID
    name: str
    sessions: int
    minutes: int
    messages: int
    answers: int


class DevicesIn(Schema):
    """Which of the two work."""

    microphone: bool = False
    camera: bool = False


class ToldOut(Schema):
    """How many were told."""

    count: int


@router.get(BOARD, response=BoardOut, url_name="readiness_board")
def board(request: Request, university: str) -> dict[str, Any]:
    """Give how far each department is, and each teacher."""
    found = queries.board_of(access.board_to_see(request.user, university=university), now=now())
    codes = {each.unit.pk: each.unit.code for each in found.departments if each.unit}
    return {
        "drill": found.drill.course.get_absolute_url() if found.drill else None,
        "departments": [
            {
                "code": each.unit.code if each.unit else "",
                "name": str(each.unit) if each.unit else "",
                "week_one": each.up,
                **{name: getattr(each, name) for name in ("teachers", "drilled", "tested", "ready")},
            }
            for each in found.departments
        ],
        "teachers": [_teacher_out(row, codes) for row in found.rows],
    }


@router.put(f"{BOARD}/drill", response={204: None}, url_name="readiness_drill")
def choose_drill(request: Request, university: str, said: DrillIn) -> Status[None]:
    """Choose the course that teachers are to finish first."""
    place = access.board_to_see(request.user, university=university)
    course = catalog.course_to_see(request.user, university=said.university, course=said.course)
    if not (course.is_published and course.is_ours):
        raise NotThere
    actions.choose_drill(university=place, course=course, by=_person(request), now=now())
    return Status(204, None)


@router.post(f"{BOARD}/reminders", response=ToldOut, url_name="readiness_reminders")
def remind(request: Request, university: str, said: PeopleIn) -> dict[str, int]:
    """Remind these teachers of what they lack; who was reminded today is left in peace."""
    place, moment = access.board_to_see(request.user, university=university), now()
    wanted = set(said.people)
    rows = queries.board_of(place, now=moment).rows
    lacking = {row.person: row.lacks for row in rows if row.lacks and row.person.uid in wanted}
    return {"count": actions.remind(university=place, lacking=lacking, by=_person(request), now=moment)}


@router.get(f"{BOARD}/proposals", response=list[ProposalOut], url_name="readiness_proposals")
def proposals(request: Request, university: str) -> list[dict[str, Any]]:
    """Propose who could stand by whom."""
    place = access.board_to_see(request.user, university=university)
    return [
        {
            "novice": each.novice.uid,
            "mentor": each.mentor.uid,
            "novice_name": str(each.novice),
            "mentor_name": str(each.mentor),
            "is_near": each.is_near,
        }
        for each in queries.proposals_for(place, now=now())
    ]


@router.post(f"{BOARD}/pairs", response={201: ToldOut}, url_name="readiness_pairs")
def pair(request: Request, university: str, said: list[PairIn]) -> Status[dict[str, int]]:
    """Pair colleagues, and tell both of each pair."""
    place, moment = access.board_to_see(request.user, university=university), now()
    known = queries.teachers_among(place, {uid for each in said for uid in (each.novice, each.mentor)}, now=moment)
    if any(each.novice not in known or each.mentor not in known for each in said):
        raise actions.NobodyToPair
    wanted = [(known[each.novice], known[each.mentor]) for each in said]
    made = actions.pair(university=place, pairs=wanted, by=_person(request), now=moment)
    return Status(201, {"count": len(made)})


@router.get(f"{BOARD}/workload", response=list[WorkloadOut], url_name="readiness_workload")
def workload(request: Request, university: str, since: date, until: date) -> list[dict[str, Any]]:
    """Give what each teacher did between two days, both counted."""
    place = access.board_to_see(request.user, university=university)
    if not LONGEST_REPORT >= until - since >= LONGEST_REPORT * 0:
        raise TooLong
    return [
        {
            "uid": each.person.uid,
            "name": str(each.person),
            **{name: getattr(each, name) for name in ("sessions", "minutes", "messages", "answers")},
        }
        for each in queries.workload_of(place, from_on=since, to_on=until)
    ]


@router.put("/me/devices", response={204: None}, url_name="my_devices")
def note_devices(request: Request, said: DevicesIn) -> Status[None]:
    """Say which of microphone and camera work."""
    actions.note_devices(person=_person(request), has_microphone=said.microphone, has_camera=said.camera, now=now())
    return Status(204, None)


def _teacher_out(row: queries.TeacherRow, codes: dict[int, str]) -> dict[str, Any]:
    names = ("drilled_at", "microphone_at", "camera_at", "classes", "classes_up", "reminded_at")
    return {
        **{name: getattr(row, name) for name in names},
        "uid": row.person.uid,
        "name": str(row.person),
        "departments": sorted(codes[key] for key in row.units),
        "sessions_held": row.held,
        "lacks": list(row.lacks),
    }


def _person(request: Request) -> Any:
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user
