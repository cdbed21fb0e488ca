"""Pages of rosters."""

from xingtan.rosters.views.handing import columns as columns
from xingtan.rosters.views.handing import report as report
from xingtan.rosters.views.handing import roster as roster
from xingtan.rosters.views.handing import rosters as rosters
from xingtan.rosters.views.handing import taking as taking
from xingtan.rosters.views.handing import welcome as welcome
from xingtan.rosters.views.people import doubt as doubt
from xingtan.rosters.views.people import doubts as doubts
from xingtan.rosters.views.people import people as people
