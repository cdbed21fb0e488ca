"""Webhooks, seen from outside: whether a delivery is genuine."""
