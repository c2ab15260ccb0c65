"""Addresses that end users' browsers ask for; relay adds its own under the same prefix."""

from __future__ import annotations

from django.urls import path

from builder.embed import assets, flows, hosted, scripts

urlpatterns = [
    # First, because it is asked for most: each pattern before it costs a regular expression.
    path("e/v1/assistants/<str:public_id>", flows.PublishedFlow.as_view(), name="embed-flow"),
    path("e/v1.js", scripts.loader, name="embed-loader"),
    path("e/r.<slug:hash>.js", scripts.runtime, name="embed-runtime"),
    path("e/m.<slug:hash>.js", scripts.more, name="embed-more"),
    path("e/p.<slug:hash>.txt", scripts.postcodes, name="embed-postcodes"),
    path("e/a.<str:hash>.webp", assets.picture, name="embed-asset"),
    path("h/<str:public_id>", hosted.hosted, name="hosted"),
]
