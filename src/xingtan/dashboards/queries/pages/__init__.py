"""What pages of the census show: figures in words, charts with their findings, tables to take along."""

from xingtan.dashboards.queries.pages.closed import closed as closed
from xingtan.dashboards.queries.pages.fair import Compared as Compared
from xingtan.dashboards.queries.pages.fair import compared as compared
from xingtan.dashboards.queries.pages.findings import charts_now as charts_now
from xingtan.dashboards.queries.pages.findings import day_chart as day_chart
from xingtan.dashboards.queries.pages.tables import Taken as Taken
from xingtan.dashboards.queries.pages.tables import table_of as table_of
from xingtan.dashboards.queries.pages.today import figures_now as figures_now
from xingtan.dashboards.queries.pages.today import readings_of as readings_of
from xingtan.dashboards.queries.pages.waiting import waiting as waiting
