"""What search plugs in below: a look whether its engine fits the site."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.db import connection

from xingtan.search import config
from xingtan.search.queries import index_of
from xingtan.search.registry import collections


@register("site")
def engine_fits(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """Look whether the engine is known, and can be had on this database."""
    engine = config.search.engine
    if engine not in config.ENGINES:
        hint = f"Set XINGTAN_SEARCH_ENGINE to one of: {', '.join(config.ENGINES)}."
        return [Error(f"There is no search engine called {engine}.", hint=hint, id="xingtan.E020")]
    if engine == "postgresql" and connection.vendor != "postgresql":
        hint = "Leave XINGTAN_SEARCH_ENGINE empty, or put the site on PostgreSQL with DATABASE_URL."
        return [Error("Search is to use PostgreSQL, and the database is another.", hint=hint, id="xingtan.E021")]
    return [_outgrown(name) for name in sorted(collections) if not index_of(name).has_shape()]


def _outgrown(collection: str) -> CheckMessage:
    hint = "It is built anew by xingtan upgrade --no-backup, while the site is stopped."
    return Caution(f"The search index of {collection} is of an earlier shape.", hint=hint, id="xingtan.W020")
