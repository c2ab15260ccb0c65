"""Rich texts: a small Markdown subset, compiled to a tree that holds no HTML.

Authors write Markdown; documents hold nodes: paragraphs, lists, bold, italic and links
to https, mailto and tel. What else Markdown knows stays as the characters typed, and so
do recalls such as {{first_name|*}}, whatever signs their fallbacks have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from builder.fields.rich_text import plain
from builder.flows.recalls import RECALL

Nodes = list[Any]

_LINK = re.compile(r"(https://[^\s/]|mailto:[^\s@]+@|tel:\+?[0-9])", re.IGNORECASE)
_MARKS = {"strong": "b", "em": "i", "link": "a"}
_LISTS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}
_SIGNS = {"ul": "- ", "UL": "+ ", "ol": "1. ", "OL": "1) "}
_BREAKS = {"softbreak", "hardbreak"}
_ESCAPED = re.compile(r"[\\*_\[\]]")
_LOOKS_LIKE_LIST = re.compile(r"(\d{0,9})([-+.)])(?=\s|$)")

_MARKDOWN = MarkdownIt("zero").enable(["list", "emphasis", "link", "escape", "newline"])


def is_allowed(href: str) -> bool:
    """Tell whether a link may be set: https, mailto and tel alone."""
    return _LINK.match(href) is not None


def _recall(state: StateInline, silent: bool) -> bool:
    """Take a recall as words before any other rule sees the signs in it."""
    found = RECALL.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


_MARKDOWN.validateLink = is_allowed  # type: ignore[method-assign, assignment]
_MARKDOWN.inline.ruler.before("text", "recall", _recall)


def read(source: str) -> Nodes:
    """Compile Markdown to nodes, such that `read(write(nodes)) == nodes`.

    A document is turned into rows and back without a change, so nodes that Markdown
    can't say again (emphasis in the middle of punctuation) lose their emphasis here.
    """
    return json.loads(_compiled(source))  # type: ignore[no-any-return]


@lru_cache(maxsize=2048)
def _compiled(source: str) -> str:
    """Compile to JSON. A draft's texts are asked for at every save, and nearly none has changed."""
    nodes = _parse(source)
    nodes = nodes if _parse(write(nodes)) == nodes else _parse(write(_unmarked(nodes)))
    return json.dumps(nodes)


def write(nodes: Nodes) -> str:
    """Say nodes in Markdown."""
    blocks: list[str] = []
    before = ""
    for node in nodes:
        kind, items = next(iter(node.items()))
        # Two lists in a row would run into one if they had the same signs.
        before = kind.upper() if before == kind else kind
        sign = _SIGNS.get(before, "")
        blocks.append("\n".join(sign + _line(item) for item in _items(kind, items)))
    return "\n\n".join(block for block in blocks if block)


def _unmarked(nodes: Nodes) -> Nodes:
    """Keep the words and the blocks alone."""
    simple: Nodes = []
    for node in nodes:
        kind, items = next(iter(node.items()))
        words = [" ".join(plain([{"p": item}]).split()) for item in _items(kind, items)]
        lines = [[word] for word in words if word]
        if lines:
            simple.append({kind: lines[0] if kind == "p" else lines})
    return simple


def _items(kind: str, items: Nodes) -> list[Nodes]:
    return [items] if kind == "p" else items


def _parse(source: str) -> Nodes:
    nodes: Nodes = []
    depth, items = 0, list[Nodes]()
    for token in _MARKDOWN.parse(source):
        if token.type in _LISTS:
            # A list within a list goes on as part of the outer one.
            depth += 1
            if depth == 1:
                items = []
                nodes.append({_LISTS[token.type]: items})
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
        elif token.type == "list_item_open":
            items.append([])
        elif token.type == "inline":
            words = _inline(iter(token.children or []))
            if depth:
                items[-1][:] = _joined([*items[-1], *([" "] if items[-1] else []), *words])
            else:
                nodes.append({"p": words})
    return [filled for node in nodes if (filled := _filled(node))]


def _filled(node: dict[str, Nodes]) -> dict[str, Nodes] | None:
    """Drop items without a word, and blocks without an item."""
    kind, items = next(iter(node.items()))
    kept = items if kind == "p" else [item for item in items if item]
    return {kind: kept} if kept else None


def _inline(tokens: Iterable[Token]) -> Nodes:
    nodes: Nodes = []
    for token in tokens:
        name, _, end = token.type.rpartition("_")
        if end == "close":
            break
        if end == "open":
            children = _inline(tokens)
            href = {"href": str(token.attrs["href"])} if name == "link" else {}
            if children:
                nodes.append({_MARKS[name]: children, **href})
        else:
            nodes.append(" " if token.type in _BREAKS else token.content)
    return _joined([node for node in nodes if node != ""])


def _joined(nodes: Nodes) -> Nodes:
    """Join neighbouring words."""
    joined: Nodes = []
    for node in nodes:
        if isinstance(node, str) and joined and isinstance(joined[-1], str):
            joined[-1] += node
        else:
            joined.append(node)
    return joined


def _line(nodes: Nodes) -> str:
    text = "".join(_marked(node) for node in nodes)
    text = " ".join(filter(None, map(str.strip, re.split(r"[\r\n]+", text))))
    return _LOOKS_LIKE_LIST.sub(r"\1\\\2", text, count=1) if _LOOKS_LIKE_LIST.match(text) else text


def _marked(node: Any) -> str:
    if isinstance(node, str):
        return _escaped(node)
    if "a" in node:
        return f"[{_all(node['a'])}]({node['href']})"
    return f"**{_all(node['b'])}**" if "b" in node else f"*{_all(node['i'])}*"


def _escaped(words: str) -> str:
    """Escape what is between the recalls."""
    said, at = "", 0
    for found in RECALL.finditer(words):
        said += _ESCAPED.sub(r"\\\g<0>", words[at : found.start()]) + found[0]
        at = found.end()
    return said + _ESCAPED.sub(r"\\\g<0>", words[at:])


def _all(nodes: Nodes) -> str:
    return "".join(_marked(node) for node in nodes)
