"""Addresses that end users' browsers ask for; relay adds its own under the same prefix."""

from __future__ import annotations

from django.urls import path

from builder.embed import flows, hosted, scripts

urlpatterns = [
    path("e/v1.js", scripts.loader, name="embed-loader"),
    path("e/r.<slug:hash>.js", scripts.runtime, name="embed-runtime"),
    path("e/v1/assistants/<str:public_id>", flows.PublishedFlow.as_view(), name="embed-flow"),
    path("h/<str:public_id>", hosted.hosted, name="hosted"),
]
