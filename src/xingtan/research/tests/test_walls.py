"""What the three walls keep out, each attack by itself; and what may be asked."""

import importlib.util
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest

from xingtan.eventstore import public as eventstore
from xingtan.research.adapters import asking
from xingtan.research.adapters.asking import QuestionRefused, TookTooLong, ask
from xingtan.research.rules import ON_A_PAGE, VIEWS, Limits

CHILD = Path(asking.__file__).with_name("child.py")
ATTACKS = [
    "COPY lesson TO '/tmp/x.csv'",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "ATTACH '/tmp/x.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET memory_limit = '99GB'",
    "RESET lock_configuration",
    "PRAGMA database_list",
    "CREATE TABLE x AS SELECT 1",
    "DROP VIEW lesson",
    "INSERT INTO lesson VALUES (1)",
    "CREATE MACRO f(x) AS x",
    "EXPORT DATABASE '/tmp/x'",
    "CALL pragma_version()",
    "EXPLAIN ANALYZE SELECT 1",
    "PREPARE p AS SELECT 1",
    "SELECT 1; SELECT 2",
    "SHOW TABLES",
    "FROM '/etc/passwd'",
    'FROM "/etc/passwd"',
    "FROM read_csv('/etc/passwd')",
    "FROM read_text('/etc/passwd')",
    "FROM read_blob('/proc/self/environ')",
    "FROM read_parquet('https://example.org/x.parquet')",
    "FROM glob('/*')",
    "FROM parquet_metadata('x')",
    "FROM query('SELECT 1')",
    "FROM query_table('lesson')",
    "FROM json_execute_serialized_sql('x')",
    "FROM sniff_csv('/etc/passwd')",
    "FROM duckdb_views()",
    "FROM duckdb_views",
    "FROM duckdb_settings()",
    "FROM duckdb_secrets()",
    "FROM information_schema.tables",
    "FROM pg_catalog.pg_class",
    "FROM sqlite_master",
    "FROM pragma_version()",
    "FROM system.main.duckdb_views",
    "SELECT getenv('HOME')",
    "SELECT GETENV('HOME')",
    "SELECT \"getenv\"('HOME')",
    "SELECT list_transform([1], lambda x: getenv('HOME'))",
    "SELECT (SELECT current_setting('allowed_directories'))",
    "SELECT getvariable('key')",
    "SELECT pg_get_viewdef(1)",
    "SELECT main.getenv('HOME')",
    "SELECT system.main.current_setting('threads')",
    "SELECT sleep_ms(10)",
    "SELECT write_log('x')",
    "SELECT nextval('x')",
    "SELECT count(*) FILTER (WHERE getenv('HOME') = '') FROM lesson",
    "SELECT 1 ORDER BY getenv('HOME')",
    "SELECT first(1) OVER (PARTITION BY getenv('HOME'))",
    "WITH lesson AS (FROM read_csv('/etc/passwd')) FROM lesson",
    "WITH duckdb_views AS (SELECT 1) FROM (SELECT 1), duckdb_views",
    'WITH "/etc/passwd" AS (SELECT 1) FROM (FROM "/etc/passwd")',
    "DESCRIBE (FROM read_csv('/etc/passwd'))",
    "SUMMARIZE duckdb_views",
    "SELECT * FROM lesson WHERE lesson IN (SELECT x FROM read_csv('/etc/passwd'))",
    "SELECT 1 UNION ALL FROM read_csv('/etc/passwd')",
    "VALUES (getenv('HOME'))",
]


@pytest.fixture(scope="module")
def walls():
    """Open the child's database here, to try many things against it at once."""
    spec = importlib.util.spec_from_file_location("child", CHILD)
    assert spec
    child = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(child)
    views = {table: {"columns": columns, "files": []} for table, columns in VIEWS.items()}
    connection = child.opened({"memory_mb": 200, "folders": ["/nowhere/"], "views": views, "key": "k" * 32})
    yield child, connection
    connection.close()


