"""What researchers may ask: the tables they see, and the limits of one question."""

from dataclasses import dataclass

LONGEST_QUESTION = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one question may take."""

    seconds: int
    rows: int
    bytes: int
    memory_mb: int = 1_000


# On a page somebody waits, and so does the process that answers.
ON_A_PAGE = Limits(seconds=5, rows=500, bytes=2_000_000)
BY_A_PROGRAM = Limits(seconds=10, rows=100_000, bytes=32_000_000)
AS_A_JOB = Limits(seconds=600, rows=5_000_000, bytes=1_000_000_000)

# Of each table the columns that researchers see, and their kinds; nobody's name is in any of them.
VIEWS: dict[str, dict[str, str]] = {
    "university": {
        "university": "INTEGER",
        "code": "VARCHAR",
        "name": "VARCHAR",
        "kind": "VARCHAR",
        "country": "VARCHAR",
        "province": "VARCHAR",
        "students": "INTEGER",
    },
    "platform": {
        "platform": "SMALLINT",
        "code": "VARCHAR",
        "name": "VARCHAR",
        "tier": "VARCHAR",
        "country": "VARCHAR",
        "joined": "DATE",
    },
    "course": {
        "course": "INTEGER",
        "university": "INTEGER",
        "platform": "SMALLINT",
        "discipline": "VARCHAR",
        "language": "VARCHAR",
        "kind": "VARCHAR",
        "opened": "DATE",
        "closed": "DATE",
        "enrolled": "INTEGER",
    },
    "section": {"section": "INTEGER", "course": "INTEGER", "university": "INTEGER", "starts": "DATE"},
    "lesson": {
        "lesson": "INTEGER",
        "course": "INTEGER",
        "university": "INTEGER",
        "platform": "SMALLINT",
        "starts_at": "TIMESTAMP",
        "day": "DATE",
        "week": "TINYINT",
        "minutes": "SMALLINT",
        "enrolled": "INTEGER",
    },
    "attendance": {
        "learner": "BIGINT",
        "lesson": "INTEGER",
        "course": "INTEGER",
        "university": "SMALLINT",
        "joined_at": "TIMESTAMP",
        "seconds": "SMALLINT",
        "day": "DATE",
    },
    "enrollment": {"learner": "BIGINT", "course": "INTEGER", "day": "DATE"},
    "completion": {"learner": "BIGINT", "course": "INTEGER", "day": "DATE"},
}

EXAMPLES = (
    "SELECT discipline, count(*) AS courses\nFROM course\nGROUP BY discipline\nORDER BY courses DESC",
    "SELECT day, count(*) AS attendances, count(DISTINCT learner) AS learners\nFROM attendance\nGROUP BY day\nORDER BY day",
    (
        "SELECT lesson.week, avg(held.present / lesson.enrolled) AS rate\n"
        "FROM lesson JOIN (SELECT lesson, count(*) AS present FROM attendance GROUP BY lesson) AS held USING (lesson)\n"
        "WHERE lesson.enrolled > 0\nGROUP BY lesson.week\nORDER BY lesson.week"
    ),
)
