"""Write the SQL of each measure, as its page shows it, to ``dashboards/statements``: run after changing a measure.

Written ahead, because what makes it is too heavy for the web.
"""

import re
from datetime import date
from pathlib import Path

import ibis

from xingtan.census.rules.measures import MEASURES, Asked, CannotBeAsked, Measure, Tables
from xingtan.census.rules.shapes import SHAPES

PLACE = Path(__file__).parents[1] / "src" / "xingtan" / "dashboards" / "statements"


def statements() -> dict[str, str]:
    """Give the SQL of each measure, asked for as a whole."""
    tables = Tables(**{name: ibis.table(dict(columns), name=name) for name, columns in SHAPES.items()})
    return {key: _sql(measure, tables) for key, measure in sorted(MEASURES.items())}


def _sql(measure: Measure, tables: Tables) -> str:
    try:
        asked = measure.count(tables, Asked())
    except CannotBeAsked:
        # Some need a stretch of time: the spring of 2020 stands for it.
        asked = measure.count(tables, Asked(start=date(2020, 3, 23), end=date(2020, 5, 8)))
    sql = str(ibis.to_sql(asked, dialect="duckdb", pretty=True)) + "\n"
    # What is left out is a set, in another order each time.
    return re.sub(r"EXCLUDE \(([^)]*)\)", lambda found: f"EXCLUDE ({', '.join(sorted(found[1].split(', ')))})", sql)


def main() -> None:
    """Write what changed, and take away what is no measure any more."""
    PLACE.mkdir(exist_ok=True)
    made = statements()
    for old in PLACE.glob("*.sql"):
        if old.stem not in made:
            old.unlink()
    for key, sql in made.items():
        (PLACE / f"{key}.sql").write_text(sql)


if __name__ == "__main__":
    main()
