"""Rules of rosters as values: how people are called, who is whom, what stands in which column."""

from xingtan.rosters.rules.columns import FIELDS as FIELDS
from xingtan.rosters.rules.columns import guess as guess
from xingtan.rosters.rules.names import name_of as name_of
from xingtan.rosters.rules.names import same_name as same_name
from xingtan.rosters.rules.whom import Whom as Whom
from xingtan.rosters.rules.whom import decide as decide
