"""By which number a university's sign-in knows somebody, and whom the university's own lists mean by it."""

from typing import Any

from xingtan.people import registry

LONGEST = 255


def number_of(sociallogin: Any, claims: dict[str, Any]) -> str:
    """Give the number that the operator says is the person's at this university: a claim, or the sign-in's own id.

    Empty where the operator has not said whose sign-in this is: then a number means nothing.
    """
    said = sociallogin.provider.app.settings
    if not said.get("university"):
        return ""
    number = _claim(claims, said["number"]) if said.get("number") else sociallogin.account.uid
    name, _at, scope = number.rpartition("@")
    # eduPersonUniqueId and subject-id say whose number it is; of the university itself the lists know that.
    return name if name and scope.lower() in {each.lower() for each in said.get("domains", [])} else number


def meant(sociallogin: Any, number: str) -> registry.Known | None:
    """Ask the rooms above whom the university means: one says it, or none does."""
    said = sociallogin.provider.app.settings
    if not number:
        return None
    found = (know(said["university"], number, said.get("matches", "number")) for know in registry.knowers.values())
    return next((each for each in found if each), None)


def _claim(claims: dict[str, Any], name: str) -> str:
    # OpenID Connect says it in the token, or in what it tells of the user; SAML in its attributes, each a list.
    for said in (claims.get("id_token"), claims.get("userinfo"), claims):
        value = said.get(name) if isinstance(said, dict) else None
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(value, str | int) and not isinstance(value, bool) and 0 < len(str(value)) <= LONGEST:
            return str(value).strip()
    return ""
