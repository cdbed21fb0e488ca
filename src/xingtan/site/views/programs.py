"""Pages: what programs can do here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from xingtan.kernel.pages import Request, anyone, page, show


@dataclass(frozen=True)
class Operation:
    """One thing a program can do."""

    room: str
    method: str
    path: str
    summary: str


@page(anyone, methods=("GET",))
def api(request: Request) -> HttpResponse:
    """List what programs can do, as the API's own description says it."""
    from xingtan.site.api import api as described  # noqa: PLC0415 - it loads every room's resources

    schema = described.get_openapi_schema()
    return show(request, "site/api.html", {"operations": list(_operations(schema))})


def _operations(schema: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            yield Operation(said["tags"][0], method.upper(), path, said.get("description") or said["summary"])
