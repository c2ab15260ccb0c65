"""An e-mail address."""

from __future__ import annotations

import re
from typing import Any

from .base import Field, Invalid, JsonSchema, gettext_noop
from .lines import TypedText
from .text import BLANKS

# The shape alone is judged: whether mail arrives is known only by sending some. Letters beyond
# ASCII are welcome on both sides of the @. The twin in the browser holds the same two patterns.
_BLANK = re.compile(f"[{BLANKS}]")
_ATOM = r'[^."(),:;<>@\[\\\]]+'
_LETTER = r"[0-9A-Za-z\u00a1-\U0010ffff]"
_LABEL = rf"{_LETTER}(?:[-0-9A-Za-z\u00a1-\U0010ffff]{{0,61}}{_LETTER})?"
_ADDRESS = re.compile(
    rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?![0-9]+\Z){_LABEL}"
)


class Email(TypedText):
    """An e-mail address, judged by its shape and never by looking it up."""

    name = "email"
    label = gettext_noop("E-mail address")
    description = gettext_noop("An address the person can be reached at.")
    limit = 254

    def read(self, field: Field, raw: Any) -> str | None:
        """Read the text, then ask whether it has the shape of an address."""
        text = super().read(field, raw)
        if text is not None and (_BLANK.search(text) or not _ADDRESS.fullmatch(text)):
            raise Invalid("invalid_email")
        return text

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {**super().answer_schema(field), "format": "idn-email"}
