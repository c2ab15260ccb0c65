"""Celery messages for many deliveries in one command to the broker."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from celery import Celery
from kombu import Connection

# What nobody has taken after this long the sweep has found, or will find again.
EXPIRES = timedelta(seconds=60)

_ID = str(uuid.UUID(int=0))
_TAG, _BODY, _UNTIL = "@tag@", "@body@", "@until@"
_connections: dict[Celery, Connection] = {}


def post(ids: Iterable[uuid.UUID]) -> None:
    """Queue one task per delivery. Raises OSError or kombu's OperationalError.

    Building a message costs Celery more than accepting an enquiry costs us, and each
    is a round trip. So Celery builds one, for a delivery that doesn't exist, and every
    message is that one with ids put in: what workers read is Celery's own format.
    Brokers other than Redis get theirs from Celery itself.
    """
    from relay.tasks import deliver

    app: Any = deliver.app
    connection = _connection(app)
    if connection.transport.driver_type != "redis":
        for delivery_id in ids:
            deliver.apply_async((str(delivery_id),), expires=EXPIRES.total_seconds())
        return
    envelope, body = _template(deliver)
    until = (datetime.now(UTC) + EXPIRES).isoformat()
    messages = [_fill(envelope, body, str(one), until) for one in ids]
    try:
        channel: Any = connection.default_channel
        channel.client.lpush(app.conf.task_default_queue, *messages)
    except Exception as error:
        connection.close()
        _connections.pop(app, None)
        raise OSError("The broker took nothing.") from error


def _connection(app: Celery) -> Connection:
    known = _connections.get(app)
    if known is None:
        known = _connections[app] = app.connection_for_write()
    return known


def _fill(envelope: str, body: str, delivery_id: str, until: str) -> str:
    args = base64.b64encode(body.replace(_ID, delivery_id).encode()).decode()
    filled = envelope.replace(_BODY, args).replace(_TAG, str(uuid.uuid4()))
    return filled.replace(_UNTIL, until).replace(_ID, delivery_id)


@cache
def _template(task: Any) -> tuple[str, str]:
    """Return Celery's own message for one delivery, and its body apart."""
    with Connection("memory://") as connection, connection.channel() as channel:
        producer, seconds = connection.Producer(channel), int(EXPIRES.total_seconds())
        task.apply_async((_ID,), task_id=_ID, producer=producer, expires=seconds)
        memory: Any = channel
        message: dict[str, Any] = memory._get(task.app.conf.task_default_queue)
    body = base64.b64decode(message["body"]).decode()
    message["body"] = _BODY
    message["headers"]["expires"] = _UNTIL
    message["properties"]["delivery_tag"] = _TAG
    return json.dumps(message), body
