"""Rich text nodes as HTML, for pages that are made on the server."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from builder.richtext import is_allowed

register = template.Library()


@register.filter
def rich(nodes: list[Any] | None) -> SafeString:
    """Render paragraphs and lists; every text is escaped, every link is checked once more."""
    return format_html_join("", "{}", ((_block(node),) for node in nodes or []))


def _block(node: dict[str, Any]) -> SafeString:
    if "p" in node:
        return format_html("<p>{}</p>", _inline(node["p"]))
    if "ul" in node:
        return format_html("<ul>{}</ul>", _items(node["ul"]))
    return format_html("<ol>{}</ol>", _items(node.get("ol", [])))


def _items(items: list[list[Any]]) -> SafeString:
    return format_html_join("", "<li>{}</li>", ((_inline(item),) for item in items))


def _inline(nodes: list[Any]) -> SafeString:
    return format_html_join("", "{}", ((_word(node),) for node in nodes))


def _word(node: Any) -> SafeString:
    if isinstance(node, str):
        return format_html("{}", node)
    if "b" in node:
        return format_html("<strong>{}</strong>", _inline(node["b"]))
    if "i" in node:
        return format_html("<em>{}</em>", _inline(node["i"]))
    if not is_allowed(node.get("href", "")):
        return _inline(node.get("a", []))
    html = '<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>'
    return format_html(html, node["href"], _inline(node["a"]))
