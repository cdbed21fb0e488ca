"""The lists of an invented university: the same numbers and the same seed give the same bytes."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SEED = 2020
# A student of 2020 took part in 66 lessons of 7.6 each course had: so many classes.
CLASSES_A_STUDENT = 8.76
SLOTS = tuple((day, hour) for hour in ("08:00-09:35", "10:00-11:35", "14:00-15:35", "16:00-17:35") for day in range(5))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WEEKS = 16
_GIVEN = {
    "latin": "Amara Ben Chiara Dario Elif Farah Goran Hana Inês Jonas Kaya Luís Maïa Nuno Olga Petra Quentin Rosa Søren Tomás Umut Vera Wanja Yara Zoë",
    "chinese": "伟 芳 娜 敏 静 强 磊 洋 艳 勇 军 杰 娟 涛 明 超 秀兰 霞 平 刚",
    "arabic": "أحمد فاطمة محمد مريم علي نور يوسف ليلى عمر سارة",
}
_FAMILY = {
    "latin": "Abara Brandão Costa Dubois Eriksson Fischer Gonçalves Haddad Ivanova Jansen Kowalski Lindqvist Mensah Novák Okafor Papadopoulos Quispe Rossi Schröder Traoré Ueda Varga Weiß Yılmaz Zamora",
    "chinese": "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱 胡 郭 何 高 林 罗",
    "arabic": "الحسن حداد منصور خليل النجار سليمان العلي درويش",
}
_FIELDS = "Physics Chemistry Biology Mathematics Informatics Medicine Nursing Law Economics History Philosophy Literature Linguistics Education Psychology Sociology Geography Geology Architecture Agronomy Music Arts Electrical_engineering Civil_engineering".split()
_KINDS = "Introduction_to Foundations_of Methods_of History_of Topics_in Advanced Laboratory_of Seminar_in Problems_of".split()
_ABOUT = (
    "the_field measurement models data society practice theory materials language energy water health design".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many of each there are."""

    students: int = 12_200
    teachers: int = 653
    courses: int = 648
    sessions: int = 4_906


AVERAGE = Size()


@dataclass(frozen=True, slots=True)
class Lists:
    """What the university's own programs give.

    :param roster: a OneRoster 1.2 zip
    :param timetable: a table of weekly lessons
    """

    roster: bytes
    timetable: bytes
    starts_on: date
    ends_on: date


def made(size: Size = AVERAGE, *, starts_on: date, slug: str = "average", seed: int = SEED) -> Lists:
    """Invent the lists of a university whose term begins in the week of that day.

    Students come in groups that are taught everything together, each in a room of its own, so that nothing clashes.
    """
    chance = Random(seed)
    monday = starts_on - timedelta(days=starts_on.weekday())
    ends_on = monday + timedelta(days=7 * WEEKS - 3)
    groups = max(1, round(size.courses / CLASSES_A_STUDENT))
    files: dict[str, Iterable[Sequence[str]]] = {
        "orgs": _orgs(),
        "academicSessions": _terms(monday, ends_on),
        "courses": _courses(size, chance),
        "classes": _classes(size),
        "users": _users(size, slug, chance),
        "roles": _roles(size),
        "enrollments": _enrollments(size, groups),
    }
    return Lists(_packed(files), _timetable(size, groups), monday, ends_on)


def _orgs() -> Iterator[Sequence[str]]:
    yield ("sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId")
    yield ("u", "", "", "University", "school", "U", "")
    for number, name in enumerate(_FIELDS):
        yield (f"d{number:02}", "", "", name.replace("_", " "), "department", name[:3].upper() + f"{number:02}", "u")


def _terms(monday: date, ends_on: date) -> Iterator[Sequence[str]]:
    yield (
        *("sourcedId", "status", "dateLastModified", "title", "type", "startDate", "endDate"),
        *("parentSourcedId", "schoolYear"),
    )
    yield ("t1", "", "", f"Term {monday.year}", "term", str(monday), str(ends_on), "", str(monday.year))


def _department(number: int) -> str:
    return f"d{number % len(_FIELDS):02}"


def _courses(size: Size, chance: Random) -> Iterator[Sequence[str]]:
    yield ("sourcedId", "status", "dateLastModified", "schoolYearSourcedId", "title", "courseCode", "orgSourcedId")
    for number in range(size.courses):
        field = _FIELDS[number % len(_FIELDS)].replace("_", " ")
        title = f"{chance.choice(_KINDS)} {field}: {chance.choice(_ABOUT)}".replace("_", " ")
        yield (f"c{number:04}", "", "", "", title, f"{field[:3].upper()}{100 + number}", _department(number))


