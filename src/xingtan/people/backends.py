"""What allauth asks us while somebody signs up or in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import perform_login
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal.flows.login import record_authentication
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib.sites.shortcuts import get_current_site
from django.db import models
from django.shortcuts import render
from django.utils.translation import get_language, override

from xingtan.kernel import mail, throttle
from xingtan.kernel.prepared import Prepared
from xingtan.people import actions, registry
from xingtan.people.adapters import numbers, oidc
from xingtan.people.models import Person

LONGEST_NAME = 150

_people = Prepared[Person](lambda pk: Person.objects.filter(pk=pk)[:1], pk=models.BigIntegerField())


class SignIn(AuthenticationBackend):
    """Signs in by address and password, as allauth does; and finds who has signed in, at every request."""

    def get_user(self, user_id: int) -> Person | None:
        """Find the person of a session, by a query compiled once."""
        found = _people.first(pk=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


class Accounts(DefaultAccountAdapter):
    """Accounts of our own: address and password."""

    def save_user(self, request: Any, user: Person, form: Any, commit: bool = True) -> Person:  # noqa: FBT001, FBT002 - allauth's signature
        """Open the account with what the form says."""
        said = form.cleaned_data
        user.email = said["email"].strip().lower()
        user.name = said.get("name", "")
        user.locale = get_language() or "en"
        user.set_password(said.get("password1") or None)
        self.populate_username(request, user)
        if commit:
            actions.open_account(person=user)
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send what allauth has to say as any mail of ours: in the reader's language, after the commit."""
        locale = getattr(context.get("user"), "locale", None) or get_language() or "en"
        request = allauth_context.request
        with override(locale):
            message = self.render_mail(
                template_prefix,
                email,
                {"request": request, "email": email, "current_site": get_current_site(request), **context},
            )
        words = {"subject": message.subject, "body": message.body}
        mail.send(to=email, template="people/_mail/account", context=words, locale=locale)

    def get_client_ip(self, request: Any) -> str:
        """Count by the address that our own limits count by: as the trusted proxies tell it."""
        return throttle.address(request)

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is: the sender says where it comes from."""
        return subject


class UniversityAccounts(DefaultSocialAccountAdapter):
    """Accounts that come from a university's own sign-in (OIDC, SAML).

    An account is never joined to another by its address alone: whoever has one here already signs in
    to it first, and connects the university from inside. The account that the university's own lists opened for
    somebody, and nobody has used yet, is theirs by the number that the lists and the sign-in both name.
    """

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Check what the protocol's library leaves to us, and keep no more than we need of what was said."""
        claims = sociallogin.account.extra_data or {}
        if isinstance(sociallogin.provider, oidc.OpenIDConnect):
            oidc.check(claims, sociallogin.state)
        number = numbers.number_of(sociallogin, claims)
        sociallogin.account.extra_data = {"number": number} if number else {}
        if sociallogin.account.pk:
            # The library has written down all that was said, before anybody could ask.
            SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data=sociallogin.account.extra_data)
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            return
        if not sociallogin.account.pk:
            self._join(request, sociallogin, numbers.meant(sociallogin, number))
        if sociallogin.user.pk and not sociallogin.user.email and not sociallogin.email_addresses:
            raise ImmediateHttpResponse(_in_without_address(request, sociallogin))

    def _join(self, request: Any, sociallogin: Any, known: registry.Known | None) -> None:
        if known is None:
            return
        joined = actions.join_sign_in(
            person=known.person if known.is_theirs else None,
            provider=sociallogin.account.provider,
            uid=sociallogin.account.uid,
            said=sociallogin.account.extra_data,
            addresses=[(each.email.lower(), bool(each.verified)) for each in sociallogin.email_addresses],
        )
        if joined is None:
            # A second account would stand beside the one that is there.
            page = render(request, "people/known.html", {"university": sociallogin.provider.name}, status=409)
            raise ImmediateHttpResponse(page)
        sociallogin.account = joined
        sociallogin.user = joined.user

    def save_user(self, request: Any, sociallogin: Any, form: Any = None) -> Person:
        """Open the account, and announce it."""
        person: Person = super().save_user(request, sociallogin, form)
        actions.announce_account(person=person)
        return person

    def populate_user(self, request: Any, sociallogin: Any, data: dict[str, Any]) -> Person:
        """Take the name as the university knows it."""
        person: Person = super().populate_user(request, sociallogin, data)
        name = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        person.name = name[:LONGEST_NAME]
        person.locale = get_language() or "en"
        return person


def _in_without_address(request: Any, sociallogin: Any) -> Any:
    """Let somebody in of whom neither the lists nor the sign-in know an address: there is none to confirm."""
    record_authentication(request, sociallogin)
    return perform_login(
        request,
        sociallogin.user,
        email_verification=EmailVerificationMethod.NONE,
        redirect_url=sociallogin.get_redirect_url(request),
        signal_kwargs={"sociallogin": sociallogin},
    )


class SecondFactors(DefaultMFAAdapter):
    """Second factors: what the person's authenticator shows."""

    def get_totp_label(self, user: Person) -> str:
        """Name the account in the authenticator."""
        return user.email or ""

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """Name the account in the passkey; by its id, in the library's own form, the person is found again."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.get_full_name(), "name": user.email}
