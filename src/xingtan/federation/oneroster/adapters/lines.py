"""One line of a OneRoster file as a fact, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from xingtan.federation.oneroster import rules
from xingtan.rosters.registry import Bad, Class, Contents, Course, Enrollment, Org, Role, Term, User, day

LONGEST = 200
_address = re.compile(r"[^@\s\"<>,;]{1,64}@[^@\s\"<>,;]{1,180}\.[^@\s\"<>,;.]{2,}")


class Skipped(Exception):
    """The line says nothing that can be used; why was written down."""


class Line:
    """A line by the names of its columns, in whatever case they are written."""

    __slots__ = ("_cells", "_columns", "bad", "file", "number")

    def __init__(
        self, columns: Mapping[str, int], cells: Sequence[str], file: str, number: int, contents: Contents
    ) -> None:
        self._columns, self._cells, self.file, self.number, self.bad = columns, cells, file, number, contents.bad

    def __call__(self, name: str, *, most: int = LONGEST) -> str:
        """Give what stands in a column; nothing if there is none."""
        place = self._columns.get(name)
        said = self._cells[place].strip() if place is not None else ""
        if len(said) > most:
            self.say("error", "long_value", f"{name}: {said[:40]}…")
            raise Skipped
        return said

    def needed(self, name: str) -> str:
        """Give what has to be there."""
        said = self(name.casefold(), most=255)
        if not said:
            self.say("error", "no_id" if name == "sourcedId" else "no_value", name)
            raise Skipped
        return said

    def day(self, name: str) -> date | None:
        """Read a date."""
        said = self(name)
        try:
            return day(said)
        except ValueError:
            self.say("error", "bad_date", f"{name}: {said[:60]}")
            raise Skipped from None

    def say(self, level: Any, what: str, why: str = "") -> None:
        """Write down what is wrong here."""
        self.bad.append(Bad(level, self.file, self.number, what, why))

    def about(self) -> dict[str, Any]:
        """Give what every fact has: its id, its place, whether it is gone."""
        status = self("status").casefold()
        if status not in rules.STATUSES:
            self.say("error", "bad_status", status[:60])
            raise Skipped
        return {
            "sourced_id": self.needed("sourcedId"),
            "file": self.file,
            "line": self.number,
            "is_gone": rules.STATUSES[status],
        }


def org(line: Line, contents: Contents) -> None:
    """Read a part of the university."""
    about = line.about()
    name = line("name") if about["is_gone"] else line.needed("name")
    contents.add(Org(**about, name=name, code=line("identifier", most=80), parent=line("parentsourcedid", most=255)))


def term(line: Line, contents: Contents) -> None:
    """Read an academic session."""
    contents.add(
        Term(
            **line.about(),
            title=line("title"),
            starts_on=line.day("startdate"),
            ends_on=line.day("enddate"),
            parent=line("parentsourcedid", most=255),
        )
    )


def course(line: Line, contents: Contents) -> None:
    """Read a course."""
    about = line.about()
    title = line("title", most=400) or line("coursecode")
    contents.add(Course(**about, title=title, code=line("coursecode"), org=line("orgsourcedid", most=255)))


def class_(line: Line, contents: Contents) -> None:
    """Read a class."""
    about = line.about()
    contents.add(
        Class(
            **about,
            title=line("title", most=400),
            course=line("coursesourcedid", most=255) if about["is_gone"] else line.needed("courseSourcedId"),
            code=line("classcode"),
            org=line("schoolsourcedid", most=255),
            terms=rules.as_list(line("termsourcedids", most=4000) or line("termsourcedid", most=255)),
            location=line("location"),
        )
    )


def user(line: Line, contents: Contents) -> None:
    """Read a person; in 1.1 their role stands beside them."""
    about = line.about()
    if line("enableduser").casefold() in ("false", "0", "no") and not about["is_gone"]:
        line.say("warning", "is_off")
        about["is_gone"] = True
        contents.off.add(about["sourced_id"])
    if line("password", most=10_000) and not any(each.what == "password" for each in contents.bad):
        line.say("error", "password")
    given = line("preferredfirstname", most=150) or line("givenname", most=150)
    family = line("preferredlastname", most=150) or line("familyname", most=150)
    email = line("email", most=1000).lower()
    if email and (len(email) > 254 or not _address.fullmatch(email)):
        line.say("warning", "bad_email", email[:100])
        email = ""
    if not (given or family or about["is_gone"]):
        line.say("warning", "no_name")
    orgs = rules.as_list(line("orgsourcedids", most=4000) or line("primaryorgsourcedid", most=255))
    role = line("role").casefold()
    contents.add(
        User(
            **about,
            given=given,
            middle=line("preferredmiddlename", most=150) or line("middlename", most=150),
            family=family,
            email=email,
            username=line("username", most=255),
            identifier=line("identifier", most=255),
            master_identifier=line("usermasteridentifier", most=255)
            or rules.user_number(line("userids", most=4000), "Fed"),
            orgs=orgs,
        )
    )
    if role:
        _own_roles(line, contents, about, role, orgs)


def _own_roles(line: Line, contents: Contents, about: dict[str, Any], role: str, orgs: tuple[str, ...]) -> None:
    stands = rules.AT_UNIVERSITY.get(role)
    if stands is None:
        line.say("error", "bad_role", role[:60])
        return
    if not stands:
        line.say("warning", "other_role", role)
        return
    for each in orgs or ("",):
        sourced_id = f"{about['sourced_id']}/{role}/{each}"[:255]
        contents.add(Role(**{**about, "sourced_id": sourced_id}, user=about["sourced_id"], role=stands, org=each))


def role(line: Line, contents: Contents) -> None:
    """Read what a person is."""
    about = line.about()
    said = line.needed("role").casefold()
    stands = rules.AT_UNIVERSITY.get(said)
    if stands is None and not said.startswith("ext:"):
        line.say("error", "bad_role", said[:60])
        return
    if not stands:
        line.say("warning", "other_role", said[:60])
        return
    contents.add(
        Role(
            **about,
            user=line.needed("userSourcedId"),
            role=stands,
            org=line("orgsourcedid", most=255),
            begins_on=line.day("begindate"),
            ends_on=line.day("enddate"),
        )
    )


def enrollment(line: Line, contents: Contents) -> None:
    """Read who is in which class."""
    about = line.about()
    said = line.needed("role").casefold()
    stands = rules.IN_CLASS.get(said)
    if stands is None and not said.startswith("ext:"):
        line.say("error", "bad_role", said[:60])
        return
    if not stands:
        line.say("warning", "other_role", said[:60])
        return
    contents.add(
        Enrollment(
            **about,
            class_=line.needed("classSourcedId"),
            user=line.needed("userSourcedId"),
            role=stands,
            begins_on=line.day("begindate"),
            ends_on=line.day("enddate"),
        )
    )


MAKERS: dict[str, Callable[[Line, Contents], None]] = {
    "org": org,
    "term": term,
    "course": course,
    "class": class_,
    "user": user,
    "role": role,
    "enrollment": enrollment,
}
