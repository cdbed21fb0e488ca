"""Labs, seen from outside: trials of experiments, to be counted and read."""

from xingtan.labs.models import Trial as Trial
