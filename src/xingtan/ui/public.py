"""The design system, seen from outside: slots to fill, sentences to show once, parts to keep, fields, charts and moments."""

from xingtan.ui import charts as charts
from xingtan.ui import moments as moments
from xingtan.ui.fields import DayField as DayField
from xingtan.ui.keeping import Nobody as Nobody
from xingtan.ui.keeping import hole as hole
from xingtan.ui.keeping import keep as keep
from xingtan.ui.notify import notify as notify
from xingtan.ui.slots import draw as draw
from xingtan.ui.slots import fill as fill
