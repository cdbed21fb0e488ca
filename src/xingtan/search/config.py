"""Settings of search."""

from xingtan.kernel.config import config, load, setting

ENGINES = ("tantivy", "postgresql")


@config
class Config:
    """Which engine keeps the index."""

    engine: str = setting(
        "tantivy",
        env="XINGTAN_SEARCH_ENGINE",
        help="What keeps the search index: tantivy, in the home folder, or postgresql, in the database of the site.",
    )


search = load(Config)
