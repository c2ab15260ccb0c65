"""What a browser would send from an admin page that it was shown."""

from __future__ import annotations

from typing import Any


def form_of(response: Any) -> dict[str, Any]:
    """Return what a browser would send from the page: all values of its form and inlines."""
    sent: dict[str, Any] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, dict):
                test = value.get("all", [value])[0]
                sent[f"{bound.html_name}-0-field"] = test["field"]
                sent[f"{bound.html_name}-0-op"] = test["op"]
                sent[f"{bound.html_name}-0-choice"] = [test.get("value")]
            elif value is True:
                sent[bound.html_name] = "on"
            elif value is not None and value is not False:
                sent[bound.html_name] = value
    return sent