def _classes(size: Size) -> Iterator[Sequence[str]]:
    yield (
        *("sourcedId", "status", "dateLastModified", "title", "courseSourcedId", "classCode", "classType"),
        *("location", "schoolSourcedId", "termSourcedIds"),
    )
    for number in range(size.courses):
        code = class_code(number)
        yield (f"k{number:04}", "", "", f"Class {code}", f"c{number:04}", code, "scheduled", "Main campus", "u", "t1")


def class_code(number: int) -> str:
    """Give the code by which the timetable names a class."""
    return f"{_FIELDS[number % len(_FIELDS)][:3].upper()}{100 + number}-A"


def _users(size: Size, slug: str, chance: Random) -> Iterator[Sequence[str]]:
    yield (
        *(
            "sourcedId",
            "status",
            "dateLastModified",
            "enabledUser",
            "username",
            "givenName",
            "familyName",
            "identifier",
        ),
        *("email", "userMasterIdentifier", "primaryOrgSourcedId"),
    )
    for letter, count in (("s", size.students), ("t", size.teachers)):
        for number in range(count):
            script = chance.choices(("latin", "chinese", "arabic"), (8, 5, 2))[0]
            given, family = chance.choice(_GIVEN[script].split()), chance.choice(_FAMILY[script].split())
            key = f"{letter}{number:05}"
            email = f"{key}@{slug}.example"
            yield (
                key,
                "",
                "",
                "true",
                key,
                given,
                family,
                f"{key.upper()}",
                email,
                f"{slug}-{key}",
                _department(number),
            )


def _roles(size: Size) -> Iterator[Sequence[str]]:
    yield (
        *("sourcedId", "status", "dateLastModified", "userSourcedId", "roleType", "role", "beginDate", "endDate"),
        "orgSourcedId",
    )
    for letter, role, count in (("s", "student", size.students), ("t", "teacher", size.teachers)):
        for number in range(count):
            key = f"{letter}{number:05}"
            yield (f"r-{key}", "", "", key, "primary", role, "", "", _department(number))


def _enrollments(size: Size, groups: int) -> Iterator[Sequence[str]]:
    yield (
        *("sourcedId", "status", "dateLastModified", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
        *("primary", "beginDate", "endDate"),
    )
    of_group: list[list[int]] = [[] for _group in range(groups)]
    for student in range(size.students):
        of_group[student % groups].append(student)
    for number in range(size.courses):
        key = f"k{number:04}"
        yield (f"e-{key}-t", "", "", key, "u", f"t{number % size.teachers:05}", "teacher", "true", "", "")
        for student in of_group[number % groups]:
            yield (f"e-{key}-{student:05}", "", "", key, "u", f"s{student:05}", "student", "", "", "")
    # Whoever teaches no class of their own helps in one.
    for teacher in range(size.courses, size.teachers):
        key = f"k{teacher % size.courses:04}"
        yield (f"e-{key}-a{teacher}", "", "", key, "u", f"t{teacher:05}", "aide", "", "", "")


def _timetable(size: Size, groups: int) -> bytes:
    kept = io.StringIO(newline="")
    table = csv.writer(kept)
    table.writerow(("id", "class", "weekday", "from", "to", "weeks", "room", "campus", "mode"))
    least, more = divmod(size.sessions, size.courses)
    for number in range(size.courses):
        group, turn = number % groups, number // groups
        day, hours = SLOTS[(turn * 7 + group) % len(SLOTS)]
        starts, _, ends = hours.partition("-")
        weeks = f"1-{least + (number < more)}"
        room = f"R{group:03}"
        table.writerow(
            (f"L{number:04}", class_code(number), DAYS[day], starts, ends, weeks, room, "Main campus", "both")
        )
    return kept.getvalue().encode()


def _packed(files: dict[str, Iterable[Sequence[str]]]) -> bytes:
    manifest = [("propertyName", "value"), ("manifest.version", "1.0"), ("oneroster.version", "1.2")]
    manifest += [(f"file.{name}", "bulk") for name in files]
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for name, lines in {"manifest": manifest, **files}.items():
            text = io.StringIO(newline="")
            csv.writer(text).writerows(lines)
            # The moment of packing would make other bytes each time.
            out.writestr(zipfile.ZipInfo(f"{name}.csv", (2020, 2, 17, 0, 0, 0)), text.getvalue(), zipfile.ZIP_DEFLATED)
    return kept.getvalue()
