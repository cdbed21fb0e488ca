"""Pages of the catalogue: for everyone, and for those who run a course."""

from xingtan.catalog.views.courses import course as course
from xingtan.catalog.views.courses import explore as explore
from xingtan.catalog.views.offering import facts as facts
from xingtan.catalog.views.offering import publication as publication
from xingtan.catalog.views.offering import role as role
from xingtan.catalog.views.offering import roles as roles
from xingtan.catalog.views.offering import run as run
from xingtan.catalog.views.offering import runs as runs
