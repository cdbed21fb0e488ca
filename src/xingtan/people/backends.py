"""What allauth asks us while somebody signs up or in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.utils.translation import get_language, override

from xingtan.kernel import mail
from xingtan.people import actions
from xingtan.people.models import Person


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

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is: the sender says where it comes from."""
        return subject


class UniversityAccounts(DefaultSocialAccountAdapter):
    """Accounts that come from a university's own sign-in (OIDC, SAML)."""

    def save_user(self, request: Any, sociallogin: Any, form: Any = None) -> Person:
        """Open the account, and announce it."""
        person: Person = super().save_user(request, sociallogin, form)
        actions.announce_account(person=person)
        return person

    def populate_user(self, request: Any, sociallogin: Any, data: dict[str, Any]) -> Person:
        """Take the name as the university knows it."""
        person: Person = super().populate_user(request, sociallogin, data)
        person.name = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        person.locale = get_language() or "en"
        return person


class SecondFactors(DefaultMFAAdapter):
    """Second factors: what the person's authenticator shows."""

    def get_totp_label(self, user: Person) -> str:
        """Name the account in the authenticator."""
        return user.email or ""

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """Name the account in the passkey; the uid says nothing about the person."""
        return {"id": user.uid.bytes, "display_name": user.get_full_name(), "name": user.email}
