from __future__ import annotations

from django.urls import path

from zenflow.bench import views
from zenflow.urls import urlpatterns as product

# Below /e/, so that the same middleware does the same work for them.
urlpatterns = [
    path("e/bench/bare", views.bare),
    path("e/bench/submissions", views.PlainSubmissions.as_view()),
    *product,
]
