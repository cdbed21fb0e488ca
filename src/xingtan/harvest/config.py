"""Settings of the harvest: how polite it is, and when it has had enough."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """How platforms are asked."""

    pause_seconds: float = setting(
        0.2,
        env="XINGTAN_HARVEST_PAUSE",
        help="Seconds between two requests to a partner platform; its robots.txt may ask more.",
    )
    most_requests: int = setting(
        100_000,
        env="XINGTAN_HARVEST_MOST_REQUESTS",
        help="As many requests as one harvest of a partner platform makes.",
    )
    most_megabytes: int = setting(
        5_000,
        env="XINGTAN_HARVEST_MOST_MEGABYTES",
        help="As many megabytes as one harvest of a partner platform reads.",
    )


harvest = load(Config)
