"""Answers one question. A program of its own: it knows nothing of the house, and can reach nothing but some files.

Three walls: the question is read as a tree, and only queries over the views with harmless functions pass; DuckDB may
open nothing outside the store's tables, load nothing and change no setting; the process has limits, and no environment.
"""

import csv
import itertools
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

import duckdb

TABLE_FUNCTIONS = {"range", "generate_series", "unnest"}
# What tells of the machine, of settings or of others, writes, waits, or takes words for a query.
FORBIDDEN = re.compile(
    r"^(__|pg_|duckdb_|pragma_|read_|write_|parquet_|has_\w*privilege|has_foreign|current_(?!date|local|time)|"
    r"in_search_path$|get_?env|getvariable|query|(next|curr|set)val$|set_?seed$|sleep|version$|user$|session_user$|"
    r"txid_|stats$|glob$|json_(de)?serialize_(sql|plan)|json_execute|json_copy|which_secret|parse_duckdb|"
    r"col_description|obj_description|shobj_|add_parquet_key|map_to_pg|create_sort_key|to_aggregate_state|finalize$)"
)
OF_THE_ENGINE = re.compile(r"^(duckdb|pragma|sqlite|pg|information)_")
PLAIN_NAME = re.compile(r"^\w+$")
REASON_LENGTH = 500
AT_ONCE = 2_048


class Refused(Exception):
    """The question may not be asked; why."""


def main() -> None:
    """Read what is asked, and answer on standard output: a line of JSON about it, then the rows."""
    asked = json.loads(sys.stdin.buffer.read())
    limit(asked)
    started = time.monotonic()
    try:
        connection = opened(asked)
        judge(connection, asked["sql"], set(asked["views"]))
        write(asked, answered(connection, asked["sql"]), started)
    except Refused as no:
        tell({"refused": str(no)})
    except RecursionError:
        tell({"refused": "It is nested too deeply."})
    except MemoryError:
        tell({"refused": "It needs more memory than a question may take."})
    except duckdb.Error as trouble:
        tell({"refused": harmless(str(trouble), asked)})


def limit(asked: dict[str, Any]) -> None:
    """Bound processor time, memory, and what can be written: nothing."""
    seconds = asked["seconds"]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds * 4 + 5, seconds * 4 + 5))
    memory = (asked["memory_mb"] + 3_000) << 20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def opened(asked: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """Open a database in memory with the views, and close every door of it."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": "2",
            "memory_limit": f"{asked['memory_mb']}MB",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
        },
    )
    connection.execute("SET temp_directory = ''")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET allowed_directories = [" + ", ".join(f"'{each}'" for each in asked["folders"]) + "]")
    for name, table in asked["views"].items():
        connection.execute(f'CREATE VIEW "{name}" AS {shown(connection, table, asked["key"])}')
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def shown(connection: duckdb.DuckDBPyConnection, table: dict[str, Any], key: str) -> str:
    """Write the query behind a view: learners by numbers of this researcher's own, and nothing where there is nothing."""
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in table["files"])
    source = f"read_parquet([{listed}], hive_partitioning = true)"
    found = {row[0] for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()} if listed else set()
    columns = []
    for name, kind in table["columns"].items():
        if name not in found:
            columns.append(f'NULL::{kind} AS "{name}"')
        elif name == "learner":
            columns.append(f"(md5_number_lower('{key}' || learner) >> 1)::BIGINT AS learner")
        else:
            columns.append(f'"{name}"::{kind} AS "{name}"')
    return f"SELECT {', '.join(columns)} " + (f"FROM {source}" if listed else "LIMIT 0")


def judge(connection: duckdb.DuckDBPyConnection, sql: str, views: set[str]) -> None:
    """Read the question as a tree, and refuse what is not a query over the views.

    :raises Refused: saying what is not allowed
    """
    found = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchone()
    tree = json.loads(found[0]) if found else {}
    if tree.get("error"):
        kind = tree.get("error_type")
        message = tree.get("error_message", "")
        raise Refused(message if kind == "parser" else "Only queries can be asked: SELECT, WITH … SELECT, FROM.")
    if len(tree["statements"]) != 1:
        raise Refused("Ask one question at a time.")
    known = {
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions() "
            "WHERE function_type IN ('scalar', 'aggregate', 'macro', 'window')"
        ).fetchall()
    }
    nodes = list(walk(tree["statements"][0]))
    named = {each["key"] for node in nodes for each in (node.get("cte_map") or {}).get("map", [])}
    for name in named:
        if not PLAIN_NAME.match(name) or OF_THE_ENGINE.match(name.lower()):
            raise Refused(f"A part of a query cannot be called {name[:60]}.")
    tables = {each.lower() for each in named | views}
    for node in nodes:
        judge_node(node, tables, known)


