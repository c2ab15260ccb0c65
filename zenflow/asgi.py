from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zenflow.settings")

application = get_asgi_application()

from relay import starting  # noqa: E402  # it needs what the line above set up

starting.check()
