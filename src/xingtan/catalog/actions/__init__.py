"""Deeds of the catalogue, by noun."""

from xingtan.catalog.actions.courses import AddressIsTaken as AddressIsTaken
from xingtan.catalog.actions.courses import CourseHasNoTitle as CourseHasNoTitle
from xingtan.catalog.actions.courses import add_course as add_course
from xingtan.catalog.actions.courses import describe_course as describe_course
from xingtan.catalog.actions.courses import lock_course as lock_course
from xingtan.catalog.actions.courses import publish_course as publish_course
from xingtan.catalog.actions.courses import withdraw_course as withdraw_course
from xingtan.catalog.actions.roles import give_course_role as give_course_role
from xingtan.catalog.actions.roles import give_course_role_to_address as give_course_role_to_address
from xingtan.catalog.actions.roles import withdraw_course_role as withdraw_course_role
from xingtan.catalog.actions.runs import change_run as change_run
from xingtan.catalog.actions.runs import lock as lock
from xingtan.catalog.actions.runs import open_run as open_run
