"""Plugs tables of courses into the harvest."""

from xingtan.federation.course_csv.adapters.source import CourseCsv
from xingtan.harvest import registry

registry.register(CourseCsv())
