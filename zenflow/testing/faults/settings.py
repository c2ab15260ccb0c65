"""The project's own settings for processes that tests kill, stop, and move through time.

They must be named by DJANGO_SETTINGS_MODULE, and serve nobody but this machine.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from zenflow.processes import LOOPBACK
from zenflow.settings import *  # noqa: F403
from zenflow.settings import CELERY_BEAT_SCHEDULE as _BEAT
from zenflow.settings import INSTALLED_APPS as _APPS
from zenflow.settings import PUBLIC_URL as _PUBLIC_URL

if urlsplit(_PUBLIC_URL).hostname != LOOPBACK:
    raise ImproperlyConfigured(
        f"zenflow.testing.faults lets tests end processes, and PUBLIC_URL is {_PUBLIC_URL}. "
        "Set DJANGO_SETTINGS_MODULE to zenflow.settings."
    )

INSTALLED_APPS = [*_APPS, "zenflow.testing.faults"]
# The load says where each request comes from, as end users come from many addresses.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
# Nobody waits for five seconds to see what the sweep puts in order.
CELERY_BEAT_SCHEDULE = {"sweep": {**_BEAT["sweep"], "schedule": 1.0}}
