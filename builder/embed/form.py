"""The long form of a page without JavaScript: all questions of a version, with what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from builder.embed.hints import Hints
from builder.fields import KINDS
from builder.flows.answers import Checked, explain
from builder.flows.document import Field, FlowDocument, Step, localise
from builder.flows.messages import message

_NAME = "answer-"


@dataclass
class Question:
    """A field as the template shows it: `said` holds its texts in the page's language."""

    name: str
    said: dict[str, Any]
    hint: str
    value: Any
    error: str
    rule: str
    purpose_said: str

    @property
    def chosen(self) -> list[str]:
        """Return the values of the chosen choices."""
        return self.value if isinstance(self.value, list) else [self.value] if self.value else []

    @property
    def described_by(self) -> str:
        """Name the elements that explain the field."""
        parts = {
            "error": self.error,
            "hint": self.hint,
            "help": self.said["help"],
            "rule": self.rule,
            "purpose": self.purpose_said,
        }
        return " ".join(f"{self.name}-{part}" for part, there in parts.items() if there)


@dataclass
class Section:
    """A step as the template shows it."""

    said: dict[str, Any]
    hint: str
    questions: list[Question]
    leads: list[str]


@dataclass
class Form:
    """A version's questions in one language, with answers as they were typed and what is wrong."""

    document: FlowDocument
    locale: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def note(self, checked: Checked) -> None:
        """Take over what is wrong, in words."""
        for problem in checked.errors:
            words = explain(self.document, problem, self.locale)
            self.errors.setdefault(problem.field_key, words)

    @property
    def said(self) -> dict[str, Any]:
        """Return the texts of the whole document in the page's language."""
        return localise(self.document.to_json(), self.locale)

    def sections(self) -> list[Section]:
        """Return the steps in order. The page's language must be active."""
        hints = Hints(self.document, self.locale)
        steps = zip(self.document.steps, self.said["steps"], strict=True)
        return [self._section(step, said, hints) for step, said in steps]

    def summary(self) -> list[tuple[str, str]]:
        """Return what is wrong in the order of the questions, with the name to link to."""
        known = [key for key in self.document.keys if key in self.errors]
        others = [key for key in self.errors if key not in self.document.keys]
        return [(_NAME + key, self.errors[key]) for key in known] + [
            ("", self.errors[key]) for key in others
        ]

    def _section(self, step: Step, said: dict[str, Any], hints: Hints) -> Section:
        fields = zip(step.fields, said["fields"], strict=True)
        questions = [self._question(field, words, hints) for field, words in fields]
        leads = [hints.leads_to(route) for route in step.routes]
        return Section(said, hints.only_if(step.visible_if), questions, leads)

    def _question(self, field: Field, said: dict[str, Any], hints: Hints) -> Question:
        purpose = said["purpose"]
        return Question(
            name=_NAME + field.key,
            said=said,
            hint=hints.only_if(field.visible_if),
            value=self.answers.get(field.key),
            error=self.errors.get(field.key, ""),
            rule=_rule(field, self.locale),
            purpose_said=message("purpose", self.locale, purpose=purpose) if purpose else "",
        )


def read_answers(document: FlowDocument, sent: QueryDict) -> dict[str, Any]:
    """Give what a form sent the shape in which the widget sends it."""
    answers: dict[str, Any] = {}
    for key, question in document.keys.items():
        name = _NAME + key
        if name not in sent:
            continue
        kind = KINDS[question.kind].value_type
        answers[key] = (
            sent.getlist(name) if kind == "choices" else True if kind == "flag" else sent[name]
        )
    return answers


def _rule(question: Field, locale: str) -> str:
    """Say how many choices are wanted, in the widget's words."""
    if question.kind == "single_choice":
        return message("choose_one", locale)
    if question.kind != "multiple_choice":
        return ""
    least, most = question.config.get("min"), question.config.get("max")
    code = {
        (False, False): "choose_several",
        (True, False): "choose_at_least",
        (False, True): "choose_at_most",
    }.get((least is not None, most is not None), "choose_between")
    return message(
        "choose_exactly" if least and least == most else code, locale, min=least, max=most
    )
