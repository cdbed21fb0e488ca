"""What the rules raise when an answer cannot be judged: it is the learner's to mend, and costs no attempt."""


class Unreadable(Exception):
    """The answer cannot be read as what the question asks for.

    `why` is a sentence to translate, with `%(name)s` places for `details`.
    """

    def __init__(self, why: str, **details: str) -> None:
        super().__init__(why)
        self.why = why
        self.details = details

    def __str__(self) -> str:
        return self.why % self.details
