from datetime import date

import pytest

from xingtan.census.adapters import engines
from xingtan.census.rules.measures import DIMENSIONS, MEASURES, CannotBeAsked
from xingtan.census.tests.store import START, Store, dirty
from xingtan.census.tests.wholes import EXACT, counted, counted_apart

END = date(2020, 3, 9)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return dirty(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="module")
def by_duckdb(files):
    with engines.engine(files.files, counting="duckdb") as engine:
        return counted(engine)


def ask(files, key, **asked):
    with engines.engine(files.files, counting="duckdb") as engine:
        return engine.rows(MEASURES[key].of(engine.tables(), **asked))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_clickhouse_counts_the_same_to_the_row(files, by_duckdb):
    with engines.engine(files.files, counting="chdb") as engine:
        found = counted_apart(engine)

    assert [key for key in EXACT if found[key] != by_duckdb[key]] == []
    assert all(found[key] for key in EXACT)


def test_every_measure_says_what_it_means():
    for measure in MEASURES.values():
        assert measure.title, measure.key
        assert measure.says.endswith("."), measure.key
        assert measure.silent.endswith("."), measure.key
        assert set(measure.by) <= set(DIMENSIONS)
        assert measure.adds <= set(measure.by)
        assert measure.people is None or measure.people in MEASURES


@pytest.mark.parametrize("key", EXACT)
def test_parts_add_up_where_the_definition_says_so(by_duckdb, key):
    measure, rows = MEASURES[key], by_duckdb[key]
    names = ("numerator", "denominator") if measure.ratio else ("value",)
    for name in names if key != "retention" else ():
        [total] = [row[name] for row in rows if row["cut"] == ""]
        for dimension in measure.adds - ({"quarter"} if measure.owner and "stock_start" in rows[0] else set()):
            assert sum(row[name] for row in rows if row["cut"] == dimension) == total, dimension


def test_growth_is_moocs_and_others(by_duckdb):
    sums = {
        key: next(row for row in by_duckdb[key] if row["cut"] == "")
        for key in ("new_moocs", "new_other_courses", "growth")
    }

    for name in ("value", "joined", "left", "stock_start", "stock_end"):
        assert sums["growth"][name] == sums["new_moocs"][name] + sums["new_other_courses"][name]


def test_growth_is_the_difference_of_stocks_and_shows_who_left(files):
    for row in ask(files, "new_moocs", by=["quarter"]):
        assert row["value"] == row["stock_end"] - row["stock_start"] == row["joined"] - row["left"]
    [whole] = ask(files, "new_moocs")
    assert whole["left"] > 0


def test_the_two_readings_of_lesson_differ_and_neither_is_attendances(files):
    [held], [sections], [attended] = ask(files, "lessons"), ask(files, "lessons_by_section"), ask(files, "attendances")

    assert len({held["value"], sections["value"], attended["value"]}) == 3


def test_a_sketch_is_near(files):
    [exact], [about] = ask(files, "distinct_learners"), ask(files, "distinct_learners_approx")

    assert abs(about["value"] - exact["value"]) <= 0.1 * exact["value"]


def test_retention_begins_with_all(files):
    rows = ask(files, "retention", start=START, end=END)

    assert rows[0]["numerator"] == rows[0]["denominator"] == rows[0]["active"]
    assert [row["since"] for row in rows] == [0, 1, 2, 3]


def test_only_the_days_that_are_wanted_are_read(files):
    with engines.engine(files.files) as engine:
        tables = engine.tables(days=[START])
        [found] = engine.rows(MEASURES["attendances"].of(tables))

    assert found == ask(files, "attendances", start=START, end=START)[0]


@pytest.mark.parametrize("counting", ["duckdb", "chdb"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_nothing_was_closed_yet(tmp_path, counting):
    empty = Store(tmp_path / "none")

    with engines.engine(empty.files, counting=counting) as engine:
        tables = engine.tables()
        for key in ("lessons", "distinct_learners", "attendance_rate", "growth", "teachers"):
            [row] = engine.rows(MEASURES[key].of(tables))
            assert set(row.values()) == {0}
            assert engine.rows(MEASURES[key].of(tables, by=["university"])) == []


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("universities", {"by": ["day"]}),
        ("lessons", {"by": ["day", "day"]}),
        ("lessons", {"by": ["weather"]}),
        ("lessons", {"start": END, "end": START}),
        ("retention", {}),
        ("retention", {"start": START, "end": date(2030, 1, 1)}),
    ],
)
def test_what_cannot_be_asked_is_refused(files, key, asked):
    with pytest.raises(CannotBeAsked):
        ask(files, key, **asked)


def test_an_engine_that_is_none_is_named():
    with pytest.raises(engines.EngineMissing, match="abacus"), engines.engine(counting="abacus"):
        pass


def test_what_is_put_on_disk_goes_with_the_engine(files, store):
    with engines.engine(files.files) as engine:
        engine.rows(MEASURES["lessons"].of(engine.tables()))

    assert list((store / "counting" / "spilled").iterdir()) == []
