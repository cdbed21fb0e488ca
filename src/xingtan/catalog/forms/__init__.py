"""The shape of what is said of courses, and of what those who look for them want."""

from xingtan.catalog.forms.finding import KeptSearch as KeptSearch
from xingtan.catalog.forms.finding import Report as Report
from xingtan.catalog.forms.offering import Dates as Dates
from xingtan.catalog.forms.offering import Facts as Facts
from xingtan.catalog.forms.offering import GivenRole as GivenRole
from xingtan.catalog.forms.programmes import Described as Described
