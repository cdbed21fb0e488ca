"""How one signs in, in allauth's own words: by address and password, passkey, second factor, or one's university."""

from xingtan.site import university_sign_in

AUTHENTICATION_BACKENDS = ["xingtan.people.backends.SignIn"]
ACCOUNT_ADAPTER = "xingtan.people.backends.Accounts"
SOCIALACCOUNT_ADAPTER = "xingtan.people.backends.UniversityAccounts"
MFA_ADAPTER = "xingtan.people.backends.SecondFactors"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "xingtan.people.forms.SignUp"
ACCOUNT_FORMS = {
    "login": "xingtan.people.forms.signing_in.SignIn",
    "signup": "xingtan.people.forms.signing_in.SignUp",
    "add_email": "xingtan.people.forms.signing_in.AddEmail",
    "reset_password": "xingtan.people.forms.signing_in.AskReset",
    "reset_password_from_key": "xingtan.people.forms.signing_in.NewPassword",
    "change_password": "xingtan.people.forms.signing_in.ChangePassword",
    "set_password": "xingtan.people.forms.signing_in.SetPassword",
    "reauthenticate": "xingtan.people.forms.signing_in.Confirm",
}
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 60 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
# A classroom behind one address signs in and up together. What is guessed is counted by the account, too.
ACCOUNT_RATE_LIMITS = {
    "login": "120/10m/ip",
    "login_failed": "60/10m/ip,10/10m/key",
    "signup": "120/h/ip",
    "reset_password": "60/h/ip,5/h/key",
    "reset_password_from_key": "60/h/ip",
    "confirm_email": "1/10s/key",
    "manage_email": "10/10m/user",
    "change_password": "5/m/user",
    "reauthenticate": "10/10m/user",
}

SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = university_sign_in.providers()

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Xingtan"
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off are let in, too; a code still works once
MFA_FORMS = {
    "authenticate": "xingtan.people.forms.signing_in.SecondStep",
    "reauthenticate": "xingtan.people.forms.signing_in.ConfirmByCode",
    "activate_totp": "xingtan.people.forms.signing_in.ActivateApp",
    "add_webauthn": "xingtan.people.forms.signing_in.AddPasskey",
}

USERSESSIONS_TRACK_ACTIVITY = False
