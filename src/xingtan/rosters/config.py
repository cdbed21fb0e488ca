"""Settings of rosters: how long what was handed in is kept."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """What is kept, and how long."""

    file_days: int = setting(
        30,
        env="ROSTERS_FILE_DAYS",
        help="Days for which the file of a roster and the values in its report are kept; what it changed stays.",
    )


rosters = load(Config)
