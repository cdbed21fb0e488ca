"""Deeds of the store, cut by noun."""
