from __future__ import annotations

from django.urls import path

from demo.site import views

urlpatterns = [
    path("", views.index, name="index"),
    path("inbox", views.inbox, name="inbox"),
    path("inbox/latest", views.latest_enquiry, name="latest_enquiry"),
    path("webhook/<slug:slug>", views.webhook, name="webhook"),
    path("mail", views.mailbox, name="mailbox"),
    path("mail/new", views.new_mail, name="new_mail"),
    path("mail/latest", views.latest_mail, name="latest_mail"),
    path("mail/<int:number>", views.mail_html, name="mail_html"),
    path("site/<str:name>", views.asset, name="asset"),
    path("<slug:slug>/", views.page, {"locale": "de"}, name="page"),
    path("<slug:slug>/en", views.page, {"locale": "en"}, name="page_en"),
]
