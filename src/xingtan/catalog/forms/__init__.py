"""The shape of what is said of courses."""

from xingtan.catalog.forms.offering import Dates as Dates
from xingtan.catalog.forms.offering import Facts as Facts
from xingtan.catalog.forms.offering import GivenRole as GivenRole
from xingtan.catalog.forms.programmes import Described as Described
