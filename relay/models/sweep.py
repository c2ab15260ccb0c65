from __future__ import annotations

from django.db import models


class Sweep(models.Model):
    """When a sweep was last seen at work: one row, by which an outage of our own is noticed."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)
