"""The directory of solutions, seen from outside: what is listed, what was listed, and taking a list over."""

from xingtan.directory.actions import take_over as take_over
from xingtan.directory.actions import take_step as take_step
from xingtan.directory.models import Solution as Solution
from xingtan.directory.models import Version as Version
from xingtan.directory.queries import Wanted as Wanted
from xingtan.directory.queries import find as find
