"""The catalogue, seen from outside: what is offered, and who serves it."""

from xingtan.catalog.access import can_assist as can_assist
from xingtan.catalog.access import can_see as can_see
from xingtan.catalog.access import can_teach as can_teach
from xingtan.catalog.access import course_to_see as course_to_see
from xingtan.catalog.access import course_to_teach as course_to_teach
from xingtan.catalog.access import run_to_assist as run_to_assist
from xingtan.catalog.access import run_to_see as run_to_see
from xingtan.catalog.access import run_to_teach as run_to_teach
from xingtan.catalog.actions import AddressIsTaken as AddressIsTaken
from xingtan.catalog.actions import CourseHasNoTitle as CourseHasNoTitle
from xingtan.catalog.actions import add_course as add_course
from xingtan.catalog.actions import describe_course as describe_course
from xingtan.catalog.actions import give_course_role as give_course_role
from xingtan.catalog.actions import lock as lock
from xingtan.catalog.actions import open_run as open_run
from xingtan.catalog.actions import publish_course as publish_course
from xingtan.catalog.actions import withdraw_course as withdraw_course
from xingtan.catalog.models import Course as Course
from xingtan.catalog.models import CourseRole as CourseRole
from xingtan.catalog.models import Level as Level
from xingtan.catalog.models import Run as Run
from xingtan.catalog.models import Subject as Subject
