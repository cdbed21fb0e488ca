"""The shape of a platform, of a feed, of a course by hand, and of a sheet."""

from xingtan.harvest.forms.feeds import FeedFacts as FeedFacts
from xingtan.harvest.forms.feeds import NewFeed as NewFeed
from xingtan.harvest.forms.platforms import NewPlatform as NewPlatform
from xingtan.harvest.forms.platforms import PlatformFacts as PlatformFacts
from xingtan.harvest.forms.platforms import SpokenFor as SpokenFor
from xingtan.harvest.forms.sheets import ByHand as ByHand
from xingtan.harvest.forms.sheets import SignOff as SignOff
from xingtan.harvest.forms.sheets import Upload as Upload
