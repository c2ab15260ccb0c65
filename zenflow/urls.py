from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView

from zenflow import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("builder.urls")),
    path("", RedirectView.as_view(url="/admin/"), name="home"),
    path("", include("relay.urls")),
    path("", include("tenants.urls")),
    path("api/schema", SpectacularAPIView.as_view(), name="api-schema"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health/work", health.work, name="health-work"),
]
