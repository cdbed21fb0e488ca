"""What upper rooms tell the catalogue: a partner's course as plain values, what a course holds, what else is counted, what a reader hides."""

from xingtan.catalog.registry.counting import Counter as Counter
from xingtan.catalog.registry.counting import counters as counters
from xingtan.catalog.registry.counting import counts as counts
from xingtan.catalog.registry.facts import Dates as Dates
from xingtan.catalog.registry.facts import Facts as Facts
from xingtan.catalog.registry.facts import Institution as Institution
from xingtan.catalog.registry.facts import Words as Words
from xingtan.catalog.registry.tasting import asks_taste as asks_taste
from xingtan.catalog.registry.tasting import tastes as tastes
from xingtan.catalog.registry.telling import outlines as outlines
from xingtan.catalog.registry.telling import tells_outlines as tells_outlines
from xingtan.catalog.registry.told import Told as Told
