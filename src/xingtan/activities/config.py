"""What an operator may say about activities."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """How fresh results are."""

    fresh_seconds: float = setting(
        0.5,
        env="XINGTAN_RESULTS_FRESH_SECONDS",
        help="How long a process shows counted results of an open activity before it counts again.",
    )


activities = load(Config)
