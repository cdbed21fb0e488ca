"""Harvest, seen from outside."""
