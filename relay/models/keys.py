from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from relay.states import EpochState


class KeyEpoch(models.Model):
    """An hour in which payloads were sealed; its key lies alone in the keys database."""

    State = EpochState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    hour = models.DateTimeField()
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    # Since when its key was not found although something held needs it.
    missing_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Two processes that open an hour's epoch at once end with the same one.
            models.UniqueConstraint(
                fields=["hour"], condition=models.Q(state="open"), name="one_open_epoch_an_hour"
            )
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="epoch_by_state")]

    def __str__(self) -> str:
        return str(self.id)


class EpochKey(models.Model):
    """The key of an epoch, wrapped by a master key. Lives in the keys database alone."""

    lives_with_keys = True

    epoch_id = models.UUIDField(primary_key=True)
    master_kid = models.CharField(max_length=40)
    nonce = models.BinaryField(max_length=12)
    wrapped = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return str(self.epoch_id)


class Watermark(models.Model):
    """How far an instance has come: one row, in both databases, raised while it works.

    A restored copy of the main database stands lower than the keys database does.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    level = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.level)
