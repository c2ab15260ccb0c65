from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class PlainSubmission(models.Model):
    """What a plain Django project would keep: the answers, readable, for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    client_id = models.CharField(max_length=43, unique=True)
    version = models.UUIDField()
    locale = models.CharField(max_length=12)
    answers = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[PlainSubmission]] = models.Manager()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return str(self.id)
