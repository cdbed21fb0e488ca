"""The room of OAI-PMH 2.0, both ways."""

from xingtan.kernel.rooms import Room


class OaiPmhRoom(Room):
    name = "xingtan.federation.oai_pmh"
    label = "oai_pmh"
