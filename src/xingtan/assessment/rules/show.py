"""Says when the right answer may be seen, and how many attempts are left."""

from xingtan.assessment.rules.problem import ShowAnswer


def attempts_left(most: int | None, used: int) -> int | None:
    """Say how many attempts are left; None means that there is no end to them."""
    return None if most is None else max(0, most - used)


def may_show_answer(policy: ShowAnswer, *, used: int, left: int | None, is_right: bool, is_past_due: bool) -> bool:
    """Test whether the right answer may be seen now."""
    used_up = left == 0
    return {
        ShowAnswer.ALWAYS: True,
        ShowAnswer.ATTEMPTED: used > 0 or is_past_due,
        ShowAnswer.CORRECT: is_right,
        ShowAnswer.FINISHED: is_right or used_up or is_past_due,
        ShowAnswer.CLOSED: used_up or is_past_due,
        ShowAnswer.PAST_DUE: is_past_due,
        ShowAnswer.CORRECT_OR_PAST_DUE: is_right or is_past_due,
        ShowAnswer.ALL_ATTEMPTS: used_up,
        ShowAnswer.ALL_ATTEMPTS_OR_CORRECT: used_up or is_right,
        ShowAnswer.NEVER: False,
    }[policy]


def may_reset(*, has_reset: bool, used: int, left: int | None, is_right: bool, is_past_due: bool) -> bool:
    """Test whether the learner may clear the answer and begin again."""
    return has_reset and used > 0 and left != 0 and not is_right and not is_past_due
