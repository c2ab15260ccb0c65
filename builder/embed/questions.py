"""A field as the page without JavaScript shows it: which inputs, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.forms.utils import flatatt

from builder.embed.hints import Hints
from builder.fields import KINDS
from builder.fields.formats import said_in
from builder.fields.full_name import SALUTATIONS
from builder.fields.group import bounds
from builder.fields.rating import points
from builder.flows.document import Field
from builder.flows.messages import message

PREFIX = "answer-"
# More entries than this are offered only where so many are needed: each is a set of blank inputs.
SPARE_ENTRIES = 3
_CONTROLS = {"long_text": "lines", "dropdown": "select", "consent": "agree", "rating": "one"}
_BY_TYPE = {
    "choice": "one",
    "choices": "several",
    "flag": "one",
    "record": "parts",
    "records": "entries",
    "files": "files",
    "none": "notice",
}
_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
_LINES: dict[str, dict[str, str]] = {
    "email": {
        "type": "email",
        "inputmode": "email",
        "autocomplete": "email",
        "spellcheck": "false",
    },
    "phone": {"type": "tel", "autocomplete": "tel"},
    "iban": {"autocomplete": "off", "spellcheck": "false"},
    "date": {"type": "date"},
    "birth_date": {"type": "date", "autocomplete": "bday"},
    "number": _NUMBER,
    "currency": _NUMBER,
    "slider": _NUMBER,
}
_PART_PURPOSES = {
    "salutation": "honorific-prefix",
    "first": "given-name",
    "last": "family-name",
    "street": "address-line1",
    "postcode": "postal-code",
    "city": "address-level2",
}
_ACCEPTED = {
    "picture": "image/jpeg,image/png,image/webp,image/gif",
    "pdf": ".pdf",
    "document": ".docx,.xlsx,.odt,.txt",
}


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    value: str
    label: str
    is_chosen: bool
    help: str = ""
    picture: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Part:
    """One input of a record."""

    id: str
    name: str
    label: str
    value: str
    autocomplete: str
    options: list[Option] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """The questions of one entry of a group."""

    title: str
    questions: list[Question]


@dataclass
class Question:
    """A field as the template shows it: `said` holds its texts in the page's language."""

    name: str
    control: str
    said: dict[str, Any]
    value: Any
    hints: list[str]
    error: str
    rule: str
    purpose_said: str
    unit: str = ""
    options: list[Option] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    input: dict[str, Any] = field(default_factory=dict)

    @property
    def described_by(self) -> str:
        """Name the elements that explain the field."""
        parts = {
            "error": self.error,
            "hint": self.hints,
            "help": self.said["help"],
            "rule": self.rule,
            "purpose": self.purpose_said,
            "unit": self.unit,
        }
        return " ".join(f"{self.name}-{part}" for part, there in parts.items() if there)

    @property
    def attributes(self) -> str:
        """Write the attributes of the only input."""
        wrong = {"aria-invalid": "true"} if self.error else {}
        described = {"aria-describedby": self.described_by} if self.described_by else {}
        return flatatt({"id": self.name, "name": self.name, **self.input, **wrong, **described})


