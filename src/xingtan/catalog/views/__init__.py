"""Pages of the catalogue: for everyone, and for those who run a course."""

from xingtan.catalog.views.counting import counts as counts
from xingtan.catalog.views.courses import course as course
from xingtan.catalog.views.exploring import explore as explore
from xingtan.catalog.views.exploring import suggestions as suggestions
from xingtan.catalog.views.exploring import values as values
from xingtan.catalog.views.feeds import completions as completions
from xingtan.catalog.views.feeds import feed as feed
from xingtan.catalog.views.feeds import opensearch as opensearch
from xingtan.catalog.views.offering import facts as facts
from xingtan.catalog.views.offering import publication as publication
from xingtan.catalog.views.offering import role as role
from xingtan.catalog.views.offering import roles as roles
from xingtan.catalog.views.offering import run as run
from xingtan.catalog.views.offering import runs as runs
from xingtan.catalog.views.places import country as country
from xingtan.catalog.views.places import platform as platform
from xingtan.catalog.views.places import programme as programme
from xingtan.catalog.views.places import programme_facts as programme_facts
from xingtan.catalog.views.places import programme_new as programme_new
from xingtan.catalog.views.places import programmes as programmes
from xingtan.catalog.views.places import subject as subject
from xingtan.catalog.views.places import university as university
