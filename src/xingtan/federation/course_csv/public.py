"""Tables of courses, seen from outside."""

from xingtan.federation.course_csv.adapters.source import courses_of as courses_of
