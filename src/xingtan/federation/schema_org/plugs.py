"""Plugs the pages of schema.org into the harvest."""

from xingtan.federation.schema_org.adapters.source import SchemaOrg
from xingtan.harvest import registry

registry.register(SchemaOrg())
