"""Addresses of the harvest."""
