"""Settings of the census: what counts, and with how much of the machine."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """Who counts."""

    counting: str = setting(
        "duckdb",
        env="XINGTAN_COUNTING",
        help="What counts: duckdb in this machine's own processes, or spark://host:port past one machine.",
    )
    threads: int = setting(
        2,
        env="XINGTAN_COUNTING_THREADS",
        help="As many threads as one count takes.",
    )
    memory: str = setting(
        "4GB",
        env="XINGTAN_COUNTING_MEMORY",
        help="As much memory as one count takes; what needs more goes to disk.",
    )
    disk: str = setting(
        "40GB",
        env="XINGTAN_COUNTING_DISK",
        help="As much temporary disk in the site's home as one count takes.",
    )
    spark: tuple[str, ...] = setting(
        (),
        env="XINGTAN_COUNTING_SPARK",
        help="More settings for Spark, each name=value.",
    )


census = load(Config)
