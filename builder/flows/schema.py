"""The kinds' part of the document's JSON Schema: `python -m builder.flows.schema` writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from builder.fields import KINDS, FieldKind

from .operators import OPERATORS

FILE = Path(__file__).parent / "document.schema.json"


def renewed(schema: dict[str, Any]) -> dict[str, Any]:
    """Give a schema the operators and kinds there are, with the config of each."""
    schema["$defs"]["test"]["properties"]["op"]["enum"] = list(OPERATORS)
    field = schema["$defs"]["field"]
    field["properties"]["kind"]["enum"] = list(KINDS)
    field["allOf"] = [_rule(kind) for kind in KINDS.values()]
    return schema


def _rule(kind: FieldKind) -> dict[str, Any]:
    """Say what a kind asks of its fields: its config, and nothing that it hasn't."""
    asked = {"config": kind.config_schema}
    if not kind.has_choices:
        asked["choices"] = {"maxItems": 0}
    condition = {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]}
    return {"if": condition, "then": {"properties": asked}}


def main() -> None:
    """Write the file anew."""
    schema = renewed(json.loads(FILE.read_text(encoding="utf-8")))
    FILE.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
