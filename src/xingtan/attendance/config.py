"""Settings of attendance: how long details are kept."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """What is kept, and how long."""

    details_days: int = setting(
        30,
        env="ATTENDANCE_DETAILS_DAYS",
        help="Days after a session for which check-ins, times on its page and words of excuses are kept; who was there stays.",
    )


attendance = load(Config)
