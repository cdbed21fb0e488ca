"""Settings of open data."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """Under which terms the catalogue is given away."""

    licence: str = setting(
        "CC0-1.0",
        env="XINGTAN_DATA_LICENCE",
        help="The licence of the catalogue's data as files, by its SPDX name; descriptions stay their authors'.",
    )


open_data = load(Config)
