"""Marks sentences of the rules for translation; whoever shows them translates them."""


def gettext_noop(message: str) -> str:
    """Return the message as it is; its name tells `makemessages` to collect it."""
    return message
