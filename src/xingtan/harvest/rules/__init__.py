"""What can be said of feeds and sheets without looking anything up."""

from xingtan.harvest.rules.columns import COLUMNS as COLUMNS
from xingtan.harvest.rules.columns import MOST_LINES as MOST_LINES
from xingtan.harvest.rules.columns import Column as Column
from xingtan.harvest.rules.columns import Line as Line
from xingtan.harvest.rules.columns import facts_of_line as facts_of_line
from xingtan.harvest.rules.columns import lines_of as lines_of
from xingtan.harvest.rules.pace import FAILURES_TO_START_ANEW as FAILURES_TO_START_ANEW
from xingtan.harvest.rules.pace import FAILURES_TO_TELL as FAILURES_TO_TELL
from xingtan.harvest.rules.pace import must_ask as must_ask
from xingtan.harvest.rules.pace import next_try as next_try