def judge_node(node: dict[str, Any], tables: set[str], known: set[str]) -> None:
    """Refuse a part of the tree that reaches for something else.

    :raises Refused: saying what
    """
    kind = node.get("type")
    if kind == "BASE_TABLE":
        path = (node.get("qualified_name") or {}).get("path") or [node["table_name"]]
        if node["schema_name"] or node["catalog_name"] or len(path) != 1 or node["table_name"].lower() not in tables:
            raise Refused(f"There is no table {'.'.join(path)[:60]} here.")
    elif kind == "TABLE_FUNCTION":
        name = node["function"].get("function_name", "").lower()
        if name not in TABLE_FUNCTIONS:
            raise Refused(f"{name[:60]}() cannot be asked here.")
    elif kind == "SHOW_REF":
        if node.get("table_name"):
            raise Refused("Only queries can be asked: SELECT, WITH … SELECT, FROM.")
    elif "function_name" in node:
        name = node["function_name"].lower()
        if node.get("schema") or node.get("catalog") or FORBIDDEN.match(name) or name not in known | TABLE_FUNCTIONS:
            raise Refused(f"{name[:60]}() cannot be asked here.")


def walk(part: Any) -> Iterator[dict[str, Any]]:
    """Give every node of a tree, however deep."""
    rest = [part]
    while rest:
        match rest.pop():
            case dict() as node:
                yield node
                rest.extend(node.values())
            case list() as nodes:
                rest.extend(nodes)


def answered(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """Ask; moments with a zone become words, which is how Python without a list of zones can tell them."""
    answer = connection.execute(sql)
    if any("ZONE" in str(each[1]) for each in answer.description or []):
        return connection.execute(connection.sql(sql).project("COLUMNS(*)::VARCHAR").sql_query())
    return answer


def write(asked: dict[str, Any], answer: duckdb.DuckDBPyConnection, started: float) -> None:
    """Write what came of it, as far as the limits go."""
    if asked["form"] == "arrow":
        write_arrow(asked, answer, started)
        return
    columns = [[each[0], str(each[1])] for each in answer.description or []]
    rows: list[list[str | None]] = []
    room, cut = asked["bytes"], False
    batches = iter(lambda: answer.fetchmany(AT_ONCE), [])
    for row in itertools.chain.from_iterable(batches):
        told = [plain(value) for value in row]
        room -= sum(len(value or "") + 8 for value in told)
        if len(rows) >= asked["rows"] or room < 0:
            cut = True
            break
        rows.append(told)
    tell({"columns": columns, "rows": len(rows), "cut": cut, "milliseconds": int((time.monotonic() - started) * 1000)})
    if asked["form"] == "json":
        sys.stdout.write(json.dumps(rows))
        return
    out = csv.writer(sys.stdout, lineterminator="\r\n")
    out.writerow([safe(name) for name, _ in columns])
    out.writerows([safe(value) for value in row] for row in rows)


def write_arrow(asked: dict[str, Any], answer: duckdb.DuckDBPyConnection, started: float) -> None:
    """Write the rows as an Arrow stream."""
    import pyarrow as pa  # noqa: PLC0415 - most answers need none

    reader: Any = answer.to_arrow_reader(AT_ONCE)
    batches, rows, room, cut = [], 0, asked["bytes"], False
    for batch in reader:
        room -= batch.nbytes
        if rows + batch.num_rows > asked["rows"] or room < 0:
            batch, cut = batch.slice(0, max(asked["rows"] - rows, 0) if room >= 0 else 0), True
        batches.append(batch)
        rows += batch.num_rows
        if cut:
            break
    columns = [[each.name, str(each.type)] for each in reader.schema]
    tell({"columns": columns, "rows": rows, "cut": cut, "milliseconds": int((time.monotonic() - started) * 1000)})
    with pa.ipc.new_stream(sys.stdout.buffer, reader.schema) as out:
        for batch in batches:
            out.write_batch(batch)


def plain(value: Any) -> str | None:
    """Give a value as text; nothing stays nothing."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat(sep=" ") if hasattr(value, "hour") and hasattr(value, "year") else str(value)


def safe(value: str | None) -> str:
    """Keep a spreadsheet from taking words for a formula; numbers below zero stay numbers."""
    if not value or not value.startswith(tuple("=+-@\t\r＝＋－＠")) or re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?", value):
        return value or ""
    return f"'{value}"


def harmless(reason: str, asked: dict[str, Any]) -> str:
    """Give the reason without what it may not tell: where files lie, and the key."""
    told = reason.replace(asked["key"], "…")
    for folder in asked["folders"]:
        told = told.replace(folder, "…")
    return re.sub(r"/[\w./=-]{12,}", "…", told)[:REASON_LENGTH]


def tell(about: dict[str, Any]) -> None:
    """Say something about the answer, before its rows."""
    sys.stdout.write(json.dumps(about) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
