"""Questions about rosters."""

from xingtan.rosters.queries.changes import Changes as Changes
from xingtan.rosters.queries.changes import changes_of as changes_of
from xingtan.rosters.queries.changes import standing as standing
from xingtan.rosters.queries.checking import faults_of as faults_of
from xingtan.rosters.queries.listing import Listed as Listed
from xingtan.rosters.queries.listing import listed as listed
from xingtan.rosters.queries.listing import shown as shown
from xingtan.rosters.queries.listing import units_of as units_of
from xingtan.rosters.queries.pages import candidate_named as candidate_named
from xingtan.rosters.queries.pages import candidates_of as candidates_of
from xingtan.rosters.queries.pages import counted as counted
from xingtan.rosters.queries.pages import doubts_of as doubts_of
from xingtan.rosters.queries.pages import guessed as guessed
from xingtan.rosters.queries.pages import headings_of as headings_of
from xingtan.rosters.queries.pages import rosters_of as rosters_of
from xingtan.rosters.queries.pages import state_of as state_of
from xingtan.rosters.queries.reading import contents_of as contents_of
from xingtan.rosters.queries.reading import form_of as form_of
from xingtan.rosters.queries.reading import holds_passwords as holds_passwords
from xingtan.rosters.queries.wording import worded as worded
