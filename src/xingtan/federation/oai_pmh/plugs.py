"""Plugs OAI-PMH into gathering."""

from xingtan.federation.oai_pmh.adapters.gathering import OaiPmh
from xingtan.harvest.registry import register

register(OaiPmh())
