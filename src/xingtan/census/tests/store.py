"""A small store of closed tables with all that is awkward in it, for the tests of counting."""

import hashlib
import json
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.census.rules.shapes import SHAPES

START = date(2020, 2, 17)
DAYS = 24


class Store:
    """Files of closed tables in a folder, laid out as the event store lays them out."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, table: str, rows: Sequence[tuple[Any, ...]], day: date | None = None, part: str = "a") -> None:
        """Write rows as one file of the table."""
        columns = {name: kind for name, kind in SHAPES[table].items() if not (table == "attendance" and name == "day")}
        schema = ibis.schema(columns).to_pyarrow()
        folder = self.root / table if day is None else self.root / table / f"day={day}"
        folder.mkdir(parents=True, exist_ok=True)
        made = pa.Table.from_pylist([dict(zip(columns, row, strict=True)) for row in rows], schema=schema)
        pq.write_table(made, folder / f"{part}.parquet", compression="zstd", version="2.6")

    def files(self, table: str, days: Sequence[date] | None = None) -> list[Path]:
        """Name the files of the table, as the event store does."""
        wanted = None if days is None else {f"day={day}" for day in days}
        found = sorted((self.root / table).rglob("*.parquet"))
        return [file for file in found if wanted is None or file.parent.name in wanted]

    def count(self) -> None:
        """Let what was put count: write the store's manifest, where the folder is the one of a site's tables."""
        told: dict[str, dict[str, list[Any]]] = {}
        for file in sorted(self.root.rglob("*.parquet")):
            day = file.parent.name.removeprefix("day=") if file.parent.name.startswith("day=") else ""
            data = file.read_bytes()
            told.setdefault(file.relative_to(self.root).parts[0], {}).setdefault(day, []).append(
                {
                    "file": str(file.relative_to(self.root.parent)),
                    "rows": 1,
                    "bytes": len(data),
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "segment": file.stem,
                }
            )
        (self.root.parent / "manifest.json").write_text(json.dumps({"version": 1, "tables": told}))


def dirty(root: Path) -> Store:
    """Fill a store: words with quotes, no discipline, a university without a country, nobody expected, odd seconds."""
    store = Store(root)
    draw = random.Random(2020)
    countries = ["CN", "EE", "FR", "MA", "CN", None]
    store.put(
        "university",
        [
            (n, f"u{n}", f"C{n}", f'大学 {n} d\'été "x"', "public", countries[n - 1], None, 100, 100)
            for n in range(1, 7)
        ],
    )
    store.put("platform", [(n, f"p{n}", f"Platform {n}", "lead", "CN", date(2020, 1, 1)) for n in (1, 2, 3)])
    disciplines = ["07", "08", "d'art", "", None, "文学"]
    closings = [None, None, None, date(2020, 3, 1), date(2019, 12, 31), date(2020, 4, 1)]
    courses = []
    for n in range(1, 61):
        opened = date(2019, 9, 1) + timedelta(days=5 * n)
        closed = draw.choice(closings)
        closed = closed if closed is None or closed > opened else None
        kind = "mooc" if n % 3 else "other"
        language = draw.choice(["zh", "en", "fr", "", None])
        courses.append((n, 1 + n % 6, 1 + n % 3, draw.choice(disciplines), language, kind, opened, closed, 3, 20))
    courses.append((61, 99, 9, "07", "zh", "mooc", date(2020, 3, 31), None, 0, 0))  # of a university nobody knows
    store.put("course", courses)
    store.put("teacher", [(n, 1 + n % 6) for n in range(1, 41)])
    store.put("teaches", sorted({(draw.randint(1, 40), draw.randint(1, 61)) for _ in range(120)}))
    store.put(
        "section",
        [(n, 1 + n % 60, 1 + n % 5, START + timedelta(days=7 * (n % 4))) for n in range(1, 151)],
    )
    lesson, lessons, attended = 0, {}, {}
    for offset in range(DAYS):
        day = START + timedelta(days=offset)
        if offset == 10:
            continue  # a day on which nothing was held
        for _ in range(draw.randint(1, 12)):
            lesson += 1
            course = courses[draw.randint(0, 59)]
            enrolled = draw.choice([0, 5, 12, 30])
            starts = datetime(day.year, day.month, day.day, draw.choice([0, 8, 23]), 30, tzinfo=UTC)
            lessons.setdefault(day, []).append(
                (lesson, course[0], course[1], course[2], starts, day, offset // 7, 45, enrolled)
            )
            for learner in sorted(draw.sample(range(1, 200), draw.choice([0, 1, 3, 12, 40]))):
                attended.setdefault(day, []).append(
                    (learner, lesson, course[0], course[1], starts, draw.choice([0, 1, 59, 60, 2700, 32767]))
                )
    store.put("lesson", [row for rows in lessons.values() for row in rows])
    for day, came in attended.items():
        store.put("attendance", came[: len(came) // 2], day)
        store.put("attendance", came[len(came) // 2 :], day, part="b")
    places = sorted({(draw.randint(1, 199), draw.randint(1, 60)) for _ in range(400)})
    store.put("enrollment", [(who, what, START + timedelta(days=draw.randint(-40, DAYS + 9))) for who, what in places])
    # Some completed what they never enrolled in, and some twice.
    completed = [(who, what, START + timedelta(days=draw.randint(0, 60))) for who, what in places[::4]]
    store.put("completion", [*completed, completed[0], (199, 61, START)])
    return store
