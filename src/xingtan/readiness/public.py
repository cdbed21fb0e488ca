"""Readiness, seen from outside."""
