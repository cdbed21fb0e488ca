"""Questions about places, results, progress and learners."""

from xingtan.learning.queries.contents import Marks as Marks
from xingtan.learning.queries.contents import bare_contents as bare_contents
from xingtan.learning.queries.contents import contents as contents
from xingtan.learning.queries.contents import due_words as due_words
from xingtan.learning.queries.contents import states_of as states_of
from xingtan.learning.queries.learners import SORTS as SORTS
from xingtan.learning.queries.learners import LearnerRow as LearnerRow
from xingtan.learning.queries.learners import learner_rows as learner_rows
from xingtan.learning.queries.learners import learners_on as learners_on
from xingtan.learning.queries.places import Taken as Taken
from xingtan.learning.queries.places import courses_of as courses_of
from xingtan.learning.queries.places import enrollments_of as enrollments_of
from xingtan.learning.queries.places import places_taken as places_taken
from xingtan.learning.queries.plans import plan_of as plan_of
from xingtan.learning.queries.progress import announcements_on as announcements_on
from xingtan.learning.queries.progress import bookmarks_of as bookmarks_of
from xingtan.learning.queries.progress import has_bookmark as has_bookmark
from xingtan.learning.queries.progress import percent as percent
from xingtan.learning.queries.progress import progress_of as progress_of
from xingtan.learning.queries.results import Results as Results
from xingtan.learning.queries.results import calendar_of as calendar_of
from xingtan.learning.queries.results import results_of as results_of
from xingtan.learning.queries.results import scores_in as scores_in
from xingtan.learning.queries.studies import Course as Course
from xingtan.learning.queries.studies import course_of as course_of
from xingtan.learning.queries.studies import preview_of as preview_of
