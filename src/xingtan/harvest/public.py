"""The harvest, seen from outside: how partner platforms are gathered."""

from xingtan.harvest.access import can_manage as can_manage
from xingtan.harvest.access import can_speak_for as can_speak_for
from xingtan.harvest.actions import change_feed as change_feed
from xingtan.harvest.actions import read_anew as read_anew
from xingtan.harvest.actions import set_up_feed as set_up_feed
from xingtan.harvest.models import Feed as Feed
from xingtan.harvest.models import Harvest as Harvest
from xingtan.harvest.queries import watchers_of as watchers_of
from xingtan.harvest.tasks import begin_due as begin_due
from xingtan.harvest.tasks import start as start
