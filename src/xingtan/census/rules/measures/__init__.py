"""All measures: each a function from tables to a table, written once and counted on every engine."""

from xingtan.census.rules.measures.base import DIMENSIONS as DIMENSIONS
from xingtan.census.rules.measures.base import MEASURES as MEASURES
from xingtan.census.rules.measures.base import Asked as Asked
from xingtan.census.rules.measures.base import CannotBeAsked as CannotBeAsked
from xingtan.census.rules.measures.base import Measure as Measure
from xingtan.census.rules.measures.base import Tables as Tables
from xingtan.census.rules.measures.base import measure as measure
from xingtan.census.rules.measures.learners import completion as completion
from xingtan.census.rules.measures.learners import distinct_learners as distinct_learners
from xingtan.census.rules.measures.learners import distinct_learners_approx as distinct_learners_approx
from xingtan.census.rules.measures.learners import retention as retention
from xingtan.census.rules.measures.lessons import attendance_rate as attendance_rate
from xingtan.census.rules.measures.lessons import attendances as attendances
from xingtan.census.rules.measures.lessons import lessons as lessons
from xingtan.census.rules.measures.lessons import lessons_by_section as lessons_by_section
from xingtan.census.rules.measures.lessons import minutes as minutes
from xingtan.census.rules.measures.offers import countries as countries
from xingtan.census.rules.measures.offers import course_runs as course_runs
from xingtan.census.rules.measures.offers import courses as courses
from xingtan.census.rules.measures.offers import languages as languages
from xingtan.census.rules.measures.offers import teachers as teachers
from xingtan.census.rules.measures.offers import universities as universities
from xingtan.census.rules.measures.stocks import growth as growth
from xingtan.census.rules.measures.stocks import new_moocs as new_moocs
from xingtan.census.rules.measures.stocks import new_other_courses as new_other_courses
