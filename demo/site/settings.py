"""Settings of the demo websites: they play the customers, so they share nothing but secrets."""

from __future__ import annotations

from pathlib import Path

from zenflow import env

BASE_DIR = Path(__file__).resolve().parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR.parent.parent / "var")
WEB_PORT = env.number("WEB_PORT", 8000, least=1, most=65535)
PUBLIC_URL = env.origin("PUBLIC_URL", f"http://127.0.0.1:{WEB_PORT}")
SECRET_KEY = env.own_secret("DEMO_SECRET_KEY", VAR_DIR / "secrets", env.make_key)
SECRETS = VAR_DIR / "secrets"

DEBUG = False
ALLOWED_HOSTS = ["*"]  # a demo on loopback, without logins, links or cookies
ROOT_URLCONF = "demo.site.urls"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = ["demo.site.policy.PolicyMiddleware"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
    }
]
USE_TZ = True
LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 80 * 2**20  # an enquiry with its files
