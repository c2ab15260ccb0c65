"""The registration of a German vehicle."""

from __future__ import annotations

import re
from typing import Any

from .base import Field, Invalid, JsonSchema, gettext_noop
from .compact import GAPS, capitals
from .lines import TypedText

_PLACE, _LETTERS, _FIGURES = "([A-ZÄÖÜ]{1,3})", "([A-Z]{1,2})", "([1-9][0-9]{0,3})"
_TAIL = f"{GAPS}*{_FIGURES}{GAPS}*([EH]?)"
_PLATES = (
    re.compile(f"{_PLACE}{GAPS}+{_LETTERS}{_TAIL}"),
    # Without a gap, only two and five letters say where the place ends.
    re.compile(f"([A-ZÄÖÜ])([A-Z]){_TAIL}"),
    re.compile(f"([A-ZÄÖÜ]{{3}})([A-Z]{{2}}){_TAIL}"),
)


class LicencePlate(TypedText):
    """A German number plate, electric and historic vehicles included."""

    name = "licence_plate"
    label = gettext_noop("Licence plate")
    description = gettext_noop("The number plate of a vehicle registered in Germany.")
    data_class = "personal"
    limit = 30

    def read(self, field: Field, raw: Any) -> str | None:
        """Read place, letters and figures, however they were kept apart."""
        text = super().read(field, raw)
        if text is None:
            return None
        found = next(filter(None, (plate.fullmatch(capitals(text)) for plate in _PLATES)), None)
        if found is None:
            raise Invalid("invalid_licence_plate")
        place, letters, figures, mark = found.groups()
        return f"{place}-{letters} {figures}{mark}"

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        pattern = f"^{_PLACE}-{_LETTERS} {_FIGURES}[EH]?$"
        return {"type": "string", "pattern": pattern}
