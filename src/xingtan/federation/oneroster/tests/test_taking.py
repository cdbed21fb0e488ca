"""A roster becomes a university; said again it changes nothing; spoiled, it changes nothing either."""

from __future__ import annotations

import pytest

from xingtan.catalog import public as catalog
from xingtan.federation.oneroster.tests.factories import FILES, packed, said
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.rosters import public as rosters
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db


def problems(roster: rosters.Roster) -> list[tuple[str, str, int, str]]:
    return list(roster.problems.order_by("pk").values_list("level", "file", "line", "what"))


def test_roster_becomes_a_university(hand_in, apricot):
    roster = hand_in(packed())

    assert problems(roster) == []
    assert roster.taken_at is not None
    assert roster.result["account"] == {"made": 5}
    units = universities.Unit.objects.filter(university=apricot).order_by("code")
    assert [(each.code, str(each)) for each in units] == [("HIS", "历史系"), ("PHY", "Physics")]
    classes = teaching.Class.objects.select_related("run__course", "unit").order_by("code")
    assert [(each.code, str(each.run.course), each.unit.code, each.campus) for each in classes] == [
        ("HIS202-A", "Qing history", "HIS", ""),
        ("PHY101-A", "Optics", "PHY", "North"),
    ]
    run = classes[1].run
    assert run.starts_at.isoformat() == "2026-02-16T16:00:00+00:00"
    assert run.ends_at.isoformat() == "2026-06-30T16:00:00+00:00"
    assert (run.course.kind, run.course.status) == ("other", "draft")
    mei = people.Person.objects.get(email="mei@apricot.example")
    assert (mei.name, mei.zone, mei.has_usable_password()) == ("李美", "Asia/Shanghai", False)
    tara = people.Person.objects.get(email="tara@apricot.example")
    assert (tara.name, tara.latin_name, tara.has_duties) == ("Tara Q. Teacher", "Tara Q. Teacher", True)
    assert people.Person.objects.get(name="Inès Durand").email is None
    learners = learning.Enrollment.objects.current().filter(run=run).order_by("learner__name")
    assert [each.learner.name for each in learners] == ["Omar Haddad", "李美"]
    roles = catalog.CourseRole.objects.filter(run=run).order_by("role")
    assert [(each.person.name, each.role) for each in roles] == [
        ("Abe Aide", "assistant"),
        ("Tara Q. Teacher", "teacher"),
    ]
    assert catalog.can_teach(tara, run.course)
    staff = universities.Membership.objects.filter(university=apricot, role="staff").order_by("person__name")
    assert [each.person.name for each in staff] == ["Abe Aide", "Tara Q. Teacher"]
    names = list(Outbox.objects.values_list("name", flat=True))
    assert (names.count("people.joined"), names.count("learning.enrolled"), names.count("rosters.taken_in")) == (
        6,
        4,
        1,
    )


def test_again_it_changes_nothing(hand_in):
    hand_in(packed())
    before = Outbox.objects.count()

    roster = hand_in(packed())

    assert roster.result == {}
    assert {
        kind: (of["new"], of["changed"], of["gone"]) for kind, of in roster.counts["kinds"].items()
    } == dict.fromkeys(("org", "term", "course", "class", "user", "role", "enrollment"), (0, 0, 0))
    told = set(Outbox.objects.order_by("pk")[before:].values_list("name", flat=True))
    assert told <= {"rosters.looked_through", "rosters.taken_in", "jobs.started", "jobs.ended"}


def test_who_is_no_longer_named_leaves_and_is_kept(hand_in):
    hand_in(packed())
    without = said("users", ("p2,,,true,omar,,Omar,Haddad,,2026002,omar@apricot.example,,,,,,M2,d1,\n", ""))
    roles = said("roles", ("r2,,,p2,primary,student,,,d1,\n", ""))
    places = said("enrollments", ("e2,,,k1,u,p2,student,,,\n", ""), ("e6,,,k2,u,p2,student,,,\n", ""))

    roster = hand_in(packed({"users": without, "roles": roles, "enrollments": places}))

    assert roster.result == {"enrollment": {"gone": 2}, "role": {"gone": 1}, "user": {"gone": 1}}
    omar = people.Person.objects.get(email="omar@apricot.example")
    assert omar.is_active
    enrollments = learning.Enrollment.objects.filter(learner=omar)
    assert enrollments.count() == 2
    assert not enrollments.current().exists()
    reasons = {each.reason for enrollment in enrollments for each in enrollment.withdrawals.all()}
    assert reasons == {"The roster “roster.zip” no longer names this place."}

    back = hand_in(packed())

    assert back.result == {"enrollment": {"changed": 2}, "role": {"changed": 1}, "user": {"changed": 1}}
    assert enrollments.current().count() == 2
    assert people.Person.objects.filter(name="Omar Haddad").count() == 1


def test_delta_says_only_what_changed(hand_in):
    hand_in(packed())
    manifest = FILES["manifest"].replace("bulk", "delta")
    only = {
        "manifest": manifest,
        "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\nd1,active,2026-03-01,Physics and Optics,department,PHY,u\n",
        "academicSessions": FILES["academicSessions"].splitlines()[0] + "\n",
        "courses": FILES["courses"].splitlines()[0] + "\n",
        "classes": FILES["classes"].splitlines()[0] + "\n",
        "users": FILES["users"].splitlines()[0] + "\np1,tobedeleted,2026-03-01" + "," * 16 + "\n",
        "roles": FILES["roles"].splitlines()[0] + "\n",
        "enrollments": FILES["enrollments"].splitlines()[0] + "\ne7,active,2026-03-01,k2,u,p4,teacher,,,\n",
    }

    roster = hand_in(packed(only))

    assert problems(roster) == []
    assert roster.result == {
        "org": {"changed": 1},
        "enrollment": {"new": 1, "gone": 1},
        "user": {"gone": 1},
        "role": {"gone": 1},
    }
    assert not learning.Enrollment.objects.current().filter(learner__email="mei@apricot.example").exists()
    assert learning.Enrollment.objects.current().count() == 3


