"""A university that speaks OpenID Connect."""

import secrets
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from xingtan.people.adapters import going


class OpenIDConnect(OpenIDConnectProvider):
    """The code flow with PKCE (S256), and a nonce that binds the answer to the question."""

    package = "allauth.socialaccount.providers.openid_connect"
    pkce_enabled_default = True

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, Any]:
        """Take nothing from the address: whoever makes a link would choose what is asked."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Take nothing from the address."""
        return list(self.get_scope())

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Leave for the university, with a nonce that is kept for the way back."""
        nonce = secrets.token_urlsafe(24)
        asked = {**(kwargs.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        try:
            answer = super().redirect(request, process, next_url, data, auth_params=asked, nonce=nonce, **kwargs)
        except OSError as away:  # whatever a connection can suffer
            answer = render_authentication_error(request, self, exception=away)
        return going.leave(request, answer, university=self.name)

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """Take the addresses, believing the university of its own."""
        return going.vouched(super().extract_email_addresses(data), self.app.settings.get("domains", []))


def check(claims: dict[str, Any], state: dict[str, Any]) -> None:
    """Check that what came back answers what was asked, and is about one person.

    :raises PermissionDenied: if it does not
    """
    token, said = claims.get("id_token"), claims.get("userinfo")
    if not token or not secrets.compare_digest(str(token.get("nonce", "")), str(state.get("nonce") or "-")):
        raise PermissionDenied("the answer belongs to another question")
    if said and said.get("sub") != token.get("sub"):
        raise PermissionDenied("the answer speaks of two people")
