"""Which universities one can sign in through: read from a file of the operator's, `sign-in.toml` in the home folder."""

import importlib.util
import tomllib
from pathlib import Path
from typing import Any

from xingtan.kernel import home
from xingtan.kernel.config import BadSetting

NAME = "sign-in.toml"
HAS_SAML = importlib.util.find_spec("onelogin") is not None
LISTS = {"university", "number", "matches"}
MATCHES = ("number", "id")
OIDC_KEYS = {"id", "name", "server", "client_id", "secret", "domains", "scope", *LISTS}
SAML_KEYS = {
    "id",
    "name",
    "entity_id",
    "metadata",
    "sso",
    "certificate",
    "domains",
    "attributes",
    "sp_entity_id",
    *LISTS,
}


class BadSignIn(BadSetting):
    """The file cannot be used; says where and why."""


def place() -> Path:
    """Tell where the file is, or would be."""
    return home.root() / NAME


def providers(path: Path | None = None) -> dict[str, Any]:
    """Give the universities as allauth's settings want them.

    :raises BadSignIn: if the file cannot be read
    """
    path = path or place()
    written = _read(path)
    seen: set[str] = set()
    found = {
        "openid_connect": {
            "provider_class": "xingtan.people.adapters.oidc.OpenIDConnect",
            "APPS": [_oidc(each, seen, path) for each in written.get("oidc", [])],
        }
    }
    if HAS_SAML:
        found["saml"] = {
            "provider_class": "xingtan.people.adapters.saml.SAML",
            "APPS": [_saml(each, seen, path) for each in written.get("saml", [])],
        }
    elif written.get("saml"):
        raise BadSignIn(f"{path}: SAML needs python3-saml: pip install 'xingtan[saml]'")
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise BadSignIn(f"{path}: {reason}") from None


def _oidc(said: dict[str, Any], seen: set[str], path: Path) -> dict[str, Any]:
    _check(said, {"server", "client_id", "secret"}, OIDC_KEYS, seen, path)
    settings = {"server_url": said["server"].rstrip("/"), "domains": said.get("domains", []), **_lists(said, path)}
    if "scope" in said:
        settings["scope"] = said["scope"]
    return {
        "provider_id": said["id"],
        "name": said["name"],
        "client_id": said["client_id"],
        "secret": said["secret"],
        "settings": settings,
    }


def _saml(said: dict[str, Any], seen: set[str], path: Path) -> dict[str, Any]:
    _check(said, {"entity_id"}, SAML_KEYS, seen, path)
    idp = {"entity_id": said["entity_id"]}
    if "metadata" in said:
        idp["metadata_url"] = said["metadata"]
    elif "sso" in said and "certificate" in said:
        idp |= {"sso_url": said["sso"], "x509cert": said["certificate"]}
    else:
        raise BadSignIn(f"{path}: “{said['id']}” needs either metadata, or sso and certificate")
    settings: dict[str, Any] = {
        "idp": idp,
        "domains": said.get("domains", []),
        **_lists(said, path),
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "reject_idp_initiated_sso": True,
            # A site inside a campus may be called by a name without a dot.
            "allow_single_label_domains": True,
        },
    }
    if "attributes" in said:
        settings["attribute_mapping"] = said["attributes"]
    if "sp_entity_id" in said:
        settings["sp"] = {"entity_id": said["sp_entity_id"]}
    return {"provider_id": said["id"], "name": said["name"], "client_id": said["id"], "settings": settings}


def _lists(said: dict[str, Any], path: Path) -> dict[str, str]:
    """Give whose own sign-in it is, and which of what it says is the number by which the lists know a person."""
    found = {key: str(said[key]) for key in sorted(LISTS) if key in said}
    if found and "university" not in found:
        raise BadSignIn(f"{path}: “{said['id']}” says {', '.join(found)}, which needs university")
    if found.get("matches", "number") not in MATCHES:
        raise BadSignIn(
            f"{path}: “{said['id']}” says matches = {found['matches']!r}: it is one of {', '.join(MATCHES)}"
        )
    return found


def _check(said: dict[str, Any], needed: set[str], known: set[str], seen: set[str], path: Path) -> None:
    name = said.get("id", "?")
    if missing := sorted(({"id", "name"} | needed) - said.keys()):
        raise BadSignIn(f"{path}: “{name}” lacks {', '.join(missing)}")
    if unknown := sorted(said.keys() - known):
        raise BadSignIn(f"{path}: “{name}” says {', '.join(unknown)}, which means nothing here")
    if name in seen:
        raise BadSignIn(f"{path}: there are two with the id “{name}”")
    seen.add(name)
