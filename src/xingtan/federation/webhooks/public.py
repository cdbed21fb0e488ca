"""Webhooks, seen from outside: whether a delivery is genuine."""

from xingtan.federation.webhooks.rules import signature_of as signature_of
