"""Webhooks in the OpenAPI document: the same schema as payload.schema.json, once for each form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from relay.channels.webhook import OF_DOCUMENT
from relay.webhook_forms import JSON_TYPE, PAYLOAD

_FILE = Path(__file__).with_name("payload.schema.json")
_ROOT, _PREFIX = "Webhook", "Webhook_"
_PLACE = "#/components/schemas/"
_DEFINED = "#/$defs/"
_EVENTS = {
    "enquiry.received": "An enquiry, with all answers and files; what it is for.",
    "destination.test": "A test that an owner sent; nothing but the assistant's name.",
}
_HEADERS = {
    "webhook-id": "The same for every attempt to deliver one enquiry.",
    "webhook-timestamp": "When this attempt was signed, in seconds.",
    "webhook-signature": "v1 and a signature of the body, once for each secret that counts.",
}
_ANSWERS = {
    "2XX": "You have stored it: it is deleted here.",
    "410": "The destination is stopped until an owner mends it.",
    "default": "Tried again.",
}


def add_webhooks(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Put what we send into the document of what we take; drf-spectacular calls this."""
    result["components"].setdefault("schemas", {}).update(schemas())
    result["webhooks"] = {name: {"post": _operation(name)} for name in _EVENTS}
    return result


def schemas() -> dict[str, Any]:
    """Return the JSON Schema cut into components, which refer to each other by their new places."""
    whole = json.loads(_FILE.read_text().replace(_DEFINED, _PLACE + _PREFIX))
    parts = whole.pop("$defs")
    for name in ("$schema", "$id"):
        del whole[name]
    return {_ROOT: whole, **{_PREFIX + name: part for name, part in parts.items()}}


def _operation(name: str) -> dict[str, Any]:
    event = {"$ref": _PLACE + _ROOT}
    document = {"allOf": [event, {"properties": {"type": {"const": name}}}]}
    form = {
        "type": "object",
        "required": [PAYLOAD],
        "properties": {PAYLOAD: document},
        "additionalProperties": {"contentMediaType": "application/octet-stream"},
    }
    parts = {"schema": form, "encoding": {PAYLOAD: {"contentType": JSON_TYPE}}}
    content = {JSON_TYPE: {"schema": document}, "multipart/form-data": parts}
    return {
        "operationId": name.replace(".", "_"),
        "summary": _EVENTS[name],
        "parameters": _parameters(),
        "requestBody": {"required": True, "content": content},
        "responses": {status: {"description": said} for status, said in _ANSWERS.items()},
    }


def _parameters() -> list[dict[str, Any]]:
    text = {"schema": {"type": "string"}}
    always = [
        {"name": name, "in": "header", "required": True, "description": said, **text}
        for name, said in _HEADERS.items()
    ]
    said = "Of multipart/form-data alone: the same, of the part named payload."
    return [*always, {"name": OF_DOCUMENT, "in": "header", "description": said, **text}]
