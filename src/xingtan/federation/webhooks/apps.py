"""The room of webhooks."""

from xingtan.kernel.rooms import Room


class WebhooksRoom(Room):
    name = "xingtan.federation.webhooks"
    label = "webhooks"
