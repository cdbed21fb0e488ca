"""What readers keep, wait for and report, by noun."""

from xingtan.readers.models.correction import Correction as Correction
from xingtan.readers.models.finding import Interest as Interest
from xingtan.readers.models.finding import SavedSearch as SavedSearch
from xingtan.readers.models.finding import Taste as Taste
