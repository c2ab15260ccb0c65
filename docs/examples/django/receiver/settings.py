"""As little as it takes; the last three are what a receiver needs in a project that exists."""

import os
import secrets
from pathlib import Path

FOLDER = Path(os.environ.get("FOLDER", Path(__file__).resolve().parent.parent))

SECRET_KEY = secrets.token_urlsafe()  # nothing here is signed by it
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")
INSTALLED_APPS = ["enquiries"]
ROOT_URLCONF = "receiver.urls"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "enquiries.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
}

MEDIA_ROOT = FOLDER / "files"
WEBHOOK_SECRET = os.environ["WEBHOOK_SECRET"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 80 * 2**20  # with files as base64; as parts they go to a disk
