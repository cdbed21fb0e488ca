"""Census, seen from outside: counting, from events."""

from xingtan.census.actions import Brief as Brief
from xingtan.census.actions import confirm as confirm
from xingtan.census.actions import discard as discard
from xingtan.census.actions import prepare as prepare
from xingtan.census.actions import prepare_again as prepare_again
from xingtan.census.actions import withdraw as withdraw
from xingtan.census.models import Draft as Draft
from xingtan.census.models import Publication as Publication
from xingtan.census.models import Revision as Revision
from xingtan.census.models import Withdrawal as Withdrawal
from xingtan.census.queries import figures as figures
from xingtan.census.queries import publications as publications
from xingtan.census.rules import numerals as numerals
from xingtan.census.rules import suppression as suppression
from xingtan.census.rules.measures import MEASURES as MEASURES
from xingtan.census.rules.measures import Measure as Measure
from xingtan.census.rules.publishing import MOST_DIMENSIONS as MOST_DIMENSIONS
from xingtan.census.rules.publishing import publishable as publishable
from xingtan.census.rules.tables import TOTAL as TOTAL
from xingtan.census.rules.tables import Kept as Kept
from xingtan.census.rules.tables import Row as Row
from xingtan.census.rules.tables import Table as Table
