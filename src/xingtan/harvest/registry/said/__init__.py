"""Reading what platforms say, each in its own way: pure functions from any JSON value to a plain one.

None of them fails: what cannot be read is empty or None, and the caller says so where it matters.
"""

from xingtan.harvest.registry.said.amounts import amount as amount
from xingtan.harvest.registry.said.amounts import duration_hours as duration_hours
from xingtan.harvest.registry.said.amounts import duration_weeks as duration_weeks
from xingtan.harvest.registry.said.amounts import hours as hours
from xingtan.harvest.registry.said.amounts import yes_or_no as yes_or_no
from xingtan.harvest.registry.said.dates import day as day
from xingtan.harvest.registry.said.dates import moment as moment
from xingtan.harvest.registry.said.languages import language as language
from xingtan.harvest.registry.said.languages import languages as languages
from xingtan.harvest.registry.said.lists import many as many
from xingtan.harvest.registry.said.terms import level as level
from xingtan.harvest.registry.said.terms import licence as licence
from xingtan.harvest.registry.said.terms import licence_url as licence_url
from xingtan.harvest.registry.said.terms import subject as subject
from xingtan.harvest.registry.said.texts import address as address
from xingtan.harvest.registry.said.texts import decoded as decoded
from xingtan.harvest.registry.said.texts import mended as mended
from xingtan.harvest.registry.said.texts import prose as prose
from xingtan.harvest.registry.said.texts import text as text
from xingtan.harvest.registry.said.texts import unpacked as unpacked
from xingtan.harvest.registry.said.texts import words as words
