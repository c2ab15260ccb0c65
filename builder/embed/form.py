"""The long form of a page without JavaScript: all questions of a version, with what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from builder.embed.hints import Hints
from builder.embed.questions import PREFIX, Question, Questions
from builder.flows.answers import Checked, explain
from builder.flows.document import REDIRECT, FlowDocument, Step, localise
from builder.flows.lint_endings import is_redirect_url
from builder.flows.messages import message


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
        """Take over what is wrong, in words. What is only doubtful nobody could wave through here."""
        for problem in checked.errors:
            words = explain(self.document, problem, self.locale)
            self.errors.setdefault(problem.field_key, words)

    @property
    def said(self) -> dict[str, Any]:
        """Return the texts of the whole document in the page's language."""
        return localise(self.document.to_json(), self.locale)

    @property
    def takes_files(self) -> bool:
        """Tell whether any question asks for files."""
        return any(asked.kind == "file" for asked in self.document.keys.values())

    def ending(self, checked: Checked) -> dict[str, Any]:
        """Return the texts of the ending that the answers lead to."""
        endings = (one for one in self.said["endings"] if one["id"] == checked.path.ending.id)
        return next(endings, {})

    def sections(self) -> list[Section]:
        """Return the steps in order. The page's language must be active."""
        hints = Hints(self.document, self.locale)
        questions = Questions(hints, self.locale, self.errors)
        steps = zip(self.document.steps, self.said["steps"], strict=True)
        return [self._section(step, said, hints, questions) for step, said in steps]

    def summary(self) -> list[tuple[str, str]]:
        """Return what is wrong in the order of the questions, with the name to link to."""
        known = [key for key in self.errors if key.partition(".")[0] in self.document.keys]
        others = [key for key in self.errors if key not in known]
        return [(PREFIX + key, self.errors[key]) for key in known] + [
            ("", self.errors[key]) for key in others
        ]

    def _section(
        self, step: Step, said: dict[str, Any], hints: Hints, questions: Questions
    ) -> Section:
        asked = [
            questions.ask(one, words, self.answers.get(one.key))
            for one, words in zip(step.fields, said["fields"], strict=True)
        ]
        leads = [hints.leads_to(route) for route in step.routes]
        return Section(said, hints.only_if(step.visible_if), asked, leads)


def leads_on(ending: Mapping[str, Any], locale: str) -> str:
    """Name the website that an ending leads to; "" where it leads nowhere."""
    url = ending.get("url") or ""
    if ending.get("kind") != REDIRECT or not is_redirect_url(url):
        return ""
    return message("continue_at", locale, site=urlsplit(url).netloc)
