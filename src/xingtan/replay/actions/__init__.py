"""Deeds: a spring is generated, and what is only reported is handed in."""

from xingtan.replay.actions.generating import AnotherSpring as AnotherSpring
from xingtan.replay.actions.generating import generate as generate
from xingtan.replay.actions.reporting import hand_in as hand_in
