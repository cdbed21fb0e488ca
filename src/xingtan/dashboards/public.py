"""Dashboards, seen from outside: what a university, a teacher and a learner see of their own numbers."""
