"""The forms of sign-in, in our words: allauth's own, without grey words in the fields that repeat the labels."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

ADDRESS = _("E-mail address")
PASSWORD_HELP = _("At least 10 characters. A few words that only you would put together are good.")
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class Plain:
    """Takes the placeholders away, calls an address an address, and asks a new password once: browsers can show it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]  # mixed into forms
        for field in fields.values():
            field.widget.attrs.pop("placeholder", None)
        fields.pop("password2", None)
        for name in ("login", "email"):
            if name in fields:
                fields[name].label = ADDRESS


class SignIn(Plain, account.LoginForm):
    """Address and password. The way for those who forgot it stands under the form, after the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = lazystr("")


class SignUp(Plain, account.SignupForm):
    """Name, address and password, in this order."""

    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_HELP


class AddEmail(Plain, account.AddEmailForm):
    """The address to change to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New address")
        self.fields["email"].widget.attrs["autocomplete"] = "email"


class AskReset(Plain, account.ResetPasswordForm):
    """The address that a link goes to."""


class NewPassword(Plain, account.ResetPasswordKeyForm):
    """A new password, typed once: it can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP


class ChangePassword(Plain, account.ChangePasswordForm):
    """The old password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Your password now")
        self.fields["oldpassword"].help_text = lazystr("")
        self.fields["password1"].help_text = PASSWORD_HELP


class SetPassword(Plain, account.SetPasswordForm):
    """A first password, for those who come through their university."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP


class Confirm(Plain, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = lazystr("")


class SecondStep(Plain, second.AuthenticateForm):
    """The code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app, or a recovery code")
        self.fields["code"].widget.attrs |= {**CODE, "inputmode": "text", "autocapitalize": "off"}


class ConfirmByCode(SecondStep, second.ReauthenticateForm):
    """The code once more, before something that matters."""


class ActivateApp(Plain, totp.ActivateTOTPForm):
    """The first code that the app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].widget.attrs |= CODE


class AddPasskey(webauthn.AddWebAuthnForm):
    """A name for the passkey. It signs in by itself, without a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].help_text = _("Such as: my phone. It helps you to find it again in the list.")
        self.fields["name"].required = False
        self.fields["passwordless"].label = _("I want to sign in with it alone, without a password")
        self.fields["passwordless"].initial = True
