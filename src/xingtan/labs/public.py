"""Labs, seen from outside: trials of experiments, to be counted and read."""
