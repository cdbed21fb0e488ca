"""Settings of the event store: what counts, how often, and how long things are kept."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """How what happened is kept and counted."""

    counting: str = setting(
        "duckdb",
        env="XINGTAN_COUNTING",
        help="What counts the census: duckdb (on this machine), chdb, or spark://host:7077 (on many).",
    )
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
    memory_mb: int = setting(
        2_000,
        env="XINGTAN_STORE_MEMORY_MB",
        help="Megabytes that one process of shipping and closing may use for counting.",
    )


store = load(Config)
