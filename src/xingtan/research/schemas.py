"""The shape of a question by a program."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from xingtan.research.rules import LONGEST_QUESTION


class QuestionIn(Schema):
    """A question, and the form of its answer."""

    sql: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    form: Literal["csv", "arrow"] = "csv"


class TableOut(Schema):
    """A table that may be asked: its columns with their kinds."""

    name: str
    columns: dict[str, str]
