"""Replay, seen from outside: the spring of 2020 as events, dirty as real streams are, with the truth beside it."""

from xingtan.replay.actions import generate as generate
from xingtan.replay.actions import hand_in as hand_in
from xingtan.replay.queries import NothingReplayed as NothingReplayed
from xingtan.replay.queries import compare as compare
from xingtan.replay.queries import counted as counted
from xingtan.replay.queries import find_planted as find_planted
from xingtan.replay.queries import planted as planted
from xingtan.replay.queries import press_table as press_table
from xingtan.replay.queries import readings as readings
from xingtan.replay.queries import sections as sections
from xingtan.replay.queries import truth as truth
from xingtan.replay.rules.errors import SAYS as SAYS
from xingtan.replay.rules.errors import Kind as Kind
from xingtan.replay.rules.numbers import chinese as chinese
from xingtan.replay.rules.numbers import english as english
from xingtan.replay.rules.published import BY_3_APRIL as BY_3_APRIL
from xingtan.replay.rules.published import INSTITUTIONS as INSTITUTIONS
from xingtan.replay.rules.sizes import fraction as fraction
