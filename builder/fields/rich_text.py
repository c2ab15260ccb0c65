"""The little that fields need to know about rich text."""

from __future__ import annotations

from typing import Any


def plain(nodes: Any) -> str:
    """Flatten rich text nodes to the words in them; blocks and list items become lines."""
    return "\n".join(line for node in nodes for line in _lines(node))


def _lines(block: Any) -> list[str]:
    if "p" in block:
        return [_inline(block["p"])]
    return [_inline(item) for item in block.get("ul") or block.get("ol") or []]


def _inline(nodes: Any) -> str:
    return "".join(
        node if isinstance(node, str) else _inline(node.get("b") or node.get("i") or node.get("a"))
        for node in nodes or []
    )
