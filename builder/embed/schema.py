"""What the public answers look like, for /api/schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class FieldErrorSerializer(serializers.Serializer[Any]):
    """What is wrong with one answer."""

    field = serializers.CharField(help_text="The field's key; empty where no field is meant.")
    code = serializers.CharField(help_text="Stable; for programs.")
    message = serializers.CharField(help_text="For people, in the language of the request.")


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem document (RFC 9457)."""

    type = serializers.CharField(help_text="urn:zenflow: and the code.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What the end user can do, in their language.")
    code = serializers.CharField(help_text="Stable; for programs.")
    contact = serializers.CharField(required=False, help_text="How to reach the recipient instead.")
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]


_RICH = {
    "type": "array",
    "nullable": True,
    "items": {"type": "object"},
    "description": "Paragraphs and lists as nodes; never HTML.",
}
FLOW_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A published flow in one language: the flow document of docs/architecture.md "
    "with texts in place of translations.",
    "properties": {
        "schema": {"type": "integer", "enum": [1]},
        "version": {"type": "string", "format": "uuid"},
        "number": {"type": "integer"},
        "locale": {"type": "string"},
        "locales": {"type": "array", "items": {"type": "string"}},
        "time_zone": {"type": "string"},
        "title": {"type": "string"},
        "intro": _RICH,
        "recipient": {
            "type": "object",
            "properties": {
                "name": {"type": "string"},
                "privacy_url": {"type": "string"},
                "contact": {"type": "string"},
            },
        },
        "steps": {"type": "array", "items": {"type": "object"}},
        "endings": {"type": "array", "items": {"type": "object"}},
        "messages": {"type": "object", "additionalProperties": {"type": "string"}},
        "receipt_url": {"type": "string", "format": "uri"},
    },
    "required": ["schema", "version", "locale", "title", "steps", "endings", "messages"],
}
