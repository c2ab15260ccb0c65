"""Write down who changed what on the admin sites, without a word of its contents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest


class ImpersonalLogMixin:
    """Keep object ids and names of fields in the log, never an object's text.

    Log entries outlive what they speak of, a deleted row or a purged enquiry.
    """

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        _log(request, [obj], ADDITION, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        _log(request, [obj], CHANGE, message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Any]) -> None:
        _log(request, queryset, DELETION, [])


def note(request: HttpRequest, obj: Any, *fields: str) -> None:
    """Write down a change that was made on a page of our own."""
    _log(request, [obj], CHANGE, [{"changed": {"fields": list(fields)}}])


def _log(request: HttpRequest, objects: Iterable[Any], action: int, message: Any) -> None:
    """Write one entry for each object."""
    for obj in objects:
        LogEntry.objects.create(
            user_id=str(request.user.pk),
            content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
            object_id=str(obj.pk),
            object_repr=str(obj._meta.verbose_name),
            action_flag=action,
            change_message=_impersonal(message),
        )


def _impersonal(message: Any) -> str:
    """Drop the texts of objects from Django's structured message, and any free text."""
    if not isinstance(message, list) or not message:
        return ""
    kept = [
        {kind: details | ({"object": "…"} if "object" in details else {})}
        for entry in message
        for kind, details in entry.items()
    ]
    return json.dumps(kept)