class Questions:
    """Makes the questions of one form. The page's language must be active."""

    def __init__(self, hints: Hints, locale: str, errors: Mapping[str, str]) -> None:
        self.hints = hints
        self.locale = locale
        self.errors = errors

    def ask(self, asked: Field, said: dict[str, Any], value: Any, within: str = "") -> Question:
        """Make a question; `within` is the place of the entry that it stands in."""
        kind, place = KINDS[asked.kind], within + asked.key
        control = _CONTROLS.get(kind.name) or _BY_TYPE.get(kind.value_type, "line")
        purpose = said["purpose"]
        question = Question(
            name=PREFIX + place,
            control=control,
            said=said,
            value=value,
            hints=self.hints.of(asked),
            error=self.errors.get(place, ""),
            rule=self.rule(asked, said, value),
            purpose_said=self.say("purpose", purpose=purpose) if purpose else "",
            unit=str(said["config"].get("unit") or said["config"].get("currency") or ""),
            options=self.options(asked, said, value),
        )
        if control == "line":
            shown = value if isinstance(value, str) else ""
            question.input = {"type": "text", **_LINES.get(kind.name, {}), "value": shown}
        elif control == "files":
            accepted = ",".join(_ACCEPTED[one] for one in said["config"]["types"])
            several = said["config"]["max_files"] != 1
            question.input = {"type": "file", "accept": accepted, "multiple": several}
        question.parts = self.parts(asked, question.name, value, is_theirs=not within)
        question.entries = self.entries(asked, said, value, place)
        return question

    def options(self, asked: Field, said: dict[str, Any], value: Any) -> list[Option]:
        """Give what there is to choose from."""
        chosen = value if isinstance(value, list) else [value]
        if asked.kind == "yes_no":
            words = said_in(self.locale)
            return [Option(name, words[name], value is (name == "yes")) for name in ("yes", "no")]
        if asked.kind == "rating":
            labels = self.scale(asked, said)
            return [Option(point, label, point in chosen) for point, label in labels.items()]
        return [
            Option(one["value"], one["label"], one["value"] in chosen, one["help"], one["picture"])
            for one in said["choices"]
        ]

    def scale(self, asked: Field, said: dict[str, Any]) -> dict[str, str]:
        """Label the points of a rating, the outer ones with what they mean."""
        most = points(asked)
        meant = {1: said["config"]["low"], most: said["config"]["high"]}
        return {
            str(point): f"{point} ({meant[point]})" if meant.get(point) else str(point)
            for point in range(1, most + 1)
        }

    def parts(self, asked: Field, name: str, value: Any, *, is_theirs: bool) -> list[Part]:
        """Give a record's inputs; browsers may fill in only what is about the person themselves."""
        given = value if isinstance(value, dict) else {}
        names = KINDS[asked.kind].parts(asked)
        return [
            Part(
                id=name if at == 0 else f"{name}.{part}",
                name=f"{name}.{part}",
                label=self.say(f"part_{part}"),
                value=str(given.get(part, "")),
                autocomplete=_PART_PURPOSES.get(part, "off") if is_theirs else "off",
                options=self.salutations(given) if part == "salutation" else [],
            )
            for at, part in enumerate(names)
        ]

    def salutations(self, given: Mapping[str, Any]) -> list[Option]:
        """Give the salutations to choose from."""
        chosen = given.get("salutation")
        return [Option(one, self.say(f"salutation_{one}"), one == chosen) for one in SALUTATIONS]

    def entries(self, asked: Field, said: dict[str, Any], value: Any, place: str) -> list[Entry]:
        """Give the entries that came, and blank ones to fill in."""
        given = value if isinstance(value, list) else []
        item = said["config"].get("item") or said["label"]
        pairs = list(zip(asked.fields, said["fields"], strict=True))
        made = []
        for at in range(max(entries_of(asked), len(given)) if pairs else 0):
            answers = given[at] if at < len(given) else {}
            questions = [
                self.ask(one, words, answers.get(one.key), f"{place}.{at}.") for one, words in pairs
            ]
            made.append(Entry(self.say("entry", item=item, number=at + 1), questions))
        return made

    def rule(self, asked: Field, said: dict[str, Any], value: Any) -> str:
        """Say how to answer, in the widget's words."""
        match asked.kind:
            case "single_choice" | "picture_choice":
                return self.say("choose_one")
            case "multiple_choice":
                return self.how_many(asked)
            case "slider":
                ends = (asked.config["min"], asked.config["max"])
                return " – ".join(KINDS["slider"].words(asked, end, self.locale) for end in ends)
            case "file":
                lost = self.say("files_gone") if value else ""
                return f"{lost} {self.which_files(said['config'])}".strip()
        return ""

    def how_many(self, asked: Field) -> str:
        """Say how many choices are wanted."""
        least, most = asked.config.get("min"), asked.config.get("max")
        code = {
            (False, False): "choose_several",
            (True, False): "choose_at_least",
            (False, True): "choose_at_most",
        }.get((least is not None, most is not None), "choose_between")
        exactly = least and least == most
        return self.say("choose_exactly" if exactly else code, min=least, max=most)

    def which_files(self, config: Mapping[str, Any]) -> str:
        """Say how many files of which types and size are taken."""
        largest = settings.SUBMISSION_FILE_MAX_MB
        size = min(config["max_mb"] or largest, largest)
        types = ", ".join(self.say(f"files_{one}") for one in config["types"])
        code = "files_hint_one" if config["max_files"] == 1 else "files_hint"
        return self.say(code, max=config["max_files"], size=size, types=types)

    def say(self, code: str, **params: Any) -> str:
        """Say one of the widget's texts."""
        return message(code, self.locale, **params)


def entries_of(group: Field) -> int:
    """Count the entries that a form shows at first."""
    least, most = bounds(group)
    return max(least, 1, min(most, SPARE_ENTRIES))
