"""Replay, seen from outside: the spring of 2020, as events."""
