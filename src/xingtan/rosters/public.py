"""Rosters, seen from outside."""