SPOILED: dict[str, tuple[dict[str, str | bytes | None], list[tuple[str, str, int, str]] | None]] = {
    "orphan class": ({"enrollments": said("enrollments", ("e3,,,k2", "e3,,,k9"))}, [("error", "enrollments.csv", 4, "no_class")]),
    "orphan user": ({"enrollments": said("enrollments", ("u,p3", "u,p9"))}, [("error", "enrollments.csv", 4, "no_user")]),
    "orphan course": ({"classes": said("classes", (",c2,", ",c9,"))}, [("error", "classes.csv", 3, "no_course")]),
    "orphan term": ({"classes": said("classes", ("North,u,t1", "North,u,t7"))}, [("error", "classes.csv", 2, "no_term")]),
    "orphan org": ({"roles": said("roles", ("r3,,,p3,primary,student,,,d2", "r3,,,p3,primary,student,,,d9"))}, [("error", "roles.csv", 4, "no_org")]),
    "cycle": ({"orgs": said("orgs", ("AU,\n", "AU,d2\n"))}, [("error", "orgs.csv", 2, "circle_org")]),
    "own parent": ({"orgs": said("orgs", ("PHY,u", "PHY,d1"))}, [("error", "orgs.csv", 3, "circle_org")]),
    "double": ({"users": said("users", ("p2,", "p1,"))}, [("error", "users.csv", 3, "double"), ("error", "roles.csv", 3, "no_user"), ("error", "enrollments.csv", 3, "no_user"), ("error", "enrollments.csv", 7, "no_user")]),
    "bad date": ({"academicSessions": said("academicSessions", ("2026-06-30", "30 Juni"))}, [("error", "academicSessions.csv", 3, "bad_date"), ("error", "classes.csv", 2, "no_term"), ("error", "classes.csv", 3, "no_term")]),
    "29 February": ({"academicSessions": said("academicSessions", ("2026-02-17", "2026-02-29"))}, [("error", "academicSessions.csv", 3, "bad_date"), ("error", "classes.csv", 2, "no_term"), ("error", "classes.csv", 3, "no_term")]),
    "ends first": ({"academicSessions": said("academicSessions", ("2026-06-30", "2026-01-30"))}, [("error", "academicSessions.csv", 3, "ends_before")]),
    "ragged": ({"courses": said("courses", ("HIS202,,d2,,", "HIS202,,d2"))}, [("error", "courses.csv", 3, "ragged"), ("error", "classes.csv", 3, "no_course")]),
    "unclosed": ({"roles": said("roles", ("r4,,,p4", 'r4,,,"p4'))}, [("error", "roles.csv", 5, "unclosed")]),
    "binary": ({"users": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9}, None),
    "no column": ({"roles": said("roles", ("userSourcedId", "whom"))}, [("error", "roles.csv", 1, "no_column")]),
    "empty": ({"users": ""}, None),
    "role": ({"enrollments": said("enrollments", (",aide,", ",juggler,"))}, [("error", "enrollments.csv", 6, "bad_role")]),
    "status": ({"orgs": said("orgs", ("d1,,", "d1,maybe,"))}, None),
    "same address": ({"users": said("users", ("omar@", "mei@"))}, [("error", "users.csv", 3, "same_email")]),
    "missing file": ({"users": None}, None),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_spoiled_roster_is_refused_with_its_lines_and_nothing_is_taken_in(hand_in, apricot, name):
    files_, expected = SPOILED[name]
    before = people.Person.objects.count()

    roster = hand_in(packed(files_))

    errors = [each for each in problems(roster) if each[0] == "error"]
    assert errors
    assert roster.errors == len(errors)
    if expected is not None:
        assert sorted(errors) == sorted(expected)
    assert roster.taken_at is None
    assert people.Person.objects.count() == before
    assert not universities.Unit.objects.filter(university=apricot).exists()
    assert not rosters.Sourced.objects.exists()
    assert not teaching.Class.objects.exists()


def test_delta_that_moves_a_term_moves_its_classes(hand_in):
    hand_in(packed())
    when = ("t1,,,Spring,term,2026-02-17,2026-06-30", "t1,active,2026-03-01,Spring,term,2026-03-02,2026-07-10")
    only = {name: FILES[name].splitlines()[0] + "\n" for name in FILES}
    only["manifest"] = FILES["manifest"].replace("bulk", "delta")
    only["academicSessions"] = said("academicSessions", when, ("y,,,", "y,active,2026-03-01,"))

    looked = hand_in(packed(only), takes=False)
    days = set(catalog.Run.objects.values_list("starts_at", "ends_at"))
    taken = hand_in(packed(only))

    assert looked.counts["kinds"]["class"]["changed"] == 2
    after = {(str(start), str(end)) for start, end in catalog.Run.objects.values_list("starts_at", "ends_at")}
    assert len(days) == 1
    assert after == {("2026-03-01 16:00:00+00:00", "2026-07-10 16:00:00+00:00")}
    assert taken.result["class"] == {"changed": 2}
    assert hand_in(packed(only)).result == {}
