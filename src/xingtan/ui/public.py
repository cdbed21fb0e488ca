"""The design system, seen from outside: slots to fill, sentences to show once, covers, charts and moments."""

from xingtan.ui import charts as charts
from xingtan.ui import covers as covers
from xingtan.ui import moments as moments
from xingtan.ui import slots as slots
from xingtan.ui.assets import address_of as address_of
from xingtan.ui.covers import draw as draw_cover
from xingtan.ui.keeping import Nobody as Nobody
from xingtan.ui.keeping import hole as hole
from xingtan.ui.keeping import keep as keep
from xingtan.ui.notify import notify as notify
from xingtan.ui.slots import draw as draw
from xingtan.ui.slots import fill as fill

__all__ = [
    "Nobody",
    "address_of",
    "charts",
    "covers",
    "draw",
    "draw_cover",
    "fill",
    "hole",
    "keep",
    "moments",
    "notify",
    "slots",
]
