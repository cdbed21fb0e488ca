"""The four ways in which a request can be answered with no."""

from django.utils.functional import Promise


class RuleBroken(Exception):
    """A rule the person can act on: shown in words, with status 422.

    A subclass states ``message``, which may hold named placeholders: ``raise RunIsFull(places=30)``.
    """

    message: str | Promise = ""

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        words = str(self.message)
        return words % self.facts if self.facts else words


class NotThere(Exception):
    """What was asked for does not exist, or may not be known to exist: 404."""


class NotAllowed(Exception):
    """The person may see this, but may not do that: 403."""


class SignInFirst(Exception):
    """Anyone signed in may do this, and this person is not: off to the sign-in page."""


class OutsideFailed(Exception):
    """A service outside this house did not answer as agreed: 503."""


class TooMany(Exception):
    """Too many requests of one kind: 429.

    :param retry_after: seconds until the next one is welcome
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after
