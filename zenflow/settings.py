"""All settings, from the environment alone; docs/settings.md says what each is for."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from tenants.look import UNFOLD  # noqa: F401 - read by django-unfold
from zenflow import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")
_SECRETS = VAR_DIR / "secrets"

# --- what kind of start this is -----------------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=False)
WEB_PORT = env.number("WEB_PORT", 8000, least=1, most=65535)
DEMO_PORT = env.number("DEMO_PORT", 8001, least=1, most=65535)
DEMO_MAIL_PORT = env.number("DEMO_MAIL_PORT", 8002, least=1, most=65535)
PUBLIC_URL = env.origin("PUBLIC_URL", f"http://127.0.0.1:{WEB_PORT}")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or [urlsplit(PUBLIC_URL).hostname or "", "localhost"]

# --- secrets --------------------------------------------------------------------------
SECRET_KEY = env.own_secret("SECRET_KEY", _SECRETS, lambda: secrets.token_urlsafe(64))
MASTER_KEYS = env.keys("MASTER_KEYS", _SECRETS)
RECEIPT_KEYS = env.keys("RECEIPT_KEYS", _SECRETS)
RETIRED_RECEIPT_KEYS = env.public_keys("RETIRED_RECEIPT_KEYS")

# --- what is ours to promise ----------------------------------------------------------
HOLD_DAYS = env.number("HOLD_DAYS", 7, least=1, most=60)
EVIDENCE_DAYS = env.number("EVIDENCE_DAYS", 395, least=30, most=3660)
SUBMISSION_MAX_BYTES = env.number("SUBMISSION_MAX_BYTES", 262_144, least=4_096, most=10_485_760)
SUBMISSION_FILE_MAX_MB = env.number("SUBMISSION_FILE_MAX_MB", 25, least=1, most=100)
SUBMISSION_FILES_MAX_MB = env.number("SUBMISSION_FILES_MAX_MB", 50, least=1, most=100)
ALLOW_LOOPBACK_DESTINATIONS = env.flag("ALLOW_LOOPBACK_DESTINATIONS", default=False)

# --- databases ------------------------------------------------------------------------
DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR}/zenflow.sqlite3"),
    "keys": env.database("KEYS_DATABASE_URL", f"sqlite:///{VAR_DIR}/keys.sqlite3"),
}
DATABASE_ROUTERS = ["zenflow.routers.KeysRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: broker and cache ------------------------------------------------------------
REDIS_URL = env.secret("REDIS_URL") or f"unix://{VAR_DIR}/broker.sock"
env.DECLARED["REDIS_URL"] = "the embedded Valkey"
CACHES = {
    "default": {
        "BACKEND": "zenflow.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "zenflow",
        "KEY_FUNCTION": "zenflow.cache.impersonal_key",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}

# A shift, an attempt and its settling; with files an attempt may take longer (relay/schedule.py).
_LONGEST_TASK = 70 + 2 * SUBMISSION_FILES_MAX_MB
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # No message waits longer than a minute: what is unacknowledged for longer than that and a
    # task can take is lost.
    "visibility_timeout": 60 + _LONGEST_TASK,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A request that has been accepted must not wait for a broker that is away.
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT = _LONGEST_TASK
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_DB_REUSE_MAX = 1000
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "relay.tasks.sweep", "schedule": 5.0, "options": {"expires": 5}},
}

# --- the application --------------------------------------------------------------------
INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.inlines",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "zenflow.apps.ZenflowConfig",
    "tenants",
    "builder",
    "relay",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "tenants.policies.PolicyMiddleware",
    "zenflow.public.MemberSessionMiddleware",
    "zenflow.public.MemberLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "zenflow.public.MemberCsrfMiddleware",
    "zenflow.public.MemberAuthenticationMiddleware",
    "zenflow.public.MemberMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenants.middleware.TenantMiddleware",
]

ROOT_URLCONF = "zenflow.urls"
WSGI_APPLICATION = "zenflow.wsgi.application"
ASGI_APPLICATION = "zenflow.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
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

FORMS_URLFIELD_ASSUME_HTTPS = True  # what Django 6 does
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Without collected files the finders serve: tests and a first start need no collectstatic.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "unfold").exists()

# --- people -----------------------------------------------------------------------------
AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/admin/"
ACCOUNT_ADAPTER = "tenants.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Nobody is written to whose address was only typed into a form.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0, most=10)

# --- mail of the instance's own ------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")  # empty: this instance can't send mail, and says so
EMAIL_PORT = env.number("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_PASSWORD") or ""
EMAIL_SECURITY = env.one_of("EMAIL_SECURITY", "starttls", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender(
    "EMAIL_FROM", f"Zenflow <zenflow@{urlsplit(PUBLIC_URL).hostname}>"
)
BOUNCE_ADDRESS = env.mailbox("BOUNCE_ADDRESS")  # empty: nobody hears of mails that come back
BOUNCE_WINDOW = env.number("BOUNCE_WINDOW", 0, most=24 * HOLD_DAYS)
BOUNCE_PASSWORD = env.secret("BOUNCE_PASSWORD") or ""

# --- languages and time -------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "zenflow.formats"
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# --- embedded pages and the public interface ------------------------------------------------
CORS_URLS_REGEX = r"^/e/.*$"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "POST", "OPTIONS"]
CORS_ALLOW_HEADERS = ["content-type"]
CORS_PREFLIGHT_MAX_AGE = 7200
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "builder.embed.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Zenflow",
    "DESCRIPTION": "What embedded assistants use, and what webhooks send.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",  # the first that knows webhooks
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "relay.webhook_openapi.add_webhooks",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVERS": [{"url": PUBLIC_URL}],
}

# --- security ---------------------------------------------------------------------------
_HTTPS = PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 63_072_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_NAME = "__Host-session" if _HTTPS else "zenflow_session"
CSRF_COOKIE_NAME = "__Host-csrf" if _HTTPS else "zenflow_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = max(SUBMISSION_MAX_BYTES, 2_621_440)
# A form of the most fields there can be, each of several inputs.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# The only one: Django's own put what is larger than 2.5 MB on a disk in clear.
FILE_UPLOAD_HANDLERS = ["relay.uploads.SealingHandler"]
# An ASGI server of Django's would spool whole requests to a disk in clear beyond this.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**40
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}
# Django's check knows its own CSRF middleware by name alone; zenflow.E003 knows ours too.
SILENCED_SYSTEM_CHECKS = ["security.W003"]

# --- logs: no personal data, so no request lines and no locals -----------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"impersonal": {"()": "zenflow.logs.Impersonal"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": "plain",
            "filters": ["impersonal"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "django.db.backends": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
    },
}
