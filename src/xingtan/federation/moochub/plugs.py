"""Plugs the format of MOOChub into the harvest."""

from xingtan.federation.moochub.adapters.source import MoocHub
from xingtan.harvest import registry

registry.register(MoocHub())
