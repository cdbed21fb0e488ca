"""What the catalogue keeps, by noun."""

from xingtan.catalog.models.course import Course as Course
from xingtan.catalog.models.course import Kind as Kind
from xingtan.catalog.models.course import Level as Level
from xingtan.catalog.models.course import Partner as Partner
from xingtan.catalog.models.platform import Listing as Listing
from xingtan.catalog.models.platform import Platform as Platform
from xingtan.catalog.models.platform import PlatformContact as PlatformContact
from xingtan.catalog.models.programme import Programme as Programme
from xingtan.catalog.models.programme import ProgrammeCourse as ProgrammeCourse
from xingtan.catalog.models.run import MOST_PLACES as MOST_PLACES
from xingtan.catalog.models.run import CourseRole as CourseRole
from xingtan.catalog.models.run import Run as Run
from xingtan.catalog.models.subject import Subject as Subject
