"""Ask for a new password: the same answer, after the same time, whoever asks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.account.views import PasswordResetView
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

logger = logging.getLogger(__name__)
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="new-password")


class ResetForm(ResetPasswordForm):  # type: ignore[misc]
    """Take an address, and look for nobody while the person waits."""

    def clean_email(self) -> str:
        return str(get_adapter().clean_email(self.cleaned_data["email"].lower()))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Leave the rest to a thread: looking, writing and sending take longer for some.

        Not to a task: its message would name an address, or be sent for those who exist only.
        """
        email = str(self.cleaned_data["email"])
        apart(send_link, request, email, translation.get_language())
        return email


class ResetView(PasswordResetView):  # type: ignore[misc]
    """Offer a link by mail, or say that this instance can't send any."""

    form_class = ResetForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().post if can_send() else super().get
        response: HttpResponseBase = answer(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "can_send": can_send()}


def can_send() -> bool:
    """Tell whether this instance has a mail server."""
    return bool(settings.EMAIL_HOST)


def send_link(request: HttpRequest, email: str, language: str) -> None:
    """Write to whoever has an account with this address."""
    with translation.override(language):
        form = ResetPasswordForm({"email": email})
        if form.is_valid():
            form.save(request)


def apart(work: Callable[..., None], *args: Any) -> None:
    """Do some work in a thread of its own; who asked for it doesn't learn how it went."""
    _pool.submit(_do, work, *args)


def _do(work: Callable[..., None], *args: Any) -> None:
    try:
        work(*args)
    except Exception as error:  # noqa: BLE001  # nobody else would hear of it
        logger.error("A link for a new password could not be sent (%s).", type(error).__name__)
    finally:
        connections.close_all()
