"""What a field is, and what every kind of field must be able to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

ValueType = Literal[
    "text",
    "choice",
    "choices",
    "flag",
    "number",
    "date",
    "record",
    "records",
    "files",
    "none",
]
DataClass = Literal["none", "personal", "special"]
Translated = dict[str, str]
RichText = dict[str, list[Any]]
Condition = dict[str, Any]
# A decimal string, or an object of one operation; `builder.flows.expressions` tells which there are.
Expression = Any
JsonSchema = dict[str, Any]


def gettext_noop(message: str) -> str:
    """Mark a text for translation; the admin translates it when it shows it."""
    return message


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the widget fetches it, by its content's hash; measures in pixels."""

    hash: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a choice field offers."""

    id: str
    value: str
    label: Translated
    help: Translated | None
    picture: Picture | None = None
    # What choosing it counts where answers are reckoned up: a decimal string.
    score: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What is said at a field while a condition holds; an error also stops the end user."""

    id: str
    if_: Condition
    level: str
    message: Translated


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a step, in all its languages; a group has the questions of one entry."""

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
    required_if: Condition | None = None
    required_message: Translated | None = None
    invalid_message: Translated | None = None
    checks: tuple[Check, ...] = ()
    fields: tuple[Field, ...] = ()


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
    """Choose the wording for a locale, else for its language, else the first that isn't empty."""
    said = text.get(locale) or text.get(locale.partition("-")[0])
    return said or next((wording for wording in text.values() if wording), "")


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
    # The type that conditions test, where it isn't the value's own: `answer` makes it.
    condition_type: ClassVar[ValueType]
    has_choices: ClassVar[bool] = False
    # Whether there is anything to answer.
    asks: ClassVar[bool] = True
    # Whether a group's entries may ask it. What is agreed to, or uploaded, is so once.
    in_groups: ClassVar[bool] = True
    # Whether the kind looks at the day.
    judges: ClassVar[bool] = False
    # What a new field of the kind is pre-set to.
    data_class: ClassVar[DataClass] = "none"
    required_code: ClassVar[str] = "required"
    config_schema: ClassVar[JsonSchema] = {
        "type": "object",
        "properties": {},
        "required": [],
        "additionalProperties": False,
    }

    def __init_subclass__(cls) -> None:
        """Let conditions test the value as it is unless the kind says otherwise; see who judges."""
        super().__init_subclass__()
        cls.judges = cls.judge is not FieldKind.judge
        if hasattr(cls, "value_type") and "condition_type" not in vars(cls):
            cls.condition_type = cls.value_type

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

    def spoken(self, field: Field, params: dict[str, Any], locale: str) -> dict[str, Any]:
        """Say a problem's bounds the way values are said; counts stay."""
        return {
            name: self.words(field, param, locale)
            if name in {"min", "max", "step"} and isinstance(param, str)
            else param
            for name, param in params.items()
        }

    def answer(self, field: Field, value: Any) -> Answer:
        """Give a value the shape that conditions test."""
        return Answer(self.condition_type, value)

    def parts(self, field: Field) -> tuple[str, ...]:
        """Name the parts of a record, in the order in which they are asked."""
        return ()

    def judge(self, field: Field, value: Any, today: date, slack: int) -> None:  # noqa: B027
        """Refuse what doesn't fit the day, `slack` days to either side. Raises Invalid."""

    def verify(self, field: Field, value: Any) -> None:  # noqa: B027
        """Refuse what only the server can tell, by means that no browser has. Raises Invalid."""
