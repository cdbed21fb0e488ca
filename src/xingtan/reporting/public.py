"""Reporting, seen from outside: what institutions and platforms report, and who signed it."""
