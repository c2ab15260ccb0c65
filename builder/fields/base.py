"""What a field is, and what every kind of field must be able to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

ValueType = Literal["text", "choice", "choices", "flag", "number", "date"]
Translated = dict[str, str]
RichText = dict[str, list[Any]]
Condition = dict[str, Any]
JsonSchema = dict[str, Any]


def gettext_noop(message: str) -> str:
    """Mark a text for translation; the admin translates it when it shows it."""
    return message


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a choice field offers."""

    id: str
    value: str
    label: Translated
    help: Translated | None


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a step, in all its languages."""

    id: str
    key: str
    kind: str
    label: Translated
    help: Translated | None
    required: bool
    visible_if: Condition | None
    config: dict[str, Any]
    choices: tuple[Choice, ...]
    purpose: Translated | None
    data_class: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as conditions see it; choices stand in it by their UUIDs."""

    type: ValueType
    value: Any


class Invalid(Exception):  # noqa: N818 - reads as what it says where it is raised
    """An answer that can't be taken, with a stable code and what its message needs."""

    def __init__(self, code: str, **params: Any) -> None:
        """Remember the code and the params."""
        super().__init__(code)
        self.code = code
        self.params = params


def in_locale(text: Translated, locale: str) -> str:
    """Choose the wording for a locale, else the first that isn't empty."""
    return text.get(locale) or next((wording for wording in text.values() if wording), "")


def whole(raw: Any) -> int | None:
    """Read a whole number from JSON, where 3.0 is 3 and true is no number."""
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return raw if type(raw) is int else None


class FieldKind(ABC):
    """A kind of field. Subclasses are stateless; one object of each stands in KINDS."""

    name: ClassVar[str]
    value_type: ClassVar[ValueType]
    label: ClassVar[str]
    description: ClassVar[str]
    has_choices: ClassVar[bool] = False
    required_code: ClassVar[str] = "required"
    config_schema: ClassVar[JsonSchema] = {
        "type": "object",
        "properties": {},
        "required": [],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Give the config of a field that was just added."""
        return {}

    def lint_config(self, field: Field) -> list[str]:
        """Name what is wrong with a field's config and choices, by code."""
        return []

    @abstractmethod
    def read(self, field: Field, raw: Any) -> Any:
        """Turn what was sent into a value; None means absent. Raises Invalid."""

    @abstractmethod
    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""

    @abstractmethod
    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say a value the way a person would."""

    def answer(self, field: Field, value: Any) -> Answer:
        """Give a value the shape that conditions test."""
        return Answer(self.value_type, value)
