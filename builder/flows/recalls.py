"""Recalls: earlier answers and variables in later texts, as "{{<uuid>}}" or "{{<uuid>|what is said without it}}".

`widget/src/engine/more/recalls.ts` is the twin. A recall is filled in when its text is shown, as plain
words: what somebody answers is never read as Markdown, never as HTML, and never for recalls in turn.
People write "{{key}}": what they see and type names fields by their keys, what is kept by their UUIDs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

LONGEST_FALLBACK = 60
RECALL = re.compile(
    r"\{\{([0-9A-Za-z_-]{1,64})(?:\|([^{}|\r\n]{0,%d}))?\}\}" % LONGEST_FALLBACK  # noqa: UP031
)
# As people type it; whether it can be read is judged afterwards.
_TYPED = re.compile(r"\{\{([^{}|]*)(\|[^{}]*)?\}\}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# What a recall stands for, in words; None while there is none.
Say = Callable[[str], str | None]


class UnknownRecallError(ValueError):
    """A text recalls what isn't there, or in a way that can't be read; `recall` is how it stands in it."""

    def __init__(self, recall: str) -> None:
        super().__init__(recall)
        self.recall = recall


def fill(text: str, say: Say) -> str:
    """Put words in place of a text's recalls, their fallbacks where there are none."""
    return RECALL.sub(lambda found: say(found[1]) or found[2] or "", text)


def fill_rich(nodes: Any, say: Say) -> Any:
    """Fill the words of a rich text; where its links lead is left alone."""
    if isinstance(nodes, str):
        return fill(nodes, say)
    if isinstance(nodes, list):
        return [fill_rich(node, say) for node in nodes]
    return {
        name: inner if name == "href" else fill_rich(inner, say) for name, inner in nodes.items()
    }


def recalled(value: Any) -> list[str]:
    """Name what the texts in a value recall, by UUID, wherever they stand in it."""
    texts = (text for text in strings(value) if "{{" in text)
    return [found[1] for text in texts for found in RECALL.finditer(text)]


def unreadable(value: Any) -> bool:
    """Tell whether double braces are left in the texts of a value that are no recall."""
    return any("{{" in text and "{{" in RECALL.sub("", text) for text in strings(value))


def strings(value: Any) -> Iterator[str]:
    """Walk through all strings of a JSON value."""
    left = [value]
    while left:
        part = left.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            left.extend(reversed(part.values()))
        elif isinstance(part, list):
            left.extend(reversed(part))


def rename(text: str, names: Mapping[str, str]) -> str:
    """Let a text's recalls name what they recall differently; what has no other name keeps its own."""
    return RECALL.sub(lambda found: _written(names.get(found[1], found[1]), found[2]), text)


def to_keys(text: str, keys: Mapping[str, str]) -> str:
    """Say a text as people see it, given the keys by UUID. What is recalled no more keeps its UUID."""
    return rename(text, keys)


def from_keys(text: str, ids: Mapping[str, str]) -> str:
    """Take a text as people type it, given the UUIDs by key. Raises UnknownRecallError.

    A UUID may be typed too: it is how `to_keys` shows what is no longer there.
    """

    def read(found: re.Match[str]) -> str:
        name, fallback = found[1].strip(), found[2]
        id_ = ids.get(name) or (name if _UUID.fullmatch(name) else "")
        recall = _written(id_, None if fallback is None else fallback[1:].strip())
        if not RECALL.fullmatch(recall):
            raise UnknownRecallError(found[0])
        return recall

    return _TYPED.sub(read, text)


def _written(id_: str, fallback: str | None) -> str:
    return f"{{{{{id_}{'' if fallback is None else f'|{fallback}'}}}}}"
