"""What Django is told: collected from the rooms' own settings, nothing decided twice."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import django_stubs_ext

from xingtan.kernel import home, logs
from xingtan.site import languages, university_sign_in
from xingtan.site.config import site as XINGTAN  # noqa: N812 - a setting by Django's spelling
from xingtan.site.signing_in import *  # noqa: F403 - its names are settings, too

# Forms and managers say of what they are, which Django itself cannot read at run time.
django_stubs_ext.monkeypatch()

DEBUG = XINGTAN.debug
SECRET_KEY = home.secret("django")
_address = urlsplit(XINGTAN.address)
IS_HTTPS = _address.scheme == "https"
ALLOWED_HOSTS = [
    *(XINGTAN.hosts or (_address.hostname or "localhost",)),
    *([] if IS_HTTPS else ["localhost", "127.0.0.1", "[::1]", "testserver"]),
]
CSRF_TRUSTED_ORIGINS = [XINGTAN.address]

# In the order of the floors, lowest first.
ROOMS = (
    "search",
    "people",
    "universities",
    "jobs",
    "eventstore",
    "notices",
    "library",
    "catalog",
    "authoring",
    "learning",
    "assessment",
    "discussion",
    "teaching",
    "attendance",
    "timetables",
    "activities",
    "classroom",
    "labs",
    "rosters",
    "readiness",
    "insights",
    "directory",
    "harvest",
    "matching",
    "readers",
    "outlets",
    "reporting",
    "coordination",
    "credentials",
    "federation.course_csv",
    "federation.folder",
    "federation.moochub",
    "federation.oai_pmh",
    "federation.oneroster",
    "federation.open_data",
    "federation.scim",
    "federation.webhooks",
    "federation.olx",
    "federation.schema_org",
    "closing",
    "census",
    "dashboards",
    "research",
    "replay",
    "support",
)

INSTALLED_APPS = [
    "xingtan.kernel",
    "xingtan.ui",
    *(f"xingtan.{room}" for room in ROOMS),
    "xingtan.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "xingtan.site.apps.OperatorsConfig",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(["allauth.socialaccount.providers.saml"] if university_sign_in.HAS_SAML else []),
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "xingtan.kernel.logs.each_request",
    "xingtan.site.packing.packed",
    "django.middleware.security.SecurityMiddleware",
    "xingtan.site.middleware.security_headers",
    "xingtan.site.middleware.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "xingtan.ui.notify.middleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "xingtan.site.urls"
WSGI_APPLICATION = "xingtan.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

_loaders = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _loaders)])],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "xingtan.ui.templatetags.ui",
                "xingtan.ui.templatetags.fixed",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xingtan.site.navigation.navigation",
                "xingtan.site.views.demo.cast",
            ],
        },
    },
]
COTTON_DIR = "cotton"
FORM_RENDERER = "xingtan.ui.forms.Renderer"


def _database() -> dict[str, Any]:
    if XINGTAN.database_url:
        # One connection a thread, kept open: opening one per request costs more than the page.
        return dict(dj_database_url.parse(XINGTAN.database_url, conn_max_age=None, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home.path("xingtan.db"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # NORMAL under WAL: a power cut may cost the last moments' commits, never the database.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-8000;",
        },
    }


DATABASES = {"default": _database()}
# Of ours, nothing is kept here. Sign-in is: the tries it counts, and the codes it has seen, are those of all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_recent",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

SESSION_ENGINE = "xingtan.kernel.sessions"  # a cache in each process would keep an ended sign-in alive
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if XINGTAN.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = XINGTAN.language
LOCALE_PATHS = [*(Path(folder) for folder in XINGTAN.locales), Path(__file__).parents[1] / "locale"]
LANGUAGES = languages.spoken(*LOCALE_PATHS)
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "xingtan.ui.formats"
TIME_ZONE = "UTC"

# The demo's terminal is for its addresses and sign-ins.
LOGGING = logs.config(level="WARNING" if XINGTAN.is_demo else "INFO")
EMAIL_BACKEND = "xingtan.kernel.mail.Post"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = XINGTAN.email_from

STATIC_URL = "/static/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": home.root() / "media"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _address.scheme
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

SILENCED_SYSTEM_CHECKS: list[str] = []
