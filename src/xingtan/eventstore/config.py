"""Settings of the event store: how often it is worked on, and how long things are kept."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """How what happened is kept."""

    ship_seconds: int = setting(
        60,
        env="XINGTAN_STORE_SHIP_SECONDS",
        help="Seconds between two shippings from the spool into the event store; looked at once a minute.",
    )
    close_minutes: int = setting(
        10,
        env="XINGTAN_STORE_CLOSE_MINUTES",
        help="Minutes between two closings of the days about which something new is known.",
    )
    traces_days: int = setting(
        90,
        env="XINGTAN_STORE_TRACES_DAYS",
        help="Days that single traces (presence, views, positions of players) are kept; facts are kept for good.",
    )
    spool_days: int = setting(
        90,
        env="XINGTAN_STORE_SPOOL_DAYS",
        help="Days that files of the spool stay after all in them was shipped; keep them longer than your oldest backup.",
    )


store = load(Config)
