from __future__ import annotations

from django.urls import include, path

from zenflow.urls import urlpatterns as whole

urlpatterns = [*whole, path("", include("relay.urls"))]
