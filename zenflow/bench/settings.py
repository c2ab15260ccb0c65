"""The project's own settings, and the counterparts beside it."""

from __future__ import annotations

from zenflow.settings import *  # noqa: F403
from zenflow.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "zenflow.bench"]
ROOT_URLCONF = "zenflow.bench.urls"
# Each request of the load says where it comes from, as end users come from many addresses.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
