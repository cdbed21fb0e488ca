"""The site's own settings."""

from xingtan.kernel.config import config, load, setting


@config
class Config:
    """Where this site is, and what it stands on. Nothing set: SQLite, files and one machine."""

    address: str = setting("http://localhost:8000", env="XINGTAN_ADDRESS", help="The public address of the site.")
    second_origin: str = setting(
        "http://localhost:8001",
        env="XINGTAN_SECOND_ORIGIN",
        help="The address for uploaded content and live updates; another host or port than the site's.",
    )
    database_url: str = setting(
        "",
        env="DATABASE_URL",
        help="PostgreSQL as postgresql://user:password@host/name; SQLite in the home folder if empty.",
    )
    files_url: str = setting(
        "",
        env="FILES_URL",
        help="Where uploaded files are kept: file:///folder or s3://bucket?endpoint=…; the home folder if empty.",
    )
    wire_url: str = setting(
        "",
        env="WIRE_URL",
        help="How processes tell each other what is new: local, postgresql, or nats://host:4222/subject; by the database if empty.",
    )
    email_url: str = setting(
        "", env="EMAIL_URL", help="Where mail goes out: smtp://user:password@host:587?tls=1; the console if empty."
    )
    email_from: str = setting("Xingtan <xingtan@localhost>", env="EMAIL_FROM", help="The sender of mail.")
    hosts: tuple[str, ...] = setting(
        (), env="XINGTAN_HOSTS", help="Host names the site answers to, comma separated; the address's own if empty."
    )
    proxies: int = setting(
        0, env="XINGTAN_PROXIES", help="How many reverse proxies stand before the site and add X-Forwarded-For."
    )
    outside_allowed: tuple[str, ...] = setting(
        (),
        env="XINGTAN_OUTSIDE_ALLOWED",
        help="Servers as host:port that may be asked although their address is not public, comma separated.",
    )
    is_demo: bool = setting(
        False, env="XINGTAN_DEMO", help="Show the cast's sign-ins on the sign-in page; never on a real site."
    )
    debug: bool = setting(False, env="XINGTAN_DEBUG", help="Show errors in full; never on a public site.")
    language: str = setting(
        "en", env="XINGTAN_LANGUAGE", help="The language for people whose browser asks for none that we speak."
    )
    locales: tuple[str, ...] = setting(
        (),
        env="XINGTAN_LOCALES",
        help="Folders with further languages, or other words for those there are, comma separated.",
    )
    zone: str = setting("UTC", env="XINGTAN_ZONE", help="The time zone of the consortium, by its IANA name.")
    contact: str = setting("", env="XINGTAN_CONTACT", help="An e-mail address for people who cannot get in.")


site = load(Config)
