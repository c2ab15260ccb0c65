"""The kinds of fields. A new kind is one file here, one line below, its twin, docs and vectors."""

from __future__ import annotations

from .base import Answer, Choice, Field, FieldKind, Invalid
from .consent import Consent
from .email import Email
from .long_text import LongText
from .multiple_choice import MultipleChoice
from .short_text import ShortText
from .single_choice import SingleChoice

KINDS: dict[str, FieldKind] = {
    kind.name: kind
    for kind in (ShortText(), LongText(), SingleChoice(), MultipleChoice(), Email(), Consent())
}

__all__ = ["KINDS", "Answer", "Choice", "Field", "FieldKind", "Invalid"]
