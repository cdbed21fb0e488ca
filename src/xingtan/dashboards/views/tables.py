"""Tables to take along."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from xingtan.kernel.tables import harmless


def csv_of(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Give a table as CSV."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows([harmless(each) if isinstance(each, str) else each for each in row] for row in rows)
    return response