@pytest.mark.parametrize("sql", ATTACKS)
def test_the_first_wall_holds(walls, sql):
    child, connection = walls

    with pytest.raises(child.Refused):
        child.judge(connection, sql, set(VIEWS))


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '/tmp/x.csv'",
        "ATTACH '/tmp/x.db'",
        "INSTALL httpfs",
        "SET memory_limit = '99GB'",
        "SET enable_external_access = true",
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('/proc/self/environ')",
        "FROM glob('/etc/*')",
        "EXPORT DATABASE '/tmp/x'",
    ],
)
def test_the_second_wall_holds_by_itself(walls, sql):
    child, connection = walls

    with pytest.raises(child.duckdb.Error):
        connection.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM lesson JOIN course USING (course) WHERE week BETWEEN 1 AND 3",
        "WITH held AS (SELECT lesson, count(*) AS n FROM attendance GROUP BY ALL) FROM held",
        "WITH RECURSIVE t AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM t WHERE i < 9) FROM t",
        "SELECT day, sum(n) OVER (ORDER BY day) FROM (SELECT day, count(*) AS n FROM lesson GROUP BY day)",
        "SELECT quantile_cont(minutes, 0.9), strftime(day, '%Y-%m'), date_trunc('week', day) FROM lesson GROUP BY day",
        "SELECT list_transform([1, 2], lambda x: x + 1), [1, 2][1], {'a': 1}.a, CASE WHEN true THEN 1 END",
        "FROM range(3) AS r(i), unnest([1, 2])",
        "SELECT coalesce(NULL, 1), current_date, log(2), variance(i) FROM range(3) AS r(i)",
        "DESCRIBE lesson",
        "SELECT approx_count_distinct(learner), bool_or(seconds > 1), arg_max(learner, seconds) FROM attendance",
    ],
)
def test_what_researchers_ask_passes(walls, sql):
    child, connection = walls

    child.judge(connection, sql, set(VIEWS))
    connection.execute(sql).fetchall()


def rows(sql, researcher="one", **limits):
    told = {"seconds": 20, "rows": 100, "bytes": 100_000} | limits
    return ask(sql, researcher=researcher, limits=Limits(**told), form="json", out=BytesIO()).rows


def test_learners_are_numbers_of_ones_own(counted):
    one = rows("SELECT learner, count(*) FROM attendance GROUP BY learner ORDER BY 2 DESC, 1")
    again = rows("SELECT learner, count(*) FROM attendance GROUP BY learner ORDER BY 2 DESC, 1")
    other = rows("SELECT learner, count(*) FROM attendance GROUP BY learner ORDER BY 2 DESC, 1", "another")

    assert [count for _, count in one] == ["2", "1", "1"]
    assert one == again
    assert {number for number, _ in one} & ({number for number, _ in other} | {"7", "8", "9"}) == set()
    assert rows("DESCRIBE lesson")[0][:2] == ["lesson", "INTEGER"]
    with pytest.raises(QuestionRefused, match="title"):
        rows("SELECT title FROM lesson")


def test_neither_key_nor_places_are_told(counted):
    place = eventstore.files("attendance")[0]
    place.write_bytes(b"PAR1" + b"x" * (place.stat().st_size - 8) + b"PAR1")

    with pytest.raises(QuestionRefused) as no:
        rows("SELECT count(DISTINCT learner) FROM attendance")

    assert str(eventstore.root()) not in str(no.value)
    assert asking.key_of("one") not in str(no.value)


def test_a_bomb_is_ended(counted):
    with pytest.raises((TookTooLong, QuestionRefused)):
        rows("WITH RECURSIVE t AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM t) SELECT max(i) FROM t", seconds=1)


def test_memory_has_an_end(counted):
    with pytest.raises((TookTooLong, QuestionRefused)):
        rows("SELECT list(i) FROM range(400000000) AS r(i)", seconds=4)


def test_rows_and_bytes_have_an_end(counted):
    out = BytesIO()
    asked = Limits(seconds=20, rows=3, bytes=100_000)

    answer = ask("FROM range(10)", researcher="one", limits=asked, form="csv", out=out)

    assert (answer.count, answer.cut) == (3, True)
    assert out.getvalue() == b"range\r\n0\r\n1\r\n2\r\n"
    assert rows("SELECT repeat('x', 1000) FROM range(1000)", rows=9999, bytes=5_000) == [["x" * 1000]] * 4


def test_an_answer_may_be_arrow_and_moments_may_have_zones(counted):
    out = BytesIO()
    ask("SELECT lesson, day FROM lesson ORDER BY 1", researcher="one", limits=ON_A_PAGE, form="arrow", out=out)

    assert pa.ipc.open_stream(out.getvalue()).read_all().column("lesson").to_pylist() == [1, 2, 3]
    assert rows("SELECT TIMESTAMPTZ '2020-02-20 08:00:00+00' AS t, true, NULL, -1.5") == [
        ["2020-02-20 08:00:00+00", "true", None, "-1.5"]
    ]


@pytest.mark.parametrize("sql", ["", "  ", "x" * 30_000, "SELECT '\0'", "(" * 5_000, "SELECT " + "- " * 9_000 + "1"])
def test_rubbish_is_refused(counted, sql):
    with pytest.raises(QuestionRefused) as no:
        rows(sql)
    assert str(no.value)


def test_a_spreadsheet_takes_no_words_for_formulas(walls):
    child, _ = walls

    assert [child.safe(each) for each in ("=1+1", "-5", "-5x", None, "a")] == ["'=1+1", "-5", "'-5x", "", "a"]
