"""What upper rooms tell the catalogue of partners' courses.

`facts` is one course as plain values; `said` reads such values from whatever a platform writes: languages by name,
dates in many forms, licences by address.
"""

from xingtan.catalog.registry.facts import Dates as Dates
from xingtan.catalog.registry.facts import Facts as Facts
from xingtan.catalog.registry.facts import Institution as Institution
from xingtan.catalog.registry.facts import Words as Words
