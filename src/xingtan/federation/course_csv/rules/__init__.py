"""Tables of courses as values: their rows, what stands in which column, and the course in a row."""

from xingtan.federation.course_csv.rules.descriptions import FIELDS as FIELDS
from xingtan.federation.course_csv.rules.descriptions import Description as Description
from xingtan.federation.course_csv.rules.descriptions import NotUnderstood as NotUnderstood
from xingtan.federation.course_csv.rules.descriptions import describe as describe
from xingtan.federation.course_csv.rules.descriptions import guess as guess
from xingtan.federation.course_csv.rules.descriptions import written as written
from xingtan.federation.course_csv.rules.reading import Course as Course
from xingtan.federation.course_csv.rules.reading import MissingColumn as MissingColumn
from xingtan.federation.course_csv.rules.reading import courses_in as courses_in
from xingtan.federation.course_csv.rules.tables import DELIMITERS as DELIMITERS
from xingtan.federation.course_csv.rules.tables import Row as Row
from xingtan.federation.course_csv.rules.tables import rows_of as rows_of
