"""All settings in one place. Every environment variable is read at the top; the README has the table."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()


def read(reader, name, *default):
    """The value of an environment variable, or one line that names it and says what is wrong."""
    try:
        return reader(name, *default)
    except (EnvError, ValueError, KeyError) as error:
        _, _, wrong = str(error).rpartition(" invalid: ")
        raise SystemExit(f"Setting {name} is not right: {wrong}") from error


def refuse(name, wrong):
    raise SystemExit(f"Setting {name} is not right: {wrong}")


def read_list(name, pattern, wrong):
    """Comma-separated words that all fit the pattern."""
    values = read(env.list, name, [])
    for value in values:
        if not re.fullmatch(pattern, value):
            refuse(name, f"{value!r} {wrong}")
    return values


def read_choice(name, choices):
    value = read(env.str, name, choices[0]).upper()
    if value not in choices:
        raise SystemExit(f"Setting {name} is not right: it must be one of {', '.join(choices)}")
    return value


def read_url(reader, name, key, known):
    """What a URL stands for, as settings. `key` names the entry that an unknown scheme leaves out."""
    found = read(reader, name)
    if not found.get(key):
        raise SystemExit(f"Setting {name} is not right: it must begin with {known}")
    return found


DATA_DIR = Path(read(env.str, "BACKCARE_DATA_DIR", str(BASE_DIR / ".data"))).resolve()
DEBUG = read(env.bool, "DEBUG", False)
# The server itself speaks plain HTTP, so HTTPS means that one proxy stands before it.
HTTPS = read(env.bool, "HTTPS", False)
TRUSTED_PROXIES = read(env.int, "TRUSTED_PROXIES", 1 if HTTPS else 0)
if TRUSTED_PROXIES < 0:
    refuse("TRUSTED_PROXIES", "it must be 0 or more")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = LOCAL_HOSTS + read_list(
    "ALLOWED_HOSTS",
    r"\*|\.?[\w-]+(\.[\w-]+)*|\[[0-9a-fA-F:.]+\]",
    "is no host name; write it without https://, port or path, such as back.example.org",
)
CSRF_TRUSTED_ORIGINS = read_list(
    "CSRF_TRUSTED_ORIGINS",
    r"https?://[\w*.:\[\]-]+",
    "is no origin; write it with its scheme and no path, such as https://back.example.org",
)
DATABASES = {"default": read(env.dj_db_url, "DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
CACHE_URL = read(env.str, "CACHE_URL", "")
EMAIL_URL = read(env.str, "EMAIL_URL", "")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read(env.str, "DEFAULT_FROM_EMAIL", "backcare@localhost")
# Where the site is to be found, for links in mail that no page asked for.
SITE_URL = read(env.str, "SITE_URL", "").rstrip("/")
if SITE_URL and not re.fullmatch(r"https?://[\w.-]+(:\d+)?|https?://\[[0-9a-fA-F:.]+\](:\d+)?", SITE_URL):
    refuse("SITE_URL", "write it with its scheme and no path, such as https://back.example.org")
SQLITE_SYNCHRONOUS = read_choice("SQLITE_SYNCHRONOUS", ("FULL", "NORMAL"))


def kept_secret_key():
    """The key in the data folder, made at the first start. It appears whole or not at all, and of two first starts
    side by side one key wins."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        fresh = DATA_DIR / f"secret_key.{os.getpid()}"
        with open(fresh, "w", opener=lambda name, flags: os.open(name, flags, mode=0o600)) as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


try:
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # what hurts is nobody else's business on this machine
    SECRET_KEY = read(env.str, "SECRET_KEY", "") or kept_secret_key()
except OSError as error:
    raise SystemExit(
        f"Setting BACKCARE_DATA_DIR is not right: {DATA_DIR} can't be written ({error.strerror})"
    ) from error

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "backcare.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "backcare",
    "backcare.accounts",
    "exercises",
    "plans",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backcare.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "backcare.middleware.private_pages",
    "backcare.middleware.wrong_methods",
]

ROOT_URLCONF = "backcare.urls"
WSGI_APPLICATION = "backcare.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = not DEBUG

# SQLite: WAL and IMMEDIATE make readers and writers wait for each other instead of failing.
# A pool (PostgreSQL) and persistent connections (SQLite) exclude each other.
_database = DATABASES["default"]
if not _database["NAME"] or _database["NAME"] == ":memory:":
    refuse("DATABASE_URL", "it must end with the name of a database, such as postgres://user:password@host:5432/name")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["CONN_MAX_AGE"] = 60
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": (
            f"PRAGMA journal_mode=WAL;PRAGMA synchronous={SQLITE_SYNCHRONOUS};PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
        ),
    }
elif _database["ENGINE"] == "django.db.backends.postgresql":
    _database["CONN_MAX_AGE"] = 0
    _database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 4, "timeout": 10}
    _database["OPTIONS"].setdefault("connect_timeout", 5)
else:
    raise SystemExit("Setting DATABASE_URL is not right: it must begin with sqlite:// or postgres://")

# The database is the default cache because rate limits must hold across worker processes.
if CACHE_URL:
    CACHES = {"default": read_url(env.dj_cache_url, "CACHE_URL", "BACKEND", "redis:// or rediss://")}
    if "redis" in CACHES["default"]["BACKEND"].lower():
        if not urlsplit(CACHE_URL).hostname:
            refuse("CACHE_URL", "it must name a host, such as redis://host:6379/0")
        CACHES["default"]["BACKEND"] = "backcare.caching.RedisCache"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

if EMAIL_URL:
    vars().update(read_url(env.dj_email_url, "EMAIL_URL", "EMAIL_BACKEND", "submission:// or smtp://"))
    EMAIL_TIMEOUT = 10
    if "smtp" in vars()["EMAIL_BACKEND"] and not urlsplit(EMAIL_URL).hostname:
        refuse("EMAIL_URL", "it must name a mail server, such as submission://user:password@host:587")
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "plans:week"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Without mail no address can be verified, and a taken address can't be hidden at sign-up.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = bool(EMAIL_URL)
ACCOUNT_PREVENT_ENUMERATION = bool(EMAIL_URL)
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SIGNUP_REDIRECT_URL = "plans:start"
ACCOUNT_ADAPTER = "backcare.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "backcare.accounts.forms.LoginForm",
    "signup": "backcare.accounts.forms.SignupForm",
    "change_password": "backcare.accounts.forms.ChangePasswordForm",
    "set_password": "backcare.accounts.forms.SetPasswordForm",
    "reset_password": "backcare.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "backcare.accounts.forms.ResetPasswordKeyForm",
    "add_email": "backcare.accounts.forms.AddEmailForm",
    "reauthenticate": "backcare.accounts.forms.ReauthenticateForm",
    "confirm_email_verification_code": "backcare.accounts.forms.ConfirmEmailForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "backcare" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "backcare.staticfiles.StaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["app"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 24 * 60 * 60  # people come every second day, often after a week away
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "backcare.views.csrf_failure"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked from inside, without the proxy
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stdout"},
        "silent": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers here would print twice or mail nobody.
        "django": {"handlers": [], "level": "WARNING"},
        # Errors with their traceback; pages not found and forms gone stale are everyday.
        "django.request": {"level": "ERROR"},
        # Scanners ask by address or by a wrong name all day; they get their 400 and no line.
        "django.security.DisallowedHost": {"handlers": ["silent"], "propagate": False},
    },
}
