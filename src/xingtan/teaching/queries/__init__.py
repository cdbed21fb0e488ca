"""Questions about classes and their sessions."""

from xingtan.teaching.queries.people import students_of as students_of
from xingtan.teaching.queries.people import teachers_of as teachers_of
from xingtan.teaching.queries.sessions import Day as Day
from xingtan.teaching.queries.sessions import Lesson as Lesson
from xingtan.teaching.queries.sessions import lessons_of as lessons_of
from xingtan.teaching.queries.sessions import sessions_of as sessions_of
from xingtan.teaching.queries.sessions import week_of as week_of
