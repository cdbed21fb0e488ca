"""Fetching a table."""
