"""A university that speaks OpenID Connect: allauth's own provider, as a second site in a process of its own.

``python -m tests.universities.oidc CALLBACK`` prints its address and serves until it is ended. How its people prove
who they are is not our matter: ``/enter/NAME/`` signs them in there.
"""

from __future__ import annotations

import sys
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET = "xingtan", "between two universities"
PEOPLE = {
    "rosa": ("rosa@apricot.example", True),
    "wei": ("wei@apricot.example", False),
    "ada": ("ada@example.org", True),
}


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *said: Any) -> None:
        """Say nothing."""


def _configure() -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        IDP_OIDC_PRIVATE_KEY=pem,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="of a test",
        SESSION_COOKIE_NAME="university",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        USE_TZ=True,
    )


def _admit(callback: str) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    Client.objects.create(
        id=CLIENT,
        name="Xingtan",
        secret=make_password(SECRET),
        scopes="openid\nprofile\nemail",
        redirect_uris=callback,
        skip_consent=True,
    )
    for name, (address, is_verified) in PEOPLE.items():
        user = User.objects.create_user(name, first_name=name.title(), last_name="of Apricot")
        EmailAddress.objects.create(user=user, email=address, verified=is_verified, primary=True)


def _enter(request: Any, name: str) -> Any:
    from django.contrib.auth import login
    from django.contrib.auth.models import User
    from django.http import HttpResponse

    user: Any = User.objects.get(username=name)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponse("entered")


def __getattr__(name: str) -> Any:
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import include, path

    return [
        path("enter/<name>/", _enter),
        path("accounts/", include("allauth.urls")),
        path("", include("allauth.idp.urls")),
    ]


def main(callback: str) -> None:
    """Serve."""
    _configure()
    import django
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    django.setup()
    call_command("migrate", verbosity=0)
    _admit(callback)
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Silent) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
