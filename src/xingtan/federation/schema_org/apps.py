"""The room of schema.org: pages that say which course they are about."""

from xingtan.kernel.rooms import Room


class SchemaOrgRoom(Room):
    name = "xingtan.federation.schema_org"
    label = "schema_org"
