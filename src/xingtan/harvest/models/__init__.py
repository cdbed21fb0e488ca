"""What the harvest keeps, by noun."""

from xingtan.harvest.models.feed import Feed as Feed
from xingtan.harvest.models.feed import Validator as Validator
from xingtan.harvest.models.harvest import Harvest as Harvest
from xingtan.harvest.models.harvest import Hold as Hold
from xingtan.harvest.models.sheet import Sheet as Sheet
