from __future__ import annotations

from django.urls import path

from demo.site import views

urlpatterns = [
    path("", views.page, {"locale": "de"}, name="page"),
    path("en", views.page, {"locale": "en"}, name="page_en"),
    path("inbox", views.inbox, name="inbox"),
    path("inbox/latest", views.latest, name="latest"),
    path("webhook", views.webhook, name="webhook"),
    path("site/<str:name>", views.asset, name="asset"),
]
