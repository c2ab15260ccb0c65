from __future__ import annotations

from django.urls import path

from relay import confirm_pages, embed, receipt_pages

urlpatterns = [
    path(
        "e/v1/assistants/<str:public_id>/submissions",
        embed.Submissions.as_view(),
        name="submissions",
    ),
    path("confirm/<str:token>", confirm_pages.confirm, name="confirm-address"),
    path("r/<str:number>.json", receipt_pages.receipt_json, name="receipt-json"),
    path("r/<str:number>", receipt_pages.receipt, name="receipt"),
    path(".well-known/zenflow-receipt-keys.json", receipt_pages.keys, name="receipt-keys"),
]
