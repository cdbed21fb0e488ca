"""Pages for those who look after platforms."""

from xingtan.harvest.views.feeds import feed as feed
from xingtan.harvest.views.feeds import feed_facts as feed_facts
from xingtan.harvest.views.feeds import feed_new as feed_new
from xingtan.harvest.views.feeds import harvest as harvest
from xingtan.harvest.views.feeds import harvests as harvests
from xingtan.harvest.views.feeds import hold as hold
from xingtan.harvest.views.platforms import contact as contact
from xingtan.harvest.views.platforms import contacts as contacts
from xingtan.harvest.views.platforms import desk as desk
from xingtan.harvest.views.platforms import platform as platform
from xingtan.harvest.views.platforms import platform_facts as platform_facts
from xingtan.harvest.views.platforms import platform_new as platform_new
from xingtan.harvest.views.sheets import sheet as sheet
from xingtan.harvest.views.sheets import sheet_by_hand as sheet_by_hand
from xingtan.harvest.views.sheets import sheet_template as sheet_template
from xingtan.harvest.views.sheets import sheets as sheets
from xingtan.harvest.views.sheets import signature as signature
