"""The one settings file. What differs between installations comes from the environment (`environment.py`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nscl.foundation import logs
from nscl.foundation.environment import (
    ROOT,
    check,
    data_folder,
    database,
    file_storage,
    flag,
    integer,
    mail,
    megabytes,
    production,
    secret,
    sign_on,
)
from nscl.foundation.tenancy.session import reset_connection

check()
DATA = data_folder()
NODE_MODULES = ROOT / "node_modules"
SECRET_KEY = secret("SECRET_KEY", file="secret_key")
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
AUDIT_KEY = secret("NSCL_AUDIT_KEY", file="audit_key")
AUDIT_OLD_KEYS = [key for key in os.environ.get("NSCL_AUDIT_OLD_KEYS", "").split(",") if key]
DEBUG = False
PRODUCTION = production()
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
SITE_URL = (os.environ.get("NSCL_URL") or f"http://localhost:{os.environ.get('PORT') or 8000}").rstrip(
    "/"
)  # in letters
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

ROOMS = [
    "nscl.foundation",
    "nscl.organisations",
    "nscl.accounts",
    "nscl.documents",
    "nscl.catalogue",
    "nscl.standards",
    "nscl.enterprises",
    "nscl.plans",
    "nscl.support",
    "nscl.interfaces",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "nscl.foundation.requests.RequestLog",
    "nscl.foundation.security.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nscl.foundation.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nscl.accounts.signin.resend.KeepTypedMiddleware",
    "nscl.accounts.signin.idle.IdleMiddleware",
    "nscl.accounts.signin.second_factor.SecondFactorMiddleware",
    "nscl.accounts.middleware.MembershipMiddleware",
    "nscl.foundation.year.YearMiddleware",
    "nscl.foundation.errors.DomainErrorMiddleware",
]
ROOT_URLCONF = "nscl.config.urls"
WSGI_APPLICATION = "nscl.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nscl.interfaces.shell.context",
                "nscl.accounts.signin.idle.context",
            ],
            "builtins": ["nscl.foundation.templatetags.nscl", "django.templatetags.i18n"],
        },
    }
]

# The application's role only. The owner's address is there for migrations and reference data alone, and the process
# that serves pages is started without it.
DATABASES: dict[str, Any] = {"default": database("DATABASE_URL") or {"ENGINE": "django.db.backends.postgresql"}}
# Every search reads through the words that wait to enter their index: a megabyte of them, not the usual four.
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "options": "-c gin_pending_list_limit=1MB",
    "prepare_threshold": 0,  # of cursors that bind on the server alone: kept questions (foundation.kept)
    "pool": {"min_size": 1, "max_size": 6, "timeout": 4, "reconnect_timeout": 5, "reset": reset_connection},
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if owner := database("DATABASE_OWNER_URL"):
    owner["OPTIONS"] = {**owner["OPTIONS"], "options": "-c lock_timeout=5s"}
    DATABASES["owner"] = owner
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "nscl.accounts.backends.RoleBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "nscl.accounts.adapter.ClosedAdapter"
INVITATION_DAYS = 7
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[NSCL] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Failures are counted by `accounts.signin.lockout`, which says how long. An office shares one address.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "120/m/ip", "keep_typed": "30/m/ip", "invitation": "60/h/ip"}
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("NSCL_BEHIND_PROXY") == "1" else 0
MFA_ADAPTER = "nscl.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a new address waits for its confirmation; nobody signs up
MFA_TOTP_ISSUER = "NSCL"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
SIGN_ON = sign_on()
SOCIALACCOUNT_ADAPTER = "nscl.accounts.adapter.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [SIGN_ON] if SIGN_ON else []}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
REQUIRE_SECOND_FACTOR = flag("NSCL_REQUIRE_SECOND_FACTOR", PRODUCTION)
IDLE_MINUTES = integer("NSCL_IDLE_MINUTES", 30, least=3, most=12 * 60)

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
LOCALE_PATHS = [ROOT / "src" / "nscl" / "config" / "locale"]
FORMAT_MODULE_PATH = ["nscl.config.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    ("tabler", NODE_MODULES / "@tabler" / "core" / "dist"),
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("be-vietnam-pro", NODE_MODULES / "@expo-google-fonts" / "be-vietnam-pro"),
]
STATIC_ROOT = os.environ.get("STATIC_ROOT")  # only where a web server in front serves them
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILES_STORAGE = file_storage("NSCL_STORAGE")
FILES_ROOT = Path(FILES_STORAGE["folder"]) if "folder" in FILES_STORAGE else DATA / "files"
UPLOAD_LIMITS_MB = megabytes("NSCL_UPLOAD_LIMITS")
UPLOAD_LIMIT_BYTES = max(50, *UPLOAD_LIMITS_MB.values(), 0) * 1024 * 1024
TABLE_LIMIT_BYTES = max(250, *UPLOAD_LIMITS_MB.values(), 0) * 1024 * 1024  # lists, read row by row
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_HANDLERS = ["nscl.documents.handlers.NamelessUpload"]

EMAIL_BACKEND = "nscl.foundation.outbox.backend.OutboxBackend"
NSCL_MAIL = mail()
DEFAULT_FROM_EMAIL = os.environ.get("NSCL_MAIL_FROM") or "NSCL <khong-tra-loi@localhost>"
EMAIL_FILE_PATH = DATA / "mail"

CACHES = {"default": {"BACKEND": "nscl.foundation.cache.PostgresCache"}}
SESSION_ENGINE = "nscl.accounts.signin.store"
PASSWORD_RESET_TIMEOUT = 2 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "nscl.interfaces.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = os.environ.get("NSCL_BEHIND_PROXY") != "1"
    if os.environ.get("NSCL_BEHIND_PROXY") == "1":  # else anybody could say it of themselves
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000

LOGGING = logs.settings(production=PRODUCTION, level=os.environ.get("NSCL_LOG_LEVEL", ""))
