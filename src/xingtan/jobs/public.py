"""Jobs, seen from outside: long work, with progress and a report."""

from xingtan.jobs.models import Job as Job
from xingtan.jobs.tasks import run as run
from xingtan.jobs.tasks import start as start
