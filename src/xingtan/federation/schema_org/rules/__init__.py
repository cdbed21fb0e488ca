"""What sitemaps and pages say, as values."""

from xingtan.federation.schema_org.rules.courses import courses_of as courses_of
from xingtan.federation.schema_org.rules.courses import is_same as is_same
from xingtan.federation.schema_org.rules.courses import read as read
from xingtan.federation.schema_org.rules.pages import Said as Said
from xingtan.federation.schema_org.rules.pages import said_on as said_on
from xingtan.federation.schema_org.rules.sitemaps import MOST_BYTES as MOST_BYTES
from xingtan.federation.schema_org.rules.sitemaps import Entry as Entry
from xingtan.federation.schema_org.rules.sitemaps import entries_of as entries_of
from xingtan.federation.schema_org.rules.sitemaps import named_in_robots as named_in_robots
