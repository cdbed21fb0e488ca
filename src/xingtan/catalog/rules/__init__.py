"""What can be worked out from values alone."""

from xingtan.catalog.rules.names import base_of as base_of
from xingtan.catalog.rules.names import country_of as country_of
from xingtan.catalog.rules.names import name_of as name_of
from xingtan.catalog.rules.offering import is_open as is_open
from xingtan.catalog.rules.offering import size_in_words as size_in_words
from xingtan.catalog.rules.offering import web_address as web_address
from xingtan.catalog.rules.wanted import Wanted as Wanted
from xingtan.catalog.rules.wanted import newest_first as newest_first
from xingtan.catalog.rules.wanted import wanted_in as wanted_in
from xingtan.catalog.rules.wanted import wanted_of as wanted_of
