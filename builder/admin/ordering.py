"""Rows that customers sort: the server numbers them, whatever the page sends."""

from __future__ import annotations

from typing import Any

from unfold.forms import PaginationInlineFormSet


class OrderedFormSet(PaginationInlineFormSet):  # type: ignore[misc]
    """Number rows 1, 2, 3: known ones as they were dropped, new ones after them.

    A new row comes with the position 0 and would land on top; two pages open at the same
    time would leave gaps and repeats.
    """

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit:
            for number, form in enumerate(self._in_order(), start=1):
                if form.instance.position != number:
                    form.instance.position = number
                    form.instance.save(update_fields=["position"])
        return saved

    def _in_order(self) -> list[Any]:
        known = [form for form in self.initial_forms if form not in self.deleted_forms]
        known.sort(key=lambda form: form.instance.position)
        new = [
            form
            for form in self.extra_forms
            if form.has_changed() and form not in self.deleted_forms
        ]
        return known + new
