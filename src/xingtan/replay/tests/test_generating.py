import hashlib
import json
from datetime import date
from fractions import Fraction

import duckdb
import pytest

from xingtan.eventstore import public as eventstore
from xingtan.eventstore.public import FAMILIES
from xingtan.replay import public as replay
from xingtan.replay.actions import AnotherSpring
from xingtan.replay.adapters.engine import Draws, connect
from xingtan.replay.adapters.target import Folder
from xingtan.replay.rules.published import BY_8_MAY

SCALE = Fraction(1, 10_000)

# Each generates a spring: seconds, of which most are spent in many small queries.
pytestmark = pytest.mark.slow


def parts(folder, family):
    return sorted(folder.root.glob(f"raw/{family}/*/*.parquet"))


def digests(folder):
    found = sorted(folder.root.glob("raw/*/*/*.parquet"))
    return {str(each.relative_to(folder.root)): hashlib.sha256(each.read_bytes()).hexdigest() for each in found}


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("generated") / "spring")
    return folder, replay.generate(scale=SCALE, until=BY_8_MAY.until, store=folder)


def ask(folder, family, asked):
    files = [str(each) for each in parts(folder, family)]
    return duckdb.connect().execute(asked.format(f"read_parquet({files}, hive_partitioning = false)")).fetchall()


def test_sums_are_the_published_row(generated):
    _, made = generated
    row = BY_8_MAY.smaller(SCALE)

    together = made.truth["together"]
    assert together == {
        "universities": row.universities,
        "teachers": row.teachers,
        "courses": row.courses,
        "lessons": row.lessons,
        "attendances": row.attendances,
    }
    assert made.truth["counted"]["learners"] == row.learners


def test_no_platform_of_the_site_can_be_a_source_of_it(generated):
    folder, _ = generated

    sources = {
        source
        for family in ("attended", "courses")
        for (source,) in ask(folder, family, "select distinct source from {}")
    }

    assert {30_001, 30_038} <= sources
    assert sources <= set(eventstore.GENERATED)
    assert not sources & set(eventstore.PARTNERS)


def test_a_spring_of_an_earlier_version_is_not_gone_on_with(folder):
    told = {"spec": {"scale": "1/10000", "until": "2020-04-03", "seed": 2020, "version": 1}, "done": {}}
    (folder.room().parent / "progress.json").write_text(json.dumps(told))

    with pytest.raises(AnotherSpring, match="earlier version"):
        replay.generate(scale=SCALE, store=folder)


def test_attendances_are_not_lessons(generated):
    _, made = generated
    counted = made.truth["counted"]

    assert counted["attendances"] > 100 * counted["lessons"]


def test_parts_have_the_columns_of_their_families(generated):
    folder, _ = generated
    for family in ("attended", "held", "accounts", "courses", "enrolled"):
        columns = [each[0] for each in ask(folder, family, "describe select * from {}")]
        assert columns == [name for name, _ in FAMILIES[family]]


def test_streams_are_dirty(generated):
    folder, made = generated

    assert all(made.truth["planted"].values())
    rows, events, back, strange, negative = ask(
        folder,
        "attended",
        """select count(*), count(distinct (source, event)), count(*) filter (not is_attended),
            count(*) filter (year(joined_at) in (1970, 2035)), count(*) filter (seconds < 0) from {}""",
    )[0]
    planted = made.truth["planted"]
    assert rows - events == planted["duplicate"]
    assert (back, strange, negative) == (
        planted["taken_back"],
        planted["past"] + planted["future"],
        planted["negative"],
    )


def test_nobody_is_twice_at_a_lesson_on_the_day_itself(generated):
    folder, _ = generated
    files = [str(each) for each in parts(folder, "attended") if each.stem.endswith("-1")]

    twice = f"select count(*) - count(distinct (session, account)) from read_parquet({files})"
    assert duckdb.connect().execute(twice).fetchone() == (0,)


def test_attendance_is_skewed_as_it_is(generated):
    folder, _ = generated
    middle, mean, most, weekend, share = ask(
        folder,
        "held",
        """select median(enrolled), avg(enrolled), max(enrolled), count(*) filter (dayofweek(starts_at) in (0, 6)),
            count(*)::double from {} where not is_cancelled""",
    )[0]

    assert middle < mean < most
    assert 0.02 < weekend / share < 0.15


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("whole") / "spring")
    return folder, replay.generate(scale=SCALE, store=folder)


def test_generation_goes_on_where_it_was_killed_and_gives_the_same_bytes(folder, whole):
    there, expected = whole

    def killed(done, total, sentence):
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replay.generate(scale=SCALE, store=folder, threads=1, say=killed)
    made = replay.generate(scale=SCALE, store=folder)

    assert made.skipped >= 20
    assert made.days + made.skipped == expected.days
    assert made.truth == expected.truth
    assert digests(folder) == digests(there)


def test_another_seed_is_another_spring_and_does_not_go_into_the_same_store(folder, whole):
    there, expected = whole
    with pytest.raises(AnotherSpring, match="scale 1/10000"):
        replay.generate(scale=SCALE, store=there, seed=7)

    made = replay.generate(scale=SCALE, store=folder, seed=7)

    assert made.truth["together"] == expected.truth["together"]
    assert made.truth["by_day"] != expected.truth["by_day"]
    assert set(digests(folder).values()).isdisjoint(digests(there).values())


def test_draws_are_independent_of_each_other():
    draws = Draws(2020)
    with connect() as con:
        related, mean, same = con.execute(f"""
            select corr({draws.u("a", "i")}, {draws.u("b", "i")}), avg({draws.u("a", "i")}),
                count(*) filter ({draws.bits("a", "i")} = {draws.bits("b", "i")}) from range(200000) t(i)""").fetchall()[0]
        sundays = con.execute(f"""
            select count(distinct {draws.below(7, "day", "i")}) from range(10000) t(i) where {draws.u("week", "i")} > 0.9""").fetchone()

    assert abs(related) < 0.01
    assert abs(mean - 0.5) < 0.01
    assert (same, sundays) == (0, (7,))


def test_truth_lies_beside_what_is_put_and_not_in_it(generated):
    folder, made = generated

    assert json.loads((folder.root / "truth.json").read_text()) == made.truth
    assert not list(folder.root.glob("raw/**/*truth*"))
    assert replay.truth(folder.root / "truth.json")["until"] == date(2020, 5, 8).isoformat()
