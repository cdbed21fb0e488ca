"""Attendance, seen from outside."""
