"""A university that speaks SAML. Loaded only where python3-saml is installed."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from xingtan.people.adapters import going

# By these names universities (eduPerson, Shibboleth, Entra) say who it is.
ATTRIBUTES = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id", "urn:oasis:names:tc:SAML:attribute:pairwise-id"],
    "email": [
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "mail",
        "email",
    ],
    "name": ["urn:oid:2.16.840.1.113730.3.1.241", "displayName", "urn:oid:2.5.4.3"],
    "first_name": ["urn:oid:2.5.4.42", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", "givenName"],
    "last_name": ["urn:oid:2.5.4.4", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", "sn"],
}


class SAML(SAMLProvider):
    """Web browser sign-in, begun here: what is signed, for us, in time, and asked for by this browser once."""

    package = "allauth.socialaccount.providers.saml"
    default_attribute_mapping = ATTRIBUTES

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Leave for the university."""
        answer = super().redirect(request, process, next_url, data, **kwargs)
        return going.leave(request, answer, university=self.name)

    def unstash_redirect_state(self, request: HttpRequest, state_id: str) -> Any:
        """Find the question this answers; an answer that nobody asked for, or that came before, is refused in words."""
        try:
            return super().unstash_redirect_state(request, state_id)
        except PermissionDenied as no:
            raise ImmediateHttpResponse(render_authentication_error(request, self, exception=no)) from no

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        """Take name and address, believing the university of its own address only: an assertion is its word."""
        fields: dict[str, Any] = super().extract_common_fields(data)
        domain = fields.get("email", "").rpartition("@")[2].lower()
        fields["email_verified"] = domain in {own.lower() for own in self.app.settings.get("domains", [])}
        return fields
