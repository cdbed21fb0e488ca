"""For notebooks: questions of one's own, answered as CSV or as an Arrow stream."""

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from xingtan.kernel import throttle
from xingtan.research import access, actions
from xingtan.research.rules import BY_A_PROGRAM, VIEWS
from xingtan.research.schemas import QuestionIn, TableOut

router = Router(tags=["research"])
KINDS = {"csv": "text/csv; charset=utf-8", "arrow": "application/vnd.apache.arrow.stream"}


@router.get("/research/tables", response=list[TableOut])
def tables(request: HttpRequest) -> list[TableOut]:
    """List the tables that may be asked."""
    access.researcher(request.user)
    return [TableOut(name=name, columns=columns) for name, columns in VIEWS.items()]


@router.post("/research/answers", include_in_schema=True)
def answer(request: HttpRequest, question: QuestionIn) -> HttpResponse:
    """Answer one query. ``X-Rows`` says how many rows there are, ``X-Cut`` whether there were more."""
    access.researcher(request.user)
    throttle.count("question", request)
    person: Any = request.user  # the door let in a person
    out = BytesIO()
    found = actions.ask(sql=question.sql, by=person, limits=BY_A_PROGRAM, form=question.form, out=out)
    response = HttpResponse(out.getvalue(), content_type=KINDS[question.form])
    response["X-Rows"], response["X-Cut"] = str(found.count), "true" if found.cut else "false"
    return response
