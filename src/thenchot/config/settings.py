"""Django settings: one file, the same for a single PC and for a team's server; what differs comes from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from thenchot.config import env

PACKAGE = Path(__file__).resolve().parent.parent
VAR = env.folder("THENCHOT_VAR", "var")

DEBUG = env.flag("THENCHOT_DEBUG")
SECRET_KEY = env.secret("THENCHOT_SECRET_KEY", keep_in=VAR / "secret_key")
ALLOWED_HOSTS = env.text("THENCHOT_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

# Apps in the order of the house, top floor first; tests/architecture holds this list and the import contracts equal.
FLOORS: dict[str, tuple[str, ...]] = {
    "edges": ("cli", "exchange", "intake"),
    "insight": ("reports", "board", "keylink", "planning"),
    "domain": (
        *("custody", "oversight", "emulation", "projects", "works", "upkeep", "supply", "depots", "stores"),
        *("materiel", "standards", "directives", "people"),
    ),
    "foundation": ("indicators", "regulations", "papers", "desk", "access", "organisation", "ledger"),
}
HOUSE = tuple(
    f"thenchot.{floor}.{app}"
    for floor, apps in FLOORS.items()
    for app in apps
    if (PACKAGE / floor / app / "apps.py").exists()
)
INSTALLED_APPS = [
    *HOUSE,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "ninja",
]

MIDDLEWARE = [
    "thenchot.foundation.access.headers.on_every_answer",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thenchot.foundation.access.gate.default_deny",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "thenchot.config.urls"
WSGI_APPLICATION = "thenchot.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thenchot.foundation.desk.context.house",
            ],
        },
    },
]

# Widgets are drawn by templates of the apps.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_DATABASE = dj_database_url.parse(
    env.text("DATABASE_URL", f"sqlite:///{VAR / 'thenchot.sqlite3'}"), conn_max_age=300, conn_health_checks=True
)
if _DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a deferred transaction that turns into a writer fails at once, whatever the timeout.
    _DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES = {"default": _DATABASE}

AUTH_USER_MODEL = "access.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "board"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "thenchot.foundation.access.backends.Members"]
# Five failures of one user from one address shut both out for a quarter of an hour; an administrator may open sooner.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "thenchot.foundation.access.lockout.name_of"
AXES_LOCKOUT_CALLABLE = "thenchot.foundation.desk.pages.account.locked_out"
# Nothing of what was typed is kept with an attempt but the name it was for, and nothing of it is logged.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken", "next"]
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# Calendar days are cut in one declared zone; instants are kept in UTC.
TIME_ZONE = env.text("THENCHOT_ZONE", "Asia/Ho_Chi_Minh")
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["thenchot.config.formats"]
# Django looks for words in installed apps by itself; these speak to people too, but have no tables and so are none.
LOCALE_PATHS = [
    PACKAGE / "config" / "locale",
    PACKAGE / "foundation" / "kernel" / "locale",
    *(
        PACKAGE / floor / app / "locale"
        for floor, apps in FLOORS.items()
        for app in apps
        if not (PACKAGE / floor / app / "apps.py").exists()
    ),
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns about a folder that is not there.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = VAR / "files"
# An organisation's own indicators: one .sql and one .toml each (foundation/indicators/registry.py).
INDICATOR_FOLDERS = (VAR / "config" / "indicators",)
# Its own definitions of reports: one .toml each (insight/reports/registry.py).
REPORT_FOLDERS = (VAR / "config" / "reports",)

# Long work waits in the database and is done by one process beside the server (`thenchot jobs`).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60  # A week: a walk without a network must not end with a new log-in.
# Behind a server that speaks HTTPS: cookies go by it alone.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("THENCHOT_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if env.flag("THENCHOT_HTTPS") else 0
DEFAULT_EXCEPTION_REPORTER_FILTER = "thenchot.foundation.access.secrecy.NoSecrets"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Pages load what this server gives and nothing else; no script or style stands inside a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }
}

# The node that writes here; every act carries it, so that sites can exchange later without renumbering.
THENCHOT_NODE = env.text("THENCHOT_NODE", "main")
