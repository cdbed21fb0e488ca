"""Outlets, seen from outside: where our courses are listed elsewhere."""
