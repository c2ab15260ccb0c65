"""What looks like spam, by rules that can each be said in a sentence.

Judged here alone, from what the server itself saw; the end user gets the answer that
everybody gets. A suspect waits for its tenant and is never dropped, so that a rule has to
be right about spam, but may be wrong about a person now and then: each is drawn so that no
honest enquiry of the collection in relay/tests/enquiries.py meets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.fields import Field
from builder.flows.answers import Checked
from relay.states import Suspicion

# Reading, filling in and sending a form takes a person longer than this, in seconds.
HASTE = 2.0
# An enquiry may show a website, a plan and a few pictures.
MOST_LINKS = 4

_TYPED = {"short_text", "long_text"}
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_SCHEME = re.compile(r"https?://(?=www\.)", re.IGNORECASE)
_MARKUP = re.compile(r"<a\s[^>]*\bhref\b|\[(?:url|link)\s*[=\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """What was noticed about how an enquiry came: never by the browser's own word."""

    trapped: bool = False
    """A field that people don't see was filled in."""
    seconds: float | None = None
    """From when the form was handed out, by its signed time, until it came back; None if unknown."""
    in_burst: bool = False
    """More came from there, in a short while, than people send."""


Rule = Callable[[Signs, Sequence[str]], bool]

# The strongest come first: one is named.
RULES: Mapping[Suspicion, Rule] = {
    Suspicion.TRAP: lambda signs, texts: signs.trapped,
    Suspicion.HASTE: lambda signs, texts: signs.seconds is not None and signs.seconds < HASTE,
    Suspicion.MARKUP: lambda signs, texts: any(map(_MARKUP.search, texts)),
    Suspicion.LINKS: lambda signs, texts: sum(map(links, texts)) > MOST_LINKS,
    Suspicion.BURST: lambda signs, texts: signs.in_burst,
}


def judge(signs: Signs, checked: Checked) -> Suspicion | None:
    """Say what speaks against an enquiry, or None."""
    texts = list(typed(checked))
    return next((reason for reason, holds in RULES.items() if holds(signs, texts)), None)


def typed(checked: Checked) -> Iterator[str]:
    """Give what was typed freely, in the order of the questions, in groups as well."""
    for visited in checked.path.steps:
        yield from _typed(visited.fields, checked.answers)


def links(text: str) -> int:
    """Count the links in a text; `https://www.` is one."""
    return len(_LINK.findall(_SCHEME.sub("", text)))


def _typed(fields: Sequence[Field], answers: Mapping[str, Any]) -> Iterator[str]:
    for field in fields:
        value = answers.get(field.key)
        if field.kind in _TYPED and isinstance(value, str):
            yield value
        elif field.fields and isinstance(value, list):
            for entry in value:
                yield from _typed(field.fields, entry)
