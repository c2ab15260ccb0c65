"""What all kinds that take numbers have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from .base import Field, FieldKind, Invalid, JsonSchema
from .decimals import DECIMAL, MOST, decimal, read_number, scaled
from .text import trim

BOUND: JsonSchema = {"type": ["string", "null"], "pattern": f"^{DECIMAL}$"}


class NumberKind(FieldKind):
    """A number between `min` and `max`, as a decimal string on the wire."""

    value_type = "number"
    # How many decimals a value always has.
    least_decimals: ClassVar[int] = 0

    def decimals(self, field: Field) -> int:
        """Give the most decimals that a value may have."""
        return 0

    def bounds(self, field: Field) -> tuple[int, int]:
        """Give the lowest and the highest value, in ten-thousandths."""
        lowest, highest = scaled(field.config.get("min")), scaled(field.config.get("max"))
        return -MOST if lowest is None else lowest, MOST if highest is None else highest

    def typed(self, field: Field, text: str) -> str:
        """Leave of what was typed the number alone."""
        return text

    def read(self, field: Field, raw: Any) -> str | None:
        """Read a number as people type it, and keep it within its bounds."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise Invalid("wrong_type")
        text = trim(raw)
        if not text:
            return None
        number = read_number(self.typed(field, text), self.decimals(field))
        lowest, highest = self.bounds(field)
        if number < lowest:
            raise Invalid("number_too_small", min=decimal(lowest, self.least_decimals))
        if number > highest:
            raise Invalid("number_too_large", max=decimal(highest, self.least_decimals))
        return decimal(number, self.least_decimals)

    def lint_config(self, field: Field) -> list[str]:
        """Refuse bounds that aren't numbers of the field's own decimals, or leave nothing between."""
        given = [field.config.get(name) for name in ("min", "max")]
        lowest, highest = self.bounds(field)
        step = 10 ** (4 - self.decimals(field))
        fits = all(
            bound is None or ((number := scaled(bound)) is not None and number % step == 0)
            for bound in given
        )
        return [] if fits and lowest <= highest else ["bad_range"]

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"type": "string", "pattern": f"^{DECIMAL}$"}
