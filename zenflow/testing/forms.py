"""What a browser would send from an admin page that it was shown."""

from __future__ import annotations

from typing import Any

from django.forms import MultiWidget

from builder.models import Asset


def form_of(response: Any) -> dict[str, Any]:
    """Return what a browser would send from the page: all values of its form and inlines."""
    sent: dict[str, Any] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for bound in form:
            sent |= _sent(bound)
    return sent


def _sent(bound: Any) -> dict[str, Any]:
    """Return what one field of a form sends, by the names of its controls."""
    name, value = bound.html_name, bound.value()
    if isinstance(bound.field.widget, MultiWidget):
        parts: list[Any] = bound.field.widget.decompress(value) or []
        return {f"{name}_{at}": part or "" for at, part in enumerate(parts)}
    if isinstance(value, Asset):
        return {f"{name}-kept": value.hash}
    if isinstance(value, dict):
        test = value.get("all", [value])[0]
        test_of = {"field": test["field"], "op": test["op"], "choice": [test.get("value")]}
        return {f"{name}-0-{part}": said for part, said in test_of.items()}
    if value is None or value is False:
        return {}
    return {name: "on" if value is True else value}
