"""Queries and changes that are written with the ORM and compiled once.

Two thirds of what a small query costs is making its SQL again. A page that everyone opens all day can keep
the SQL, and give it other values each time; what comes back is the same as the query set would give.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.constants import OnConflict
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import InsertQuery, UpdateQuery

from xingtan.kernel import statements

AT_ONCE = 50
"""How many rows one statement puts in."""

R = TypeVar("R")
M = TypeVar("M", bound=models.Model)


class Given(Expression):
    """Stands in a query for a value that is given later."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Leave a place for the value."""
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The SQL, and how a row becomes what the query set would give. It holds no connection, so threads share it."""

    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, statements.Convert], ...]
    build: Callable[[Sequence[Any]], Any]


class Prepared(Generic[R]):
    """A query compiled once for each database, then run with other values.

    >>> latest = Prepared[Result](lambda place: Result.objects.filter(enrollment=place), place=models.BigIntegerField())
    >>> latest.first(place=place.pk)

    :param make: makes the query set of stand-ins for the values; a query set of models, or of ``values_list``
    :param fields: the field that each value is written as, such as a ``UUIDField`` that databases keep differently
    """

    def __init__(self, make: Callable[..., "models.QuerySet[Any, Any]"], **fields: models.Field[Any, Any]) -> None:
        self._make, self._fields = make, fields
        self._compiled: dict[str, _Compiled] = {}
        self._lock = Lock()

    def first(self, **values: Any) -> R | None:
        """Give the first row, or None; the query set should be cut to one by ``[:1]`` where it may have many."""
        return next(iter(self.all(**values)), None)

    def all(self, **values: Any) -> list[R]:
        """Give all rows."""
        # Taken once: Django's `connection` looks for this thread's own at every mention.
        database = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(database.vendor) or self._compile(database)
        bound = [
            statements.written(self._fields[each.name], values[each.name], database)
            if isinstance(each, Given)
            else each
            for each in compiled.params
        ]
        rows = statements.rows(database, compiled.sql, bound)
        if compiled.converters and rows:
            rows = _converted(rows, compiled.converters)
        return list(map(compiled.build, rows))

    def _compile(self, database: Any) -> _Compiled:
        with self._lock:
            found = self._make(**{name: Given(name) for name in self._fields})
            compiler: Any = found.query.get_compiler(connection=database)
            sql, params = compiler.as_sql()
            wanted = compiler.get_converters(expression for expression, _sql, _alias in compiler.select)
            made = _Compiled(
                sql=sql,
                params=tuple(params),
                converters=tuple(
                    (at, statements.converter(expression, tuple(convert), database))
                    for at, (convert, expression) in wanted.items()
                ),
                build=_builder(found, compiler),
            )
            self._compiled[database.vendor] = made
            return made


class Change:
    """A change of rows, compiled once for each database.

    >>> seen = Change(
    ...     lambda pk, at: (Enrollment.objects.filter(pk=pk), {"seen_at": at}),
    ...     pk=models.BigIntegerField(), at=models.DateTimeField(),
    ... )
    >>> seen(pk=place.pk, at=now)

    :param make: makes the query set of what is changed, and the new values by field, of stand-ins
    """

    def __init__(
        self, make: Callable[..., tuple["models.QuerySet[Any]", dict[str, Any]]], **fields: models.Field[Any, Any]
    ) -> None:
        self._make, self._fields = make, fields
        self._compiled: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, **values: Any) -> int:
        """Change them, and say how many."""
        database = connections[DEFAULT_DB_ALIAS]
        sql, params = self._compiled.get(database.vendor) or self._compile(database)
        bound = [
            statements.written(self._fields[each.name], values[each.name], database)
            if isinstance(each, Given)
            else each
            for each in params
        ]
        return statements.change(database, sql, bound)

    def _compile(self, database: Any) -> tuple[str, tuple[Any, ...]]:
        rows, new = self._make(**{name: Given(name) for name in self._fields})
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(new)
        sql, params = query.get_compiler(connection=database).as_sql()
        made = self._compiled[database.vendor] = sql, tuple(params)
        return made


class Insertion(Generic[M]):
    """Rows of one model put in by a statement compiled once for each database. They get no key.

    :param unique: of a row that is there already by these fields …
    :param update: … these are changed instead
    """

    def __init__(self, model: type[M], *, unique: Sequence[str] = (), update: Sequence[str] = ()) -> None:
        self._model, self._unique, self._update = model, unique, update
        self._compiled: dict[str, str] = {}

    def __call__(self, rows: Sequence[M]) -> None:
        """Put them in."""
        database = connections[DEFAULT_DB_ALIAS]
        meta = self._model._meta  # noqa: SLF001 - Django tells the fields of a model nowhere else
        fields = [each for each in meta.concrete_fields if not each.primary_key]
        values = [[(each, each.pre_save(row, add=True)) for each in fields] for row in rows]
        bound = [
            [statements.written(each, value, database) for each, value in row if not hasattr(value, "as_sql")]
            for row in values
        ]
        sql = self._compiled.get(database.vendor) or self._compile(database, fields, rows[0])
        # One that changes rows which are there may meet the same one twice: PostgreSQL wants two statements for that.
        step = 1 if self._update else AT_ONCE
        for start in range(0, len(bound), step):
            some = bound[start : start + step]
            statements.change(database, _for_rows(sql, len(some)), [value for row in some for value in row])

    def _compile(self, database: Any, fields: list[Any], row: M) -> str:
        meta = self._model._meta  # noqa: SLF001 - as above
        conflict = OnConflict.UPDATE if self._update else None
        unique, update = ([meta.get_field(name) for name in names] for names in (self._unique, self._update))
        query = InsertQuery(self._model, on_conflict=conflict, update_fields=update, unique_fields=unique)
        query.insert_values(fields, [row])
        ((sql, _params),) = query.get_compiler(connection=database).as_sql()
        self._compiled[database.vendor] = sql
        return cast(str, sql)


@lru_cache(256)
def _for_rows(sql: str, count: int) -> str:
    """Let a statement that puts in one row put in so many: its values are the last parentheses before any conflict."""
    before, values, after = sql.partition(" VALUES (")
    depth = end = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(after[end - 1], 0)
        end += 1
    row = f"({after[: end - 1]}"
    return f"{before}{values[:-1]}{', '.join([row] * count)}{after[end - 1 :]}"


def _converted(rows: list[statements.Row], converters: tuple[tuple[int, statements.Convert], ...]) -> list[Any]:
    if len(rows) == 1:
        values = list(rows[0])
        for at, convert in converters:
            values[at] = convert(values[at])
        return [values]
    # Column by column: most of it is then done without a step of Python's for each value.
    columns: list[Any] = list(zip(*rows, strict=True))
    for at, convert in converters:
        columns[at] = map(convert, columns[at])
    return list(zip(*columns, strict=True))


def _builder(found: "models.QuerySet[Any, Any]", compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Make the function that builds what the query set would give: a tuple, or a model with what hangs on it."""
    kind = found._iterable_class  # noqa: SLF001 - Django tells it nowhere else
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable:
        raise TypeError("a prepared query gives models, or tuples by values_list")
    select, info, annotations = compiler.select, compiler.klass_info, compiler.annotation_col_map
    fields = info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [each[0].target.attname for each in select[start:end]]
    related: Any = get_related_populators(info, select, found.db)  # type: ignore[call-arg]  # the stubs are of a later Django
    make = statements.maker(cast(type[models.Model], info["model"]), names, found.db)
    for each in related:
        _sooner(each, found.db)

    def build(row: Sequence[Any]) -> Any:
        made = make(row[start:end])
        for populator in related:
            populator.populate(row, made)
        for name, column in annotations.items():
            setattr(made, name, row[column])
        return made

    return build


def _sooner(populator: Any, using: str) -> None:
    """Let what fills in a related model make it in our way."""
    make = statements.maker(populator.model_cls, populator.init_list, using)
    # It asks its model for one thing only.
    populator.model_cls = type("Maker", (), {"from_db": staticmethod(lambda _using, _names, values: make(values))})
    for each in populator.related_populators:
        _sooner(each, using)
