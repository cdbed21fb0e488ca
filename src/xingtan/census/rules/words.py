"""Marks words for the translators where no framework may be."""


def gettext_noop(message: str) -> str:
    """Leave the message as it is; who shows it translates it."""
    return message
