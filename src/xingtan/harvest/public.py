"""The harvest, seen from outside: how partner platforms are gathered."""

from xingtan.harvest.actions import set_up_feed as set_up_feed
from xingtan.harvest.models import Feed as Feed
from xingtan.harvest.models import Harvest as Harvest
from xingtan.harvest.tasks import start as start
