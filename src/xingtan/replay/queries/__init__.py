"""What is known of a replay: its truth, what the census found, how they differ, and the published table beside them."""

from xingtan.replay.queries.replayed import NothingReplayed as NothingReplayed
from xingtan.replay.queries.replayed import compare as compare
from xingtan.replay.queries.replayed import counted as counted
from xingtan.replay.queries.replayed import find_planted as find_planted
from xingtan.replay.queries.replayed import holes as holes
from xingtan.replay.queries.replayed import planted as planted
from xingtan.replay.queries.replayed import truth as truth
from xingtan.replay.queries.table import press_table as press_table
from xingtan.replay.queries.table import readings as readings
from xingtan.replay.queries.table import sections as sections
