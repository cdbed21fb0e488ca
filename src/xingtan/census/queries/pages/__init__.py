"""What pages of the census show: figures in words, charts with their findings, tables to take along."""

from xingtan.census.queries.pages.closed import closed as closed
from xingtan.census.queries.pages.fair import Compared as Compared
from xingtan.census.queries.pages.fair import compared as compared
from xingtan.census.queries.pages.findings import charts_now as charts_now
from xingtan.census.queries.pages.findings import day_chart as day_chart
from xingtan.census.queries.pages.parts import Figure as Figure
from xingtan.census.queries.pages.tables import TABLES as TABLES
from xingtan.census.queries.pages.tables import Taken as Taken
from xingtan.census.queries.pages.tables import table_of as table_of
from xingtan.census.queries.pages.today import Readings as Readings
from xingtan.census.queries.pages.today import figures_now as figures_now
from xingtan.census.queries.pages.today import readings_of as readings_of
