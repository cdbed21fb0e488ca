"""MOOChub as values: what version is asked for, what a course is in it, and back."""

from xingtan.federation.moochub.rules.reading import LONGEST_ID as LONGEST_ID
from xingtan.federation.moochub.rules.reading import next_page as next_page
from xingtan.federation.moochub.rules.reading import read as read
from xingtan.federation.moochub.rules.reading import records_of as records_of
from xingtan.federation.moochub.rules.versions import Version as Version
from xingtan.federation.moochub.rules.versions import choose as choose
from xingtan.federation.moochub.rules.writing import Program as Program
from xingtan.federation.moochub.rules.writing import write as write
