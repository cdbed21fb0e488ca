"""Deeds of readers, and what they are told, by noun."""

from xingtan.readers.actions.corrections import report_correction as report_correction
from xingtan.readers.actions.corrections import settle_correction as settle_correction
from xingtan.readers.actions.interests import choose_similar as choose_similar
from xingtan.readers.actions.interests import forget_interest as forget_interest
from xingtan.readers.actions.interests import note_interest as note_interest
from xingtan.readers.actions.interests import tell_interested as tell_interested
from xingtan.readers.actions.searches import SearchIsTooLong as SearchIsTooLong
from xingtan.readers.actions.searches import TooManySearches as TooManySearches
from xingtan.readers.actions.searches import change_search as change_search
from xingtan.readers.actions.searches import forget_search as forget_search
from xingtan.readers.actions.searches import save_search as save_search
from xingtan.readers.actions.searches import tell_of_search as tell_of_search
