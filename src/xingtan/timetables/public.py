"""Timetables, seen from outside."""
