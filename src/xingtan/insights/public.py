"""Insights, seen from outside."""
