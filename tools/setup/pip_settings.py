"""What the machine's owner told pip, told to uv, which does not read pip's settings. Standard library only."""

from __future__ import annotations

import ast
import os
import ssl
import subprocess
from collections.abc import Mapping
from pathlib import Path

# pip's word → uv's, and what stands between several values there.
WORDS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "no-index": ("UV_NO_INDEX", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
}
# The environment has the last word, then the section of the command, then the common one: as in pip.
SECTIONS = ("global", "install", ":env:")


def for_uv(python: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Translate pip's settings into uv's; what is set for uv itself stays."""
    asked = [str(python), "-m", "pip", "config", "list"]
    listed = subprocess.run(asked, capture_output=True, text=True, env=dict(environment), check=False).stdout
    told = translated(listed)
    told["UV_SYSTEM_CERTS"] = "true"
    # pip looks through all indexes for the best version. The hashes make that safe for uv, too.
    told["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: value for name, value in told.items() if name not in os.environ or name == "SSL_CERT_FILE"}


def translated(listed: str) -> dict[str, str]:
    """Read the lines of `pip config list`, and give the variables that tell uv the same."""
    found: dict[str, dict[str, str]] = {}
    for line in listed.splitlines():
        name, _, quoted = line.partition("=")
        section, _, word = name.rpartition(".")
        if word in WORDS and section in SECTIONS:
            found.setdefault(word, {})[section] = str(ast.literal_eval(quoted))

    told = {}
    for word, by_section in found.items():
        name, between = WORDS[word]
        last = next(by_section[section] for section in reversed(SECTIONS) if section in by_section)
        told[name] = between.join(last.split())
    return told


def certificates() -> str | None:
    """Find the system's own certificates, as OpenSSL knows them or as distributions keep them."""
    usual = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
    known = ssl.get_default_verify_paths().cafile
    return next((place for place in (known, *usual) if place and Path(place).is_file()), None)
